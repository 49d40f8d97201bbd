"""Merged cells: section headings across a list, and values that stand once for several rows."""

import pyarrow as pa

from hotpass.reading.grid import Grid
from hotpass.reading.wording import counted

MOSTLY_WIDE = 0.5


def fill_down(grid: Grid) -> None:
    """Writes the value of each merged range's first cell into all its cells within the list."""
    if not grid.merges or not len(grid.rows):
        return
    first_row = grid.rows[0].as_py()
    texts: dict[int, list[str | None]] = {}
    for top, left, bottom, right in grid.merges:
        start, stop = top - first_row, min(bottom - first_row + 1, len(grid.rows))
        column = left - grid.first_column
        if (
            start < 0
            or start >= len(grid.rows)
            or not 0 <= column < len(grid.columns)
            or _across(grid, top, left, bottom, right)
        ):
            continue
        value = texts.setdefault(column, grid.columns[column].to_pylist())[start]
        for at in range(column, min(right - grid.first_column + 1, len(grid.columns))):
            cells = texts.setdefault(at, grid.columns[at].to_pylist())
            cells[start:stop] = [value] * (stop - start)
    for at, cells in texts.items():
        grid.columns[at] = pa.array(cells, pa.string())
    grid.notes.append(f"The values of {counted(len(grid.merges), 'merged range')} were filled into all their cells.")


def section_rows(grid: Grid) -> list[int]:
    """The indices of rows whose one value is merged across at least half of the list's columns."""
    if not len(grid.rows):
        return []
    first_row = grid.rows[0].as_py()
    found = []
    for top, left, bottom, right in grid.merges:
        at, column = top - first_row, left - grid.first_column
        if not 0 <= at < len(grid.rows) or not _across(grid, top, left, bottom, right):
            continue
        others = [index for index in range(len(grid.columns)) if index != column]
        alone = all(not grid.columns[index][at].as_py() for index in others)
        if alone and 0 <= column < len(grid.columns) and grid.columns[column][at].as_py():
            found.append(at)
    return found


def _across(grid: Grid, top: int, left: int, bottom: int, right: int) -> bool:
    return len(grid.columns) >= 3 and top == bottom and right - left + 1 >= MOSTLY_WIDE * len(grid.columns)
