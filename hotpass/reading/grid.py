"""Grids: a sheet as rows of text, its heading found, before rows are set aside."""

from dataclasses import dataclass, field

import pyarrow as pa

from hotpass.reading.heading import Row
from hotpass.reading.wording import letter


@dataclass
class Aside:
    """A row that will be no record: row number from 1, reason, and its cells."""

    row: int
    reason: str
    cells: list[str]


@dataclass
class Grid:
    """One sheet: `above` are the rows over the list, `rows` the sheet rows and `columns` the texts of the list itself.

    `merges` are (top, left, bottom, right), rows from 1 and columns from 0, in the sheet's own counting.
    """

    name: str
    kind: str
    rows: pa.Array
    columns: list[pa.Array]
    header: list[str | None]
    header_row: int
    first_column: int = 0
    above: list[tuple[int, Row]] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)
    formula_rows: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    merges_known: bool = False
    hidden: bool = False
    hidden_rows: int = 0
    encoding: str | None = None
    delimiter: str | None = None
    notes: list[str] = field(default_factory=list)
    is_chart: bool = False

    @property
    def is_named(self) -> bool:
        """Whether anything in the file names the columns: a row, or a schema."""
        return self.header_row > 0 or self.kind == "parquet"

    @property
    def is_workbook(self) -> bool:
        """Whether the grid comes from a sheet, which a person may have laid out in any way."""
        return self.kind not in ("csv", "parquet")

    def letters(self) -> list[str]:
        """The spreadsheet's letter of each column."""
        return [letter(self.first_column + at) for at in range(len(self.columns))]


def cells_of(row: Row) -> list[str]:
    """A row's cells as texts, without the empty ones at its end."""
    cells = [cell or "" for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells
