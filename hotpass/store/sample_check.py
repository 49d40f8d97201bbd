"""Sample check: some of the merges nobody was asked about, drawn by lot, and what people said of them."""

from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
DRAWN = STATEMENTS["drawn"]


class Drawn(NamedTuple):
    """The sample of a band: pairs above the line in all, those drawn, and how many were judged right and wrong."""

    band: str
    merges: int
    drawn: int
    right: int
    wrong: int


def measured(cursor: DuckDBPyConnection) -> list[Drawn]:
    """The sample of every band that has merges."""
    return [Drawn(*row) for row in cursor.execute(STATEMENTS["measured"].format(drawn=DRAWN)).fetchall()]
