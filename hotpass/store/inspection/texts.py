"""Texts: faults one can see in a cell's characters alone, and words that stand for a missing value."""

from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.expectation import ExpectationKind
from hotpass.store.compose import quote
from hotpass.store.inspection.seen import Column, Figures
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Programs leave these where a value was missing; people write the others, and may mean them.
LEFT_BY_PROGRAMS = frozenset(
    {"nan", "nat", "null", "(null)", "<null>", "undefined", "#n/a", "#na", "#ref!", "#value!", "#name?", "#null!"}
    | {"#div/0!", "#num!", "\\n", "<na>"}
)
# From this share of the cells on, blanks around values are how the whole column was written.
PERVASIVE = 0.5
# Shorter columns tell too little of what people mean by a word such as “none”.
LEAST_ROWS = 20
# From this share of the cells on, one word for "no value" is how the column is kept, not a slip in some cells.
HABIT = 0.05
# A column that is filled in so many cells is meant to be filled in all.
MEANT_TO_BE_FILLED = 0.9
# So many different values of just the same, longest length do not come about by chance.
CUT_VALUES, CUT_TIMES, CUT_LENGTH = 5, 5, 15


class Habit(NamedTuple):
    """What so many cells of a column do that it is one fault of the column, in words that follow "1,000 cells"."""

    kind: ExpectationKind
    cells: int
    words: str


def inspect(
    cursor: DuckDBPyConnection, table: str, column: Column, figures: Figures, *, every_cell: bool
) -> list[Habit]:
    """Records faults of `seen`; answers what most of the column does, which is one fault of all of it.

    With `every_cell` that too is recorded cell by cell, and nothing answered.
    """
    here = {"position": column.position}
    cursor.execute(STATEMENTS["odd"])
    cursor.execute(STATEMENTS["faults"], here)
    doubled = int(cursor.execute(STATEMENTS["blank_cells"]).fetchall()[0][0])
    padded = int(cursor.execute(STATEMENTS["edge_cells"]).fetchall()[0][0])
    pervasive = not every_cell and figures.share(padded) >= PERVASIVE
    # Where doubled blanks are in every tenth cell, they lay the text out.
    cursor.execute(STATEMENTS["blanks"], here | {"inside": figures.share(doubled) < 0.1, "edges": not pervasive})
    _cut(cursor, column, figures)
    if figures.rows > figures.filled >= MEANT_TO_BE_FILLED * figures.rows:
        name = quote(column.name)
        cursor.execute(
            f"INSERT INTO fault SELECT 'present', $position, NULL, \"row\", NULL, 'The cell is empty.' "
            f"FROM {quote(table)} WHERE {name} IS NULL OR trim({name}) = ''",
            here,
        )
    habits: list[Habit] = []
    if pervasive:
        habits.append(Habit(ExpectationKind.NO_STRAY_BLANK, padded, "have blanks before or after the value"))
    if figures.rows and not figures.filled:
        habits.append(Habit(ExpectationKind.HAS_VALUES, figures.rows, "are empty: the column holds nothing"))
    return habits + _placeholders(cursor, column, figures, every_cell=every_cell)


def _placeholders(cursor: DuckDBPyConnection, column: Column, figures: Figures, *, every_cell: bool) -> list[Habit]:
    found = cursor.execute(STATEMENTS["placeholders"]).fetchall()
    empty = figures.rows - figures.filled
    few = figures.rows < LEAST_ROWS
    least = max(HABIT * figures.rows, empty)
    habits = {
        str(word): int(cells)
        for word, cells in found
        if not (every_cell or few or word in LEFT_BY_PROGRAMS) and cells >= least
    }
    words = [word for word, _ in found if word not in habits and (word in LEFT_BY_PROGRAMS or every_cell or not few)]
    if words:
        cursor.execute(STATEMENTS["add_placeholders"], {"position": column.position, "words": words})
    said = "say “{}” where there is no value; leave them empty"
    return [Habit(ExpectationKind.HAS_VALUES, cells, said.format(word)) for word, cells in habits.items()]


def _cut(cursor: DuckDBPyConnection, column: Column, figures: Figures) -> None:
    if not figures.told:
        return
    widest = cursor.execute(STATEMENTS["cut"]).fetchall()
    width, values, before = map(int, widest[0]) if widest else (0, 0, 0)
    cut = not figures.closed and width >= CUT_LENGTH and values >= max(CUT_VALUES, CUT_TIMES * before / 5)
    several = cut and values < 0.5 * figures.distinct
    dots = int(cursor.execute(STATEMENTS["dots"]).fetchall()[0][0])
    cursor.execute(
        STATEMENTS["add_cut"],
        {"position": column.position, "width": width if several else -1, "dots": 0 < dots <= 0.035 * figures.told},
    )
