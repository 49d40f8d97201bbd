"""The weights of a run's pairs: counted by bands, shown by example, and held against people's decisions."""

from collections.abc import Iterable

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.store import clusters
from hotpass.store.components import Numbers
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


def record_count(cursor: DuckDBPyConnection) -> int:
    """How many records the run has."""
    return int(cursor.execute(STATEMENTS["record_count"]).fetchall()[0][0])


def entity_sizes(cursor: DuckDBPyConnection) -> tuple[int, int]:
    """How many entities the run made, and how many records the largest has."""
    entities, largest = cursor.execute(STATEMENTS["entity_sizes"]).fetchall()[0]
    return int(entities), int(largest)


def unique_sources(cursor: DuckDBPyConnection, nodes: int) -> Numbers:
    """For each of the numbered nodes the source that holds no two records of one thing, or -1.

    A run that an earlier Hotpass published knows of none.
    """
    if cursor.execute(STATEMENTS["knows_unique"]).fetchall()[0][0]:
        return clusters.unique_sources(cursor)
    return np.full(nodes, -1, dtype=np.int32)


def bands(cursor: DuckDBPyConnection, lower: float, upper: float) -> list[tuple[int, int, int]]:
    """Per whole bit and zone (0 below the lower line, 1 between, 2 at or above the upper): how many pairs."""
    return cursor.execute(STATEMENTS["bands"], {"lower": lower, "upper": upper}).fetchall()


def above(cursor: DuckDBPyConnection, line: float, limit: int) -> list[tuple[str, str]]:
    """The pairs next above a line, the nearest first."""
    return cursor.execute(STATEMENTS["above"], {"line": line, "limit": limit}).fetchall()


def below(cursor: DuckDBPyConnection, line: float, limit: int) -> list[tuple[str, str]]:
    """The pairs next below a line, the nearest first."""
    return cursor.execute(STATEMENTS["below"], {"line": line, "limit": limit}).fetchall()


def heaviest(cursor: DuckDBPyConnection, limit: int) -> list[tuple[str, str]]:
    """The pairs with the greatest weight."""
    return cursor.execute(STATEMENTS["heaviest"], {"limit": limit}).fetchall()


def judged(cursor: DuckDBPyConnection, said: Iterable[tuple[str, str, bool]]) -> list[tuple[float | None, bool]]:
    """For each decision (left, right, match) on two records of the run: the pair's weight, None where none was kept."""
    rows = list(said)
    columns = [[row[place] for row in rows] for place in range(3)]
    types = (pa.string(), pa.string(), pa.bool_())
    told = pa.table([pa.array(*each) for each in zip(columns, types, strict=True)], names=["left", "right", "match"])
    cursor.register("told_pair", told)
    found = cursor.execute(STATEMENTS["judged"]).fetchall()
    cursor.unregister("told_pair")
    return found
