"""A column profile: what is in a source column, in figures a person can read at a glance."""

from datetime import date

from pydantic import BaseModel, ConfigDict


class Share(BaseModel):
    """A value, a shape or a range, and how many cells have it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    cells: int


class NumberSpread(BaseModel):
    """The numbers of a column: least, median and most, and a histogram of ten equal steps between the ends."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cells: int
    least: float
    median: float
    most: float
    steps: tuple[Share, ...]


class DaySpread(BaseModel):
    """The days of a column: the first, the last, and how many cells fall in each span of years."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    cells: int
    first: date
    last: date
    years: tuple[Share, ...]


class ColumnProfile(BaseModel):
    """A source column: `filled` of its `rows`, how many different values, the most frequent ones, shapes, lengths.

    `numbers` and `days` are None where fewer than half of the values are such; `scripts` are those of its letters.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    header: str
    letter: str
    rows: int
    filled: int
    distinct: int
    shortest: int
    longest: int
    top: tuple[Share, ...]
    shapes: tuple[Share, ...]
    numbers: NumberSpread | None
    days: DaySpread | None = None
    scripts: tuple[Share, ...] = ()
