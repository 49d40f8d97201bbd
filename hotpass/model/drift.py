"""Drift: how the data of one run differ from those of an earlier one, and whether that is more than chance."""

from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Aspect(StrEnum):
    """What is compared."""

    STRUCTURE = "structure"
    VOLUME = "volume"
    PRESENCE = "presence"
    CATEGORIES = "categories"
    NUMBERS = "numbers"
    DATES = "dates"
    SHAPES = "shapes"
    LENGTHS = "lengths"
    MATCHING = "matching"
    BLEND = "over all sources"


class Band(StrEnum):
    """How much moved, above what chance alone moves. `too_few`: there are not enough rows to tell."""

    SAME = "same"
    TOO_FEW = "too_few"
    SMALL = "small"
    MODERATE = "moderate"
    LARGE = "large"


class Cell(BaseModel):
    """A value, or a range of values, and how many rows of either run have it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    reference: int
    current: int


class Metric(BaseModel):
    """One thing that was compared.

    `effect` is the population stability index of the cells (for volume and matching the relative change), `floor` what
    chance alone makes of it, `p` the chance of so much where nothing changed and `q` that after Benjamini and Hochberg.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    column: str
    aspect: Aspect
    reference: float | None
    current: float | None
    effect: float
    floor: float = 0.0
    p: float | None = None
    q: float | None = None
    band: Band = Band.SAME
    words: str = ""
    details: dict[str, float] = {}
    cells: tuple[Cell, ...] = ()


class Bar(BaseModel):
    """One bar of a picture: a cell of what was compared between two runs, for one of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reference: str
    current: str
    source: str
    column: str
    aspect: Aspect
    cell: str


class Side(StrEnum):
    """Which of the two runs."""

    REFERENCE = "reference"
    CURRENT = "current"


class BehindRow(BaseModel):
    """A row behind a bar: where it stands, its value, that of the same record in the other run, and all its cells.

    `other` is None where the other run does not have the record, and where it left the cell empty.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    record_id: str
    sheet_row: int
    value: str | None
    there: bool
    other: str | None
    cells: tuple[str | None, ...]


class Behind(BaseModel):
    """A page of the rows behind a bar; `found` counts all of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    headers: tuple[str, ...]
    found: int
    rows: tuple[BehindRow, ...]


class Change(BaseModel):
    """Records of a source by what became of them since the reference, and how often each column changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    same: int
    changed: int
    added: int
    gone: int
    columns: dict[str, int] = {}


class EntityChange(BaseModel):
    """What became of the entities since the reference; `values` counts golden values that are others now."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    appeared: int
    vanished: int
    merged: int
    split: int
    values: int


class Fate(StrEnum):
    """What became of an entity since the reference."""

    APPEARED = "appeared"
    VANISHED = "vanished"
    MERGED = "merged"
    SPLIT = "split"
    CHANGED = "changed"


class FateLine(BaseModel):
    """An entity with a fate: `others` are the ids that were merged into it or split off, `field` what changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    entity_id: str
    name: str | None
    others: tuple[str, ...]
    field: str | None
    before: str | None
    now: str | None


class FateList(BaseModel):
    """A page of entities with the same fate; `found` counts all of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    found: int
    lines: tuple[FateLine, ...]


class Baseline(BaseModel):
    """The run a person chose to compare with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    by: str
    on: AwareDatetime


class TrendPoint(BaseModel):
    """The figures of a run; shares from 0 to 1, None where its tables are not kept or nothing was measured.

    `filled` of the cells that have a field, `passed` of the tests made, `matched` of the records that share an entity.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    finished: AwareDatetime
    records: int
    entities: int
    filled: float | None
    passed: float | None
    matched: float | None


class Drift(BaseModel):
    """The report: the worst metrics first. `causes` tells what was done otherwise, in sentences."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reference: str
    current: str
    changes: tuple[Change, ...]
    entities: EntityChange
    metrics: tuple[Metric, ...]
    causes: tuple[str, ...] = ()

    @property
    def worst(self) -> Band:
        """The gravest band of all metrics."""
        order = list(Band)
        return max((metric.band for metric in self.metrics), key=order.index, default=Band.SAME)
