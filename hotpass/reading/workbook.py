"""Workbooks: every sheet of an .xlsx, .xlsb, .xls or .ods as a grid of text."""

from collections.abc import Callable, Iterator
from pathlib import Path

import fastexcel
import pyarrow as pa
import pyarrow.compute as pc

from hotpass.reading import limits, sheet_xml
from hotpass.reading.grid import Grid
from hotpass.reading.heading import Row, find
from hotpass.reading.number_format import Shown
from hotpass.reading.package import Package, replaced, unpack
from hotpass.reading.sheet_xml import Marks
from hotpass.reading.stray import without_blanks
from hotpass.reading.table import blank_rows
from hotpass.reading.wording import counted
from hotpass.reading.workbook_parts import SheetPart, Styles, sheet_parts, styles

MIDNIGHT = " 00:00:00"
Say = Callable[[str], None]


def grids(path: Path, name: str, folder: Path, say: Say, *, tidy: bool) -> Iterator[Grid]:
    """The sheets of an .xlsx or .xlsm; `say` is told which sheet is being read; `tidy` leaves blank cells out first."""
    package = unpack(path, name, folder / "unpacked.zip")
    sheets, epoch_1904 = sheet_parts(package)
    shown = styles(package)
    if tidy:
        package = _tidied(package, sheets, name, folder)
    # Where a text looks like a date at midnight, the real dates are written out so that the two stay apart.
    dates_too = bool(shown.of(Shown.DATE)) and _has_midnight_text(package, sheets)
    package = _mended(package, sheets, shown, epoch_1904, folder, dates_too)
    midnights = bool(shown.of(Shown.DATE)) and not dates_too
    book = fastexcel.read_excel(str(package.path))
    for sheet in sheets:
        say(sheet.name)
        yield _grid(book, package, sheet, midnights)
    package.content.close()


def _mended(
    package: Package, sheets: list[SheetPart], shown: Styles, epoch_1904: bool, folder: Path, dates_too: bool
) -> Package:
    parts = [sheet.part for sheet in sheets if sheet.part in package.parts and not sheet.chart]
    changed = {}
    for part in parts:
        xml = sheet_xml.mended(package, part, shown, epoch_1904, dates_too)
        if xml is not None:
            changed[part] = xml
    return replaced(package, folder / "mended.zip", changed) if changed else package


def _tidied(package: Package, sheets: list[SheetPart], name: str, folder: Path) -> Package:
    held = [sheet for sheet in sheets if sheet.part in package.parts and not sheet.chart]
    parts = {sheet.part: without_blanks(package.part(sheet.part), name, sheet.name) for sheet in held}
    return replaced(package, folder / "tidied.zip", parts)


def _has_midnight_text(package: Package, sheets: list[SheetPart]) -> bool:
    # With a table of shared strings, the sheets themselves hold none.
    for part in ["xl/sharedStrings.xml"] if "xl/sharedStrings.xml" in package.parts else [one.part for one in sheets]:
        start, stop = package.parts.get(part, (0, 0))
        if package.content.find(b" 00:00:00</", start, stop) >= 0:
            return True
    return False


def _grid(book: fastexcel.ExcelReader, package: Package, sheet: SheetPart, midnights: bool) -> Grid:
    columns, first = _loaded(book, package, sheet)
    if midnights:
        columns = [_without_midnight(column) for column in columns]
    grid = as_grid(sheet.name, "xlsx", columns, first)
    marks = sheet_xml.marks(package, sheet.part) if sheet.part in package.parts and not sheet.chart else Marks()
    grid.merges, grid.merges_known, grid.hidden_rows = marks.merges, True, marks.hidden_rows
    grid.hidden = sheet.state != "visible"
    _tell_hidden(grid, sheet.state, marks.hidden_columns)
    if sheet.chart:
        grid.is_chart = True
        grid.notes.append("This sheet holds a chart or a dialog, not cells.")
    elif sheet.part in package.parts:
        grid.formula_rows = _formula_rows(package, sheet.part, grid)
    return grid


def _loaded(book: fastexcel.ExcelReader, package: Package, sheet: SheetPart) -> tuple[list[pa.Array], int]:
    """The columns of a sheet as text, and the place of the first of them from 0."""
    if sheet_xml.begins_at_the_left(package, sheet.part):
        # Quicker, but it does not tell where the columns begin.
        return list(book.load_sheet_eager(sheet.name, header_row=None, dtypes="string", skip_rows=0).columns), 0
    loaded = book.load_sheet(sheet.name, header_row=None, dtypes="string", skip_rows=0)
    first = min((column.absolute_index for column in loaded.selected_columns), default=0)
    return list(pa.record_batch(loaded).columns), first


def as_grid(name: str, kind: str, columns: list[pa.Array], first_column: int) -> Grid:
    """A grid of whole columns, its heading looked for among the first rows."""
    height = len(columns[0]) if columns else 0
    columns = [_without_empties(column) for column in columns]
    sample = list(zip(*(column.slice(0, limits.SAMPLE_ROWS).to_pylist() for column in columns), strict=True))
    heading = find(sample)
    if heading is None:
        heading_at, first = None, 0
    else:
        heading_at, first = heading.at, heading.first
    rows = pa.array(range(first + 1, height + 1), pa.int32())
    header = list(sample[heading_at]) if heading_at is not None else [None] * len(columns)
    above: list[tuple[int, Row]] = [(at + 1, sample[at]) for at in range(first) if at != heading_at]
    body = [column.slice(first) for column in columns]
    return Grid(name, kind, rows, body, header, 0 if heading_at is None else heading_at + 1, first_column, above)


def _without_empties(column: pa.Array) -> pa.Array:
    shortest = pc.min(pc.binary_length(column)).as_py()
    return pc.if_else(pc.equal(column, ""), None, column) if shortest == 0 else column


def _without_midnight(column: pa.Array) -> pa.Array:
    midnight = pc.ends_with(column, MIDNIGHT)
    if not pc.any(midnight).as_py():
        return column
    return pc.if_else(midnight, pc.utf8_slice_codeunits(column, 0, 10), column)


def _tell_hidden(grid: Grid, state: str, hidden_columns: int) -> None:
    if grid.hidden:
        grid.notes.append("This sheet is very hidden." if state == "veryHidden" else "This sheet is hidden.")
    if grid.hidden_rows:
        grid.notes.append(f"{counted(grid.hidden_rows, 'hidden row')} read like the others.")
    if hidden_columns:
        grid.notes.append(f"{counted(hidden_columns, 'group')} of hidden columns read like the others.")
    if grid.merges:
        grid.notes.append(f"{counted(len(grid.merges), 'merged range')}: the value stands in the first cell.")


def _formula_rows(package: Package, part: str, grid: Grid) -> set[int]:
    rows = [grid.rows[at].as_py() for at in blank_rows(grid)[: limits.SAMPLE_ROWS]]
    return {row for row in rows if sheet_xml.has_empty_formula(package, part, row)}
