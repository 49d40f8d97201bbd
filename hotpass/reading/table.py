"""Tables: a grid's rows become records or are set aside, each with its reason, and are written as one Arrow file."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hotpass.reading import arrow_file, limits
from hotpass.reading.grid import Aside, Grid, cells_of
from hotpass.reading.headers import display_names, with_groups
from hotpass.reading.heading import filled
from hotpass.reading.merged import fill_down, section_rows
from hotpass.reading.tail import tail_rows
from hotpass.reading.wording import counted

BLANK = "empty row"
NO_VALUES = "only formulas without a stored value"
TITLE = "above the column names"
SENTENCE_LENGTH = 60


def settle(grid: Grid, target: Path, *, fill_merged: bool, head: int | None) -> dict[str, Any]:
    """Sets rows aside, writes the rest to `target` as Arrow, and returns the sheet as the manifest describes it."""
    grid.aside.extend(Aside(row, TITLE if filled(cells) else BLANK, cells_of(cells)) for row, cells in grid.above)
    if fill_merged:
        fill_down(grid)
    kept = _kept_rows(grid, _cut_blank_end(grid))
    header = with_groups(grid) if fill_merged else grid.header
    names = display_names(header, grid.letters(), grid.is_named)
    used = _used_columns(grid, header)
    records = len(kept)
    _write(grid, used, kept, target, head)
    if head is not None and records > head:
        grid.notes.append(f"Preview: the first {counted(head, 'row')} of {records:,} are shown.")
    _look_for_a_list(grid, records)
    return _described(grid, [names[at] for at in used], used, records, target)


def _described(grid: Grid, names: list[str], used: list[int], records: int, target: Path) -> dict[str, Any]:
    letters = grid.letters()
    columns = [
        {"position": at, "letter": letters[index], "header": name, "column_name": f"c{at:04d}"}
        for at, (index, name) in enumerate(zip(used, names, strict=True), 1)
    ]
    aside = sorted(grid.aside, key=lambda one: one.row)
    return {
        "name": grid.name,
        "kind": grid.kind,
        "encoding": grid.encoding,
        "delimiter": grid.delimiter,
        "hidden": grid.hidden,
        "header_row": grid.header_row,
        "columns": columns,
        "rows_seen": records + len(aside),
        "records": records,
        "aside": [{"sheet_row": one.row, "reason": one.reason, "cells": one.cells} for one in aside],
        "hidden_rows": grid.hidden_rows,
        "merged_ranges": len(grid.merges),
        "notes": grid.notes,
        "arrow": str(target),
    }


def _cut_blank_end(grid: Grid) -> list[int]:
    """Cuts off the blank rows below the last filled one; answers the indices of those between filled ones."""
    blank = blank_rows(grid)
    last, at = len(grid.rows), len(blank)
    while at and blank[at - 1] == last - 1:
        at -= 1
        last -= 1
    if at < len(blank):
        grid.rows = grid.rows.slice(0, last)
        grid.columns = [column.slice(0, last) for column in grid.columns]
    return blank[:at]


def blank_rows(grid: Grid) -> list[int]:
    """The indices of rows with no filled cell, in order."""
    if not grid.columns:
        return list(range(len(grid.rows)))
    found: list[int] = []
    first = 0
    # Piece by piece: to take rows out of many pieces at once would copy all of them.
    for piece in pa.table(grid.columns, names=[str(at) for at in range(len(grid.columns))]).to_batches():
        found += [first + at for at in _blank(piece.columns)]
        first += len(piece)
    return found


def _blank(columns: list[pa.Array]) -> list[int]:
    candidates = _indices(_is_blank(columns[0]))
    for column in columns[1:]:
        if not len(candidates):
            return []
        candidates = candidates.filter(_is_blank(column.take(candidates)))
    found: list[int] = candidates.to_pylist()
    return found


def _is_blank(column: pa.Array) -> pa.Array:
    return pc.or_(pc.is_null(column), pc.fill_null(pc.utf8_is_space(column), False))  # noqa: FBT003 - pyarrow's own order


def _indices(mask: pa.Array) -> pa.Array:
    return pc.indices_nonzero(mask)


def _kept_rows(grid: Grid, blank: list[int]) -> list[int] | range:
    gone: dict[int, str] = {}
    for at in blank:
        gone[at] = NO_VALUES if grid.rows[at].as_py() in grid.formula_rows else BLANK
    gone.update(dict.fromkeys(_repeated_headers(grid), "column names repeated"))
    gone.update(dict.fromkeys(section_rows(grid), "section heading across the columns"))
    gone.update(tail_rows(grid, set(gone)))
    unlisted = set(blank[limits.LISTED_BLANK_ROWS :])
    if unlisted:
        grid.notes.append(
            f"{counted(len(unlisted), 'further blank row')} between filled rows are not listed one by one."
        )
    for at in sorted(set(gone) - unlisted):
        grid.aside.append(Aside(grid.rows[at].as_py(), gone[at], cells_of(row_at(grid, at))))
    if not gone:
        return range(len(grid.rows))
    return [at for at in range(len(grid.rows)) if at not in gone]


def row_at(grid: Grid, at: int) -> list[str | None]:
    """One row of the grid by its index."""
    return [column[at].as_py() for column in grid.columns]


def _repeated_headers(grid: Grid) -> list[int]:
    named = [(at, text) for at, text in enumerate(grid.header) if text]
    if grid.header_row == 0 or not named or not len(grid.rows):
        return []
    first, text = named[0]
    candidates = _indices(pc.fill_null(pc.equal(grid.columns[first], text), False)).to_pylist()  # noqa: FBT003 - pyarrow's own order
    # A sheet of one column may well hold a value that equals its header.
    wide = len(named) > 1
    return [at for at in candidates if wide and row_at(grid, at)[: len(grid.header)] == list(grid.header)]


def _used_columns(grid: Grid, header: list[str | None]) -> list[int]:
    used = [
        at
        for at, column in enumerate(grid.columns)
        if (at < len(header) and (header[at] or "").strip()) or column.null_count < len(column)
    ]
    if len(used) < len(grid.columns):
        grid.notes.append(f"{counted(len(grid.columns) - len(used), 'column')} without a name or a value left out.")
    return used


def _write(grid: Grid, used: list[int], kept: list[int] | range, target: Path, head: int | None) -> None:
    arrays = [grid.rows, *(grid.columns[at] for at in used)]
    names = ["sheet_row", *(f"c{at:04d}" for at in range(1, len(used) + 1))]
    table = pa.table(arrays, names=names)
    if not isinstance(kept, range):
        table = table.take(pa.array(kept, pa.int64()))
    table = table if head is None else table.slice(0, head)
    arrow_file.write(table, target)


def _look_for_a_list(grid: Grid, records: int) -> None:
    if not grid.is_named and records:
        grid.notes.append("No row names the columns: they are called column 1, column 2 and so on.")
    if records and grid.is_workbook and _is_doubtful(grid):
        grid.notes.append("This sheet does not look like a list with one row per thing: check it before you use it.")
    if not records and not grid.is_chart:
        found = "No data rows were found under the column names." if grid.header_row else "This sheet is empty."
        grid.notes.append(found)


def _is_doubtful(grid: Grid) -> bool:
    """Whether a sheet looks pivoted, or like running text: names missing, a blank first column, long sentences."""
    unnamed = sum(1 for text in grid.header if not (text or "").strip())
    if grid.header_row and len(grid.header) == 1:
        return len(grid.header[0] or "") > SENTENCE_LENGTH
    if grid.header_row:
        return unnamed >= 2 and unnamed * 4 >= len(grid.header)
    blank = grid.columns[0].null_count if grid.columns else 0
    return any(filled(cells) for _, cells in grid.above) or blank * 2 > len(grid.rows)
