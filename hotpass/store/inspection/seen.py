"""Seen: the distinct values of one column with what they look like, and the column's figures."""

from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.fields.placeholder import placeholders
from hotpass.model.semantic import SemanticType
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


class Column(NamedTuple):
    """A column of a sheet as the inspection takes it."""

    position: int
    letter: str
    header: str
    name: str
    type: SemanticType
    scheme: str | None = None


class Figures(NamedTuple):
    """A column in figures. `told` cells say something; `repeated` ones say what stands five times at least."""

    rows: int
    filled: int
    told: int
    distinct: int
    numeric: int
    digits: int
    repeated: int
    repeated_values: int
    longest: int

    def share(self, part: int) -> float:
        """A part of the cells that say something, 0 to 1."""
        return part / self.told if self.told else 0.0

    @property
    def closed(self) -> bool:
        """Whether nearly all cells draw on a list of values that come again and again."""
        return self.repeated_values > 0 and self.share(self.repeated) >= 0.85


def see(cursor: DuckDBPyConnection, table: str, column: Column, rows: int) -> Figures:
    """Makes `seen(text, n, row, bare, folded, digits, number, missing)` for one column of a raw table."""
    name = quote(column.name)
    cursor.execute(
        f'CREATE OR REPLACE TEMP VIEW counted AS SELECT {name} AS text, count(*)::BIGINT AS n, min("row") AS "row" '
        f"FROM {quote(table)} WHERE {name} IS NOT NULL GROUP BY {name}"
    )
    cursor.execute(STATEMENTS["seen"], {"placeholders": sorted(placeholders())})
    if cursor.execute(STATEMENTS["any_missing"]).fetchall()[0][0]:
        cursor.execute(STATEMENTS["not_a_placeholder"])
    return Figures(rows, *map(int, cursor.execute(STATEMENTS["figures"]).fetchall()[0]))


def shape(cursor: DuckDBPyConnection, *, exact: bool = False) -> None:
    """Makes `shaped(text, bare, n, number, shape)` of the values of `seen` that say something.

    Runs of letters, and of digits, count as one sign, unless the shape is to be `exact`.
    """
    cursor.execute(STATEMENTS["masked" if exact else "formed"])
