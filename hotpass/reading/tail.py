"""Tails: notes and totals under a list, set aside only where they can be nothing else."""

from hotpass.reading.grid import Grid
from hotpass.reading.heading import filled, kind

LOOKED_AT = 200
NOTE = "note under the list"
TOTAL = "totals row"
TOTAL_WORDS = frozenset({"total", "totals", "grand total", "subtotal", "sub-total", "sum", "totaal", "gesamt", "summe"})
NARROWEST = 3


def tail_rows(grid: Grid, gone: set[int]) -> dict[int, str]:
    """Rows at the end that are notes (one filled cell, after a blank row) or totals: index -> reason."""
    if len(grid.columns) < NARROWEST:
        return {}
    found: dict[int, str] = {}
    at = len(grid.rows) - 1
    stop = max(0, at - LOOKED_AT)
    notes: list[int] = []
    while at > stop and (at in gone or filled(_cells(grid, at)) == 1):
        if at in gone:
            found.update(dict.fromkeys(notes, NOTE))
            notes = []
        else:
            notes.append(at)
        at -= 1
    # Notes that follow the list without a blank row between may be records: they stay.
    last = notes[0] if notes else at
    if last > 0 and last not in gone and _is_total(grid, last):
        found[last] = TOTAL
    return found


def _is_total(grid: Grid, at: int) -> bool:
    cells = [cell for cell in _cells(grid, at) if cell and not cell.isspace()]
    if len(cells) < 2 or cells[0].strip().rstrip(":").casefold() not in TOTAL_WORDS:
        return False
    return all(kind(cell) == "number" for cell in cells[1:])


def _cells(grid: Grid, at: int) -> list[str | None]:
    return [column[at].as_py() for column in grid.columns]
