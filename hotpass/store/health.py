"""Health: what can be measured of a workspace's database and journal."""

from duckdb import DuckDBPyConnection

from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


def facts(cursor: DuckDBPyConnection) -> tuple[int, int]:
    """How many facts the database holds and the highest serial among them."""
    count, serial = cursor.execute(STATEMENTS["facts"]).fetchall()[0]
    return int(count), int(serial)


def missing_schemas(cursor: DuckDBPyConnection) -> list[str]:
    """Published runs whose tables are not there."""
    return [str(row[0]) for row in cursor.execute(STATEMENTS["missing"]).fetchall()]


def unpublished(cursor: DuckDBPyConnection) -> int:
    """How many runs ended without publishing."""
    return int(cursor.execute(STATEMENTS["unpublished"]).fetchall()[0][0])
