"""Health: what can be measured of a workspace's database and journal."""

from collections import defaultdict
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.store.compose import literal, quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# DuckDB hands out its file in blocks of so many bytes; a small table shares one, so bytes are rounded up.
BLOCK_BYTES = 262_144


class TableSize(NamedTuple):
    """What all runs together keep under one name: tables, rows, and about how many bytes on the disk."""

    name: str
    tables: int
    rows: int
    bytes: int


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


def sizes(cursor: DuckDBPyConnection) -> list[TableSize]:
    """Every table by its name, the largest first."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for schema, name, rows in cursor.execute(STATEMENTS["tables"]).fetchall():
        place = literal(f"{quote(schema)}.{quote(name)}")
        blocks = cursor.execute(STATEMENTS["blocks"].format(place=place)).fetchall()[0][0]
        for at, count in enumerate((1, int(rows), int(blocks) * BLOCK_BYTES)):
            found[name][at] += count
    every = [TableSize(name, *figures) for name, figures in found.items()]
    return sorted(every, key=lambda each: (-each.bytes, -each.rows, each.name))
