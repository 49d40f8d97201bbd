"""Footing: what a run stood on, so that decisions made after it can be applied as the run would have applied them."""

from collections.abc import Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


class Footing(NamedTuple):
    """The serial of the last fact that is applied, and the sources that were trusted first."""

    serial: int
    source_priority: tuple[str, ...]


def lay(cursor: DuckDBPyConnection, serial: int, source_priority: Sequence[str]) -> None:
    """Writes what a run stands on, in place of what was written before."""
    cursor.execute(STATEMENTS["forget"])
    cursor.execute(STATEMENTS["lay"], [serial, list(source_priority)])


def read(cursor: DuckDBPyConnection) -> Footing | None:
    """What the run whose tables the cursor sees stands on; None for one that an earlier Hotpass published."""
    if not cursor.execute(STATEMENTS["known"]).fetchall()[0][0]:
        return None
    serial, names = cursor.execute(STATEMENTS["read"]).fetchall()[0]
    return Footing(int(serial), tuple(names))
