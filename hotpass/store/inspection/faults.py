"""Faults: what was found wrong with values or rows, spread to the cells that hold them, and counted."""

from collections.abc import Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.expectation import ExpectationKind
from hotpass.store.compose import quote
from hotpass.store.inspection.seen import Column
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# The reasons why a value may be the wrong one, that which says most first.
RANKED = (
    ExpectationKind.NO_FORMULA,
    ExpectationKind.READABLE,
    ExpectationKind.IN_ITS_COLUMN,
    ExpectationKind.DEPENDS_ON,
    ExpectationKind.USUAL_SPELLING,
    ExpectationKind.PLAUSIBLE_POSITION,
    ExpectationKind.PLAUSIBLE_DATE,
    ExpectationKind.ONE_UNIT,
    ExpectationKind.ONE_TYPE,
    ExpectationKind.VALID,
    ExpectationKind.USUAL_RANGE,
    ExpectationKind.USUAL_PATTERN,
)


class Count(NamedTuple):
    """How many cells of a column fail an expectation, with the most frequent reason and how many reasons there are."""

    kind: ExpectationKind
    position: int
    failing: int
    reason: str
    reasons: int


class Cell(NamedTuple):
    """A failing cell: its data row from 0, its sheet row from 1, its text, a suggestion where one is known, and why."""

    row: int
    sheet_row: int
    value: str | None
    suggestion: str | None
    reason: str


def begin(cursor: DuckDBPyConnection) -> None:
    """Makes the tables that the checks fill, empty."""
    cursor.execute(STATEMENTS["create"])


def settle(cursor: DuckDBPyConnection, table: str, columns: Sequence[Column]) -> list[Count]:
    """Finds the cells of every fault in a raw table, names each wrong cell once, and counts."""
    asked = {int(row[0]) for row in cursor.execute(STATEMENTS["positions"]).fetchall()}
    cursor.execute(STATEMENTS["whole_rows"].replace("raw_rows", quote(table)))
    for column in (column for column in columns if column.position in asked):
        name = quote(column.name)
        cursor.execute(
            f'INSERT INTO failing SELECT kind, position, raw."row", sheet_row, raw.{name}, suggestion, reason '
            f'FROM {quote(table)} AS raw JOIN (FROM fault WHERE position = $position AND "row" IS NULL) AS fault '
            f"ON fault.text = raw.{name}",
            {"position": column.position},
        )
        cursor.execute(
            f'INSERT INTO failing SELECT kind, position, raw."row", sheet_row, raw.{name}, suggestion, reason '
            f'FROM {quote(table)} AS raw JOIN (FROM fault WHERE position = $position AND "row" IS NOT NULL) AS fault '
            f'ON fault."row" = raw."row"',
            {"position": column.position},
        )
    cursor.execute(STATEMENTS["settle"], {"ranked": list(RANKED)})
    return [Count(ExpectationKind(kind), *rest) for kind, *rest in cursor.execute(STATEMENTS["counts"]).fetchall()]


def cells(cursor: DuckDBPyConnection, count: Count) -> list[Cell]:
    """Every failing cell of one expectation and column, in the order of the rows."""
    return [Cell(*row) for row in cursor.execute(STATEMENTS["cells"], [count.kind, count.position]).fetchall()]
