"""Mends: what a steward puts in the place of a source's own text, and what comes of it."""

from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Mend(BaseModel):
    """A fact about texts of a field: of one record where it names one, else wherever the field holds them.

    `replaced` are texts without blanks around them, "" for an empty cell; an empty `value` empties the cell.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    replaced: tuple[str, ...]
    value: str
    record_id: str | None = None
    source: str | None = None
    note: str = ""


class Fault(BaseModel):
    """A text that fails a rule, how many cells hold it and fail, why, and what it should be where that is known."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    title: str
    text: str
    cells: int
    message: str
    suggestion: str | None


class Place(BaseModel):
    """A cell a mend would change."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    record_id: str
    label: str
    cell: str
    text: str


class Preview(BaseModel):
    """How many cells a mend would change, exactly, and the first of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cells: int
    places: tuple[Place, ...]


class MendLine(BaseModel):
    """A mend in a list: `cells` it changed in the published run, None where that run did not know it yet."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fact_id: str
    mend: Mend
    by: str
    on: AwareDatetime
    cells: int | None
    withdrawn: bool = False


class Likeness(StrEnum):
    """Ways to find spellings of one value: three keys that equal spellings share, and a distance."""

    FINGERPRINT = "fingerprint"
    NGRAM = "ngram"
    SOUND = "sound"
    NEAREST = "nearest"


class Spelling(BaseModel):
    """A text of a field, and how many cells hold it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    cells: int


class SpellingGroup(BaseModel):
    """Spellings that may be one value, the most frequent first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    spellings: tuple[Spelling, ...]
