"""Other workbooks: .xls, .xlsb and .ods, whose cells are read one by one with their types."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import fastexcel
import pyarrow as pa
import python_calamine as calamine

from hotpass.errors import UnreadableFile
from hotpass.reading.grid import Grid
from hotpass.reading.kind import Kind
from hotpass.reading.number_format import plain
from hotpass.reading.package import unpack
from hotpass.reading.wording import counted
from hotpass.reading.workbook import as_grid

ERRORS = {
    "NA": "#N/A",
    "Ref": "#REF!",
    "Div0": "#DIV/0!",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Value": "#VALUE!",
}
Cell = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta


def grids(path: Path, name: str, kind: Kind, folder: Path, say: Callable[[str], None]) -> Iterator[Grid]:
    """The sheets of a workbook that is no .xlsx; hidden rows are not known in these kinds, and a note says so."""
    if kind is not Kind.XLS:
        path = unpack(path, name, folder / "unpacked.zip").path
    try:
        book = calamine.load_workbook(str(path))
    except calamine.PasswordError as locked:
        raise UnreadableFile(
            f"{name} is protected by a password: open it, save a copy without the password, and choose that copy."
        ) from locked
    errors = fastexcel.read_excel(str(path))
    for sheet in book.sheets_metadata:
        say(sheet.name)
        yield _grid(book, errors, sheet, kind)


def _grid(
    book: calamine.CalamineWorkbook, errors: fastexcel.ExcelReader, sheet: calamine.SheetMetadata, kind: Kind
) -> Grid:
    cells = book.get_sheet_by_name(sheet.name)
    rows = [[text_of(cell) for cell in row] for row in cells.to_python(skip_empty_area=False)]
    for (row, column), text in _errors(errors, sheet.name).items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = text
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
    grid = as_grid(sheet.name, str(kind), columns, 0)
    merges = cells.merged_cell_ranges
    grid.merges_known = merges is not None
    grid.merges = [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in merges or []]
    grid.hidden = sheet.visible is not calamine.SheetVisibleEnum.Visible
    if grid.hidden:
        grid.notes.append("This sheet is hidden.")
    if grid.merges:
        grid.notes.append(f"{counted(len(grid.merges), 'merged range')}: the value stands in the first cell.")
    grid.notes.append(f"Hidden rows cannot be told apart in .{kind} files: all rows are read.")
    return grid


def text_of(cell: Cell) -> str | None:
    """The text of a typed cell: whole numbers without a point, dates as ISO, truth values in capitals."""
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int | float):
        return plain(repr(cell)) if cell != int(cell) or abs(cell) >= 1e15 else str(int(cell))
    if isinstance(cell, datetime.datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == datetime.time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, datetime.timedelta):
        seconds = round(cell.total_seconds())
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return cell.isoformat() if isinstance(cell, datetime.date) else cell.isoformat("seconds")


def _errors(book: fastexcel.ExcelReader, sheet: str) -> dict[tuple[int, int], str]:
    loaded = book.load_sheet(sheet, header_row=None, dtypes="string", skip_rows=0)
    if not loaded.selected_columns:
        return {}
    first = min(column.absolute_index for column in loaded.selected_columns)
    _, found = loaded.to_arrow_with_errors()
    texts = {}
    for error in found.errors if found else ():
        row, column = error.position
        texts[row, column + first] = ERRORS.get(error.detail.partition("Error(")[2].rstrip(")'"), "#ERROR!")
    return texts
