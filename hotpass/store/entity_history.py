"""What befell an entity in the runs published so far."""

from duckdb import DuckDBPyConnection

from hotpass.model.entity import EntityEvent
from hotpass.store.compose import literal, quote
from hotpass.store.publication import schema_of
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
RUNS = 50
TABLES = ("later_event", "entity_event")  # what decisions did since the run, and what the run did


def history(cursor: DuckDBPyConnection, entity_id: str, limit: int = 200) -> list[EntityEvent]:
    """The events of an entity in the last 50 published runs, the latest first."""
    kept = set(cursor.execute(STATEMENTS["tables"]).fetchall())
    published = [row[0] for row in cursor.execute(STATEMENTS["published"], [RUNS]).fetchall()]
    parts = [
        _events(run_id, table, place)
        for place, run_id in enumerate(published)
        for table in TABLES
        if (schema_of(run_id), table) in kept
    ]
    if not parts:
        return []
    statement = f"{' UNION ALL '.join(parts)} ORDER BY place, event, other_id LIMIT $limit"
    found = cursor.execute(statement, {"id": entity_id, "limit": limit}).fetchall()
    return [
        EntityEvent(run_id=run_id, entity_id=key, event=event, other_id=other, records=records)
        for _, run_id, key, event, other, records in found
    ]


def _events(run_id: str, name: str, place: int) -> str:
    table = f"{quote(schema_of(run_id))}.{quote(name)}"
    return (
        f"SELECT {place} AS place, {literal(run_id)} AS run_id, entity_id, event, other_id, records "
        f"FROM {table} WHERE entity_id = $id OR other_id = $id"
    )
