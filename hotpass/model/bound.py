"""Learned bounds: where a figure of a run usually lies, as the runs before it tell."""

from pydantic import BaseModel, ConfigDict


class Bound(BaseModel):
    """A figure in words with its value now, and the band that `runs` earlier runs span: median ± 3 MAD."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str
    now: float
    low: float
    high: float
    runs: int

    @property
    def is_usual(self) -> bool:
        """Whether the figure lies within its band."""
        return self.low <= self.now <= self.high
