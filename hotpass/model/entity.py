"""Entities as a person looks at them: a line in a list, and everything behind one of them."""

from pydantic import AwareDatetime, BaseModel, ConfigDict

from hotpass.model.override import SetValue


class EntityLine(BaseModel):
    """An entity in a list: its golden values in the order of the run's fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    entity_id: str
    records: int
    sources: int
    values: tuple[str | None, ...]


class EntityPage(BaseModel):
    """A page of a search: `found` counts all that match, `titles` names the golden values of each line."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    found: int
    titles: tuple[str, ...]
    lines: tuple[EntityLine, ...]


class Candidate(BaseModel):
    """A value that a golden record could show: how many of its records say so, and the first of them with its place."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: str
    record_id: str
    place: str
    records: int


class GoldenValue(BaseModel):
    """A surviving value and where it came from; `place` and `others` are in words, empty where there are none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    title: str
    value: str | None
    place: str
    rule: str
    others: tuple[str, ...] = ()
    record_id: str | None = None
    candidates: tuple[Candidate, ...] = ()


class EntityRecord(BaseModel):
    """A record of an entity: where it stands, and its values as the file has them and as they were tidied."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    record_id: str
    label: str
    sheet_row: int
    original: tuple[str | None, ...]
    standard: tuple[str | None, ...]


class Evidence(BaseModel):
    """What one comparison says of a pair; `weight` in bits."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    label: str
    weight: float


class EntityLink(BaseModel):
    """A pair of records that hold an entity together; `weight` in bits, `probability` between 0 and 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    left_id: str
    right_id: str
    weight: float
    probability: float
    evidence: tuple[Evidence, ...] = ()


class EntityEvent(BaseModel):
    """Something that befell an entity in a published run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    entity_id: str
    event: str
    other_id: str | None
    records: int | None


class Entity(BaseModel):
    """One entity with everything that stands behind it. `asked` differs from `entity_id` where it was merged since.

    `version` changes with its members and golden values; `unfilled` are the fields without a value; `set_values` were
    set by hand, the latest first; `on` is when the run began whose files these are; `listed` is the place in the master
    list that gave it its id, empty where a run gave it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    asked: str
    entity_id: str
    titles: tuple[str, ...]
    version: str
    on: AwareDatetime | None
    listed: str = ""
    golden: tuple[GoldenValue, ...]
    unfilled: tuple[GoldenValue, ...]
    set_values: tuple[SetValue, ...]
    records: tuple[EntityRecord, ...]
    record_count: int
    links: tuple[EntityLink, ...]
    history: tuple[EntityEvent, ...]
