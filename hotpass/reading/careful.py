"""Careful reading: a delimited text row by row, where lines and rows differ or rows are ragged."""

from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from hotpass.errors import UnreadableFile
from hotpass.reading import limits
from hotpass.reading.grid import Aside, Grid
from hotpass.reading.heading import Row
from hotpass.reading.records import Record, lines_of, records
from hotpass.reading.sample import Shape
from hotpass.reading.wording import counted

BLOCK_ROWS = 20_000


@dataclass
class Body:
    """The rows of a list as they are gathered, block by block."""

    width: int
    rows: list[int] = field(default_factory=list)
    block: list[list[str]] = field(default_factory=list)
    chunks: list[list[pa.Array]] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)
    short: int = 0
    stray: int = 0

    def add(self, row: int, record: Record) -> None:
        """Takes a row: padded if short, set aside if it is longer than the list or broken."""
        cells = record.cells
        if record.broken:
            self.aside.append(Aside(row, "a quote is opened and not closed as it should be", cells))
            return
        if len(cells) > self.width:
            if any(cell.strip() for cell in cells[self.width :]):
                self.aside.append(Aside(row, f"{len(cells)} cells where the list has {self.width} columns", cells))
                return
            cells = cells[: self.width]
        elif len(cells) < self.width:
            self.short += bool(cells)
            cells = [*cells, *([""] * (self.width - len(cells)))]
        self.stray += record.stray
        self.rows.append(row)
        self.block.append(cells)
        if len(self.block) >= BLOCK_ROWS:
            self.close_block()

    def close_block(self) -> None:
        """Turns the gathered rows into columns."""
        if self.block:
            self.chunks.append([pa.array(cells, pa.string()) for cells in zip(*self.block, strict=True)])
            self.block = []

    def columns(self) -> list[pa.Array]:
        """The columns of all blocks, empty cells as nulls."""
        self.close_block()
        if not self.chunks:
            return [pa.chunked_array([pa.array([], pa.string())])] * self.width
        whole = [pa.chunked_array([chunk[at] for chunk in self.chunks]) for at in range(self.width)]
        return [pc.if_else(pc.equal(column, ""), None, column) for column in whole]


def read_with_care(text: str, shape: Shape, name: str) -> Grid:
    """The grid of a text read row by row; sheet rows count rows, not lines."""
    body = Body(shape.width)
    first: list[Row] = []
    lines = lines_of(text)
    while lines and not lines[-1].strip():
        lines.pop()
    for at, record in enumerate(records(lines, shape.delimiter, shape.width)):
        if at < shape.heading.first:
            first.append(record.cells)
        else:
            body.add(at + 1, record)
        if len(body.aside) > limits.LISTED_BROKEN_ROWS:
            raise UnreadableFile(
                f"{name}: more than {counted(limits.LISTED_BROKEN_ROWS, 'row')} do not fit its {shape.width} columns "
                f"(the last is row {at + 1:,}): check the delimiter, or save the file again."
            )
    header, above = shape.over(first)
    grid = Grid("", "", pa.array([], pa.int32()), body.columns(), header, shape.header_row(), above=above)
    grid.rows, grid.aside = pa.array(body.rows, pa.int32()), body.aside
    grid.notes = _notes(body)
    return grid


def _notes(body: Body) -> list[str]:
    notes = []
    if body.short:
        notes.append(f"{counted(body.short, 'row')} with fewer cells than columns kept, the missing cells empty.")
    if body.stray:
        notes.append(f"{counted(body.stray, 'row')} with stray quotes read as they stand.")
    if body.aside:
        notes.append(f"{counted(len(body.aside), 'row')} set aside because they do not fit the columns.")
    return notes
