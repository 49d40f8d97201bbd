"""Official values: what accepted rows of registers say of fields, held against what golden records show."""

from datetime import datetime

from duckdb import DuckDBPyConnection

from hotpass.fields.organisation_name import legal_forms
from hotpass.model.attribute import Accord, OfficialValue
from hotpass.store import columns, kept_proposals
from hotpass.store.compose import literal, quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


def of_entity(cursor: DuckDBPyConnection, entity_id: str) -> list[OfficialValue]:
    """The official values of an entity, field by field."""
    names = tuple(OfficialValue.model_fields)
    found = cursor.execute(_held(cursor), {"entity": entity_id, "forms": _forms()}).fetchall()
    return [OfficialValue.model_validate(dict(zip(names, row, strict=True))) for row in found]


def accord(cursor: DuckDBPyConnection, since: datetime) -> list[Accord]:
    """For each field how many golden values agree with official ones asked for since then, of how many compared.

    A golden record without a value in a field is not compared there.
    """
    held = _held(cursor)
    if not cursor.execute(STATEMENTS["any"]).fetchall()[0][0]:
        return []  # before anybody accepted a row, there is no reason to read every golden record
    statement = STATEMENTS["accord"].format(held=held.rstrip(";"))
    found = cursor.execute(statement, {"entity": None, "forms": _forms(), "since": since}).fetchall()
    names = tuple(Accord.model_fields)
    return [Accord.model_validate(dict(zip(names, row, strict=True))) for row in found]


def _held(cursor: DuckDBPyConnection) -> str:
    kept_proposals.lay(cursor)
    fields = columns.fields(cursor)
    return STATEMENTS["held"].format(
        names=", ".join(literal(field.name) for field in fields),
        golden=", ".join(f"golden.{quote(field.name)}" for field in fields),
        standard=", ".join(f"standard.{quote(field.name)}" for field in fields),
    )


def _forms() -> list[str]:
    after, before = legal_forms()
    return sorted({*after.values(), *before.values()})
