"""Tails: notes and totals under a list, set aside only where they can be nothing else."""

from typing import TYPE_CHECKING

from hotpass.reading.heading import Row, filled, kind

if TYPE_CHECKING:  # it is slow to load
    from hotpass.reading.grid import Grid

LOOKED_AT = 200
NOTE = "note under the list"
TOTAL = "totals row"
TOTAL_WORDS = frozenset({"total", "totals", "grand total", "subtotal", "sub-total", "sum", "totaal", "gesamt", "summe"})
NARROWEST = 3


def tail_rows(grid: "Grid", gone: set[int]) -> dict[int, str]:
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
    if last > 0 and last not in gone and is_total(_cells(grid, last)):
        found[last] = TOTAL
    return found


def is_total(row: Row) -> bool:
    """Whether a row reads as totals."""
    cells = [cell for cell in row if cell and not cell.isspace()]
    if len(cells) < 2 or cells[0].strip().rstrip(":").casefold() not in TOTAL_WORDS:
        return False
    return all(kind(cell) == "number" for cell in cells[1:])


def _cells(grid: "Grid", at: int) -> list[str | None]:
    return [column[at].as_py() for column in grid.columns]
