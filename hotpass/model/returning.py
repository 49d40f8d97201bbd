"""Returning: an earlier run becomes the one that is shown, without computing it again."""

from pydantic import AwareDatetime, BaseModel, ConfigDict

from hotpass.model.drift import EntityChange, Fate, FateList


class Return(BaseModel):
    """A return that stands: who chose which run, when and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fact_id: str
    run_id: str
    by: str
    on: AwareDatetime
    note: str


class Prospect(BaseModel):
    """What returning to a run would change in what is shown now, with the first entities of each fate.

    `decisions` were made since and are applied to it; `later` acts wait for the next run, as they do now.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    entities: EntityChange
    decisions: int
    later: int
    lists: dict[Fate, FateList]
