"""Overrides of one entity: the values that people set in it, read from the facts."""

from duckdb import DuckDBPyConnection

from hotpass.model.override import SetValue
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


def standing(cursor: DuckDBPyConnection, entity_id: str) -> list[SetValue]:
    """What was set in this entity and not taken back, the latest first."""
    names = tuple(SetValue.model_fields)
    rows = cursor.execute(STATEMENTS["standing"], [entity_id]).fetchall()
    return [SetValue.model_validate(dict(zip(names, row, strict=True))) for row in rows]
