"""Candidates: the entities whose records come nearest to a text, for whoever asks this workspace as a register."""

from collections.abc import Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


class Candidate(NamedTuple):
    """An entity and the standard value of its records that is most like the text asked for."""

    entity_id: str
    value: str


def likest(cursor: DuckDBPyConnection, field: RunField, text: str, most: int) -> list[Candidate]:
    """The entities that come nearest to a standard value in this field, each once, at most twice `most`.

    First those that share the rarest words, then those nearest by letters (Jaro-Winkler) or by the share of the words
    asked for that occur, whichever says more.
    """
    found: dict[str, Candidate] = {}
    for way in ("sharing", "likest"):
        statement = STATEMENTS[way].format(field=quote(field.name))
        for row in cursor.execute(statement, {"text": text, "most": most}).fetchall():
            found.setdefault(row[0], Candidate(*row))
    return list(found.values())


def words(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> tuple[dict[str, int], int]:
    """How many entities hold each word in their first field's standard values, and how many hold any."""
    if not fields:
        return {}, 0
    statements = [STATEMENTS[name].format(field=quote(fields[0].name)) for name in ("words", "spoken")]
    counted, spoken = (cursor.execute(statement).fetchall() for statement in statements)
    return dict(counted), int(spoken[0][0])


def golden(
    cursor: DuckDBPyConnection, ids: Sequence[str], fields: Sequence[RunField]
) -> dict[str, tuple[str | None, ...]]:
    """The golden values of these entities, in the order of the fields."""
    statement = STATEMENTS["golden"].format(fields=", ".join(quote(field.name) for field in fields))
    return {str(key): tuple(values) for key, values in cursor.execute(statement, {"ids": list(ids)}).fetchall()}
