"""What the pictures of quality show: dimensions by source, runs one after the other, gaps, and repeats by source."""

from pydantic import BaseModel, ConfigDict

from hotpass.model.expectation import Dimension
from hotpass.model.report import PastScores


class SourceScore(BaseModel):
    """A source's records, and how many of them fail nothing that speaks of a dimension."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    dimension: Dimension
    records: int
    sound: int


class Gap(BaseModel):
    """Fields that are empty together, by title, in so many records; no field where nothing is empty."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    titles: tuple[str, ...]
    records: int


class Repeats(BaseModel):
    """A source's records: of an entity of their own, with others of the same source, or only with other sources'."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    alone: int
    within: int
    across: int


class QualityPictures(BaseModel):
    """All of them; `runs` begin with the earliest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sources: tuple[SourceScore, ...]
    runs: tuple[PastScores, ...]
    gaps: tuple[Gap, ...]
    repeats: tuple[Repeats, ...]
