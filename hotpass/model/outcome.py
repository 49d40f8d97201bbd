"""An outcome: what a run made, as its report says it."""

from pydantic import BaseModel, ConfigDict


class Outcome(BaseModel):
    """What a run made: counts by name, seconds by stage as recorded, and the notes of every stage."""

    model_config = ConfigDict(frozen=True)

    run_id: str
    counts: dict[str, int]
    seconds: dict[str, float]
    notes: tuple[str, ...]
