"""Completion: the tables of a run that an earlier Hotpass published get what today's pages read, empty."""

import re
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from hotpass.store import layers, publication
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
TABLES = Path(__file__).with_name("run.sql")
CREATED = re.compile(r"^CREATE TABLE (\w+)", re.MULTILINE)
# Whether a run has these decides what can be done with it: one that lacks them is not taken for a newer one.
TELLING = frozenset({"footing", "basis"})


def complete(cursor: DuckDBPyConnection) -> int:
    """Adds the tables and columns that the runs that can be shown lack; answers how many those were.

    No run leans on another any more then, since what it leans on would change.
    """
    left_out = TELLING | publication.SCRATCH_ONLY
    wanted = set(CREATED.findall(TABLES.read_text(encoding="utf-8"))) - left_out
    schemas = [publication.schema_of(run_id) for run_id in publication.kept(cursor)]
    held = {str(schema): set(tables) for schema, tables in cursor.execute(STATEMENTS["tables"]).fetchall()}
    return sum(_complete(cursor, schema, held[schema]) for schema in schemas if not wanted <= held[schema])


def _complete(cursor: DuckDBPyConnection, schema: str, has: set[str]) -> int:
    left_out = TELLING | publication.SCRATCH_ONLY
    for base in layers.bases(cursor):
        layers.free(cursor, base)
    known = {(table, column) for table, column, _ in cursor.execute(STATEMENTS["columns"], [schema]).fetchall()}
    lacking = [each for each in _wanted() if each[0] not in left_out and each[:2] not in known]
    for table, column, kind in lacking:
        place = f"{quote(schema)}.{quote(table)}"
        if table in has:
            cursor.execute(f"ALTER TABLE {place} ADD COLUMN {quote(column)} {kind}")
        else:
            cursor.execute(f"CREATE TABLE {place} ({quote(column)} {kind})")
            has.add(table)
    if ("caution", "alike", "BOOLEAN") in lacking:
        cursor.execute(STATEMENTS["calm"].format(place=f"{quote(schema)}.{quote('caution')}"))
    return len(lacking)


def _wanted() -> list[tuple[str, str, str]]:
    """Tables, columns and types of a run as it is made today."""
    with duckdb.connect() as fresh:
        fresh.execute(TABLES.read_text(encoding="utf-8"))
        return fresh.execute(STATEMENTS["columns"], ["main"]).fetchall()
