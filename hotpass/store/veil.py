"""The veil: a reader who may not see personal values sees in their place what still lets two of them be compared."""

import secrets

from duckdb import DuckDBPyConnection

from hotpass.store.compose import literal, quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
HIDDEN = "●"
# Tables of a run that hold values under the names of fields.
BY_FIELD = ("standard", "golden")
LAID = ("chosen_value", "mended", "finding", "set_aside", "act", "fact", "proposal")


class Veil:
    """Lies over the tables of a run for one server; its key is drawn anew for each and is written nowhere."""

    def __init__(self) -> None:
        """Equal values get equal tags as long as this server runs; nobody without the key can try values out."""
        self._key = secrets.token_hex(16)

    def lay(self, cursor: DuckDBPyConnection, schema: str) -> None:
        """Views of the same names stand before the run's tables on this cursor, personal values hidden in them."""
        if not cursor.execute(STATEMENTS["run_is_there"], [schema]).fetchall()[0][0]:
            return
        # What values look like takes a moment to load, and most programs lay no veil.
        from hotpass.fields.personal import BIRTH, PERSONAL, PERSONAL_SCHEMES

        cursor.execute(STATEMENTS["hide"].format(key=literal(self._key)))
        cursor.execute(STATEMENTS["hide_all"])
        told = {"types": sorted(PERSONAL), "birth": BIRTH}
        cursor.execute(STATEMENTS["personal"], {**told, "schemes": PERSONAL_SCHEMES})
        cursor.execute(STATEMENTS["personal_columns"], told)
        fields = [str(row[0]) for row in cursor.execute(STATEMENTS["fields"]).fetchall()]
        for table in BY_FIELD:
            self._over(cursor, schema, table, fields)
        for table, columns in cursor.execute(STATEMENTS["raw"]).fetchall():
            self._over(cursor, schema, table, columns)
        home = quote(str(cursor.execute(STATEMENTS["home"]).fetchall()[0][0]))
        for table in LAID:
            cursor.execute(STATEMENTS[table].format(schema=quote(schema), home=home))

    def _over(self, cursor: DuckDBPyConnection, schema: str, table: str, wanted: list[str]) -> None:
        hidden = [
            f"{'hide_all' if kind.endswith('[]') else 'hide'}({quote(name)}) AS {quote(name)}"
            for name, kind in cursor.execute(STATEMENTS["columns"], [schema, table]).fetchall()
            if any(name == each or name.startswith(f"{each}__") for each in wanted)
        ]
        rest = f" REPLACE ({', '.join(hidden)})" if hidden else ""
        cursor.execute(
            f"CREATE OR REPLACE TEMP VIEW {quote(table)} AS SELECT *{rest} FROM {quote(schema)}.{quote(table)}"
        )


def personal_headers(cursor: DuckDBPyConnection) -> set[str]:
    """The headers of the columns that hold personal values, of the run a veil lies over."""
    return {str(row[0]) for row in cursor.execute(STATEMENTS["headers"]).fetchall()}
