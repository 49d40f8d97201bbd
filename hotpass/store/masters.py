"""Master lists: records whose own ids are those of their entities."""

from collections.abc import Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.sheet import Sheet
from hotpass.store.arrivals import arrived
from hotpass.store.compose import quote
from hotpass.store.queries import Statements
from hotpass.store.sources import Source

STATEMENTS = Statements(__file__)
NAME = "master list"  # the feed it belongs to, whatever its file is called


class Linked(NamedTuple):
    """How many entities a master list brought, how many of them got records of other sources, and entities beside."""

    listed: int
    linked: int
    beside: int


def naming(cursor: DuckDBPyConnection, sheet: Sheet, headers: Sequence[str]) -> str | None:
    """The first of these headers under which every row of a sheet has a text, and each its own."""
    if sheet.arrow is None:
        return None
    columns = {column.header: quote(column.column_name) for column in sheet.columns}
    with arrived(cursor, sheet.arrow):
        for header in headers:
            text = f"nullif(trim({columns[header]}), '')"
            asked = f"SELECT count({text}) = count(*) AND count(DISTINCT {text}) = count(*) FROM arrived"
            if cursor.execute(asked).fetchall()[0][0]:
                return header
    return None


def repeated(cursor: DuckDBPyConnection, source: Source) -> list[int]:
    """The rows of a sheet, as a person counts them, that share the first id that several have."""
    named = _named(cursor, source)
    asked = (
        f"SELECT list(sheet_row ORDER BY sheet_row) FROM ({named}) JOIN record USING (record_id) "
        "GROUP BY entity_id HAVING count(*) > 1 ORDER BY min(sheet_row) LIMIT 1"
    )
    return next((list(row[0]) for row in cursor.execute(asked).fetchall()), [])


def pledge(cursor: DuckDBPyConnection, source: Source) -> int:
    """Gives the records of a source the ids of its key column for their entities; answers how many have none."""
    cursor.execute(f"INSERT INTO master_entity {_named(cursor, source)}")
    return source.records - int(cursor.execute(STATEMENTS["count"]).fetchall()[0][0])


def source_ids(cursor: DuckDBPyConnection) -> list[int]:
    """The sources that are master lists."""
    return [int(row[0]) for row in cursor.execute(STATEMENTS["sources"]).fetchall()]


def linked(cursor: DuckDBPyConnection) -> Linked:
    """What records of other sources made of the master list."""
    return Linked(*cursor.execute(STATEMENTS["linked"]).fetchall()[0])


def place_of(cursor: DuckDBPyConnection, entity_id: str) -> str:
    """Where the master list names this entity, in words; nothing for one that has its id from a run."""
    found = cursor.execute(STATEMENTS["place"], [entity_id]).fetchall()
    return str(found[0][0]) if found else ""


def _named(cursor: DuckDBPyConnection, source: Source) -> str:
    """Selects the records of a source with the ids they have there."""
    column = cursor.execute(STATEMENTS["column"], [source.source_id, source.key_column]).fetchall()[0][0]
    text = f"trim({quote(str(column))})"
    return f"SELECT record_id, {text} AS entity_id FROM {quote(source.raw_table)} WHERE {text} <> ''"
