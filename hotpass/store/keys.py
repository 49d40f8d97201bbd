"""Keys: indexes by which a few records of a large run are found without reading the others."""

from duckdb import DuckDBPyConnection

from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Below, reading all is as quick. Only tables that no decision changes have keys.
MANY_RECORDS = 200_000
KEYED = (("record", "record_id"), ("pair", "left_id"), ("pair", "right_id"), ("standard", "record_id"))


def lacking(cursor: DuckDBPyConnection, many: int = MANY_RECORDS) -> bool:
    """Whether the run whose tables the cursor sees is large and has no keys yet."""
    if cursor.execute(STATEMENTS["laid"]).fetchall()[0][0]:
        return False
    return bool(cursor.execute(STATEMENTS["size"]).fetchall()[0][0] >= many)


def lay(cursor: DuckDBPyConnection) -> None:
    """Makes the keys of that run: under a second of one core for a million records and table."""
    raw = [(str(row[0]), "record_id") for row in cursor.execute(STATEMENTS["raw"]).fetchall()]
    for table, column in (*raw, *KEYED):
        one = table if (table, column) != ("pair", "right_id") else "pair_right"
        statement = STATEMENTS["lay"].format(name=quote(f"key_of_{one}"), place=quote(table), column=quote(column))
        cursor.execute(statement)
