"""Keys: indexes by which a few records of a large run are found without reading the others."""

from duckdb import DuckDBPyConnection

from hotpass.store import layers
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Below, reading all is as quick. Only tables that no decision changes have keys.
MANY_RECORDS = 200_000
KEYED = (("record", "record_id"), ("pair", "left_id"), ("pair", "right_id"), ("standard", "record_id"))


def lacking(cursor: DuckDBPyConnection, many: int = MANY_RECORDS) -> bool:
    """Whether the run whose tables the cursor sees is large and has no keys yet."""
    if cursor.execute(STATEMENTS["laid"], [_stored(cursor, "standard")]).fetchall()[0][0]:
        return False
    return bool(cursor.execute(STATEMENTS["size"]).fetchall()[0][0] >= many)


def lay(cursor: DuckDBPyConnection) -> None:
    """Makes the keys of that run: under a second of one core for a million records and table.

    Where it leans on an earlier run, the rows it shares with that are keyed there, and its own are few.
    """
    raw = [(str(row[0]), "record_id") for row in cursor.execute(STATEMENTS["raw"]).fetchall()]
    for table, column in (*raw, *KEYED):
        schema, name = _stored(cursor, table), f"key_of_{table if column != 'right_id' else 'pair_right'}"
        if cursor.execute(STATEMENTS["is_laid"], [schema, name]).fetchall()[0][0]:
            continue
        place = f"{quote(schema)}.{quote(table)}"
        cursor.execute(STATEMENTS["lay"].format(name=quote(name), place=place, column=quote(column)))


def _stored(cursor: DuckDBPyConnection, table: str) -> str:
    """The schema where the rows of a table lie, or most of them."""
    own = str(cursor.execute(STATEMENTS["here"]).fetchall()[0][0])
    return layers.bases_of(cursor, own).get(table, own)
