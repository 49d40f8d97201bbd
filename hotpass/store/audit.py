"""The audit: acts of people read from the facts, those saved together as one line."""

import json
from collections.abc import Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from hotpass.model.audit import AuditFilter, AuditLine
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
NAMES = tuple(name for name in AuditLine.model_fields if name != "words")


def lines(
    cursor: DuckDBPyConnection, wanted: AuditFilter, limit: int, offset: int = 0, records: Sequence[str] | None = None
) -> tuple[int, list[tuple[AuditLine, dict[str, Any]]]]:
    """How many acts match, and some of them, the latest first, each with what its last fact says.

    `records` leaves only acts that name one of these records.
    """
    condition, values = _condition(wanted, records)
    statement = STATEMENTS["lines"].format(condition=condition)
    rows = cursor.execute(statement, {**values, "limit": limit, "offset": offset}).fetchall()
    found = [(AuditLine.model_validate(dict(zip(NAMES, row[2:], strict=True))), json.loads(row[1])) for row in rows]
    return (int(rows[0][0]) if rows else 0), found


def people(cursor: DuckDBPyConnection) -> list[str]:
    """Everybody who did anything."""
    return [str(row[0]) for row in cursor.execute(STATEMENTS["people"]).fetchall()]


def deeds(cursor: DuckDBPyConnection) -> list[str]:
    """The kinds of acts there are."""
    return [str(row[0]) for row in cursor.execute(STATEMENTS["deeds"]).fetchall()]


def _condition(wanted: AuditFilter, records: Sequence[str] | None) -> tuple[str, dict[str, object]]:
    conditions: list[str] = ["true"]
    values: dict[str, object] = {}
    asked = {"by": wanted.by, "deed": wanted.deed, "since": wanted.since, "until": wanted.until}
    for name, value in asked.items():
        if value is not None:
            conditions.append(STATEMENTS[name].rstrip(";"))
            values[name] = value
    for place, word in enumerate(wanted.words.split()):
        conditions.append(f"contains(heap, strip_accents(lower($w{place})))")
        values[f"w{place}"] = word
    if records is not None:
        conditions.append(STATEMENTS["of_records"].rstrip(";"))
        values["records"] = list(records)
    return " AND ".join(conditions), values
