"""What the review desk asks of the tables beside a pair's own evidence: versions, groups, and decisions that stand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.model.judgement import Verdict
from hotpass.store import columns, location
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


class Standing(NamedTuple):
    """A decision that stands: its fact's id, its pair, what was said, by whom and when."""

    fact_id: str
    left: str
    right: str
    verdict: Verdict
    by: str
    on: datetime
    note: str


class Decision(NamedTuple):
    """A decision on a pair, or on a group where there are `entities`; `said` is its verdict, or what was done."""

    fact_id: str
    left: str
    right: str
    said: str
    entities: list[str]
    by: str
    on: datetime
    note: str


class Spot(NamedTuple):
    """Where a record says that it is, in degrees."""

    latitude: float
    longitude: float


def spots(cursor: DuckDBPyConnection, fields: Sequence[RunField], record_ids: Sequence[str]) -> dict[str, Spot]:
    """Where each of these records is by its own position.

    The town that a record names is left out: of several towns of that name it may be another, and look far away.
    """
    said = location.where(fields)
    if not said.has_points:
        return {}
    found = cursor.execute(
        f"""
        SELECT record_id, y, x FROM (SELECT record_id, {said.latitude} AS y, {said.longitude} AS x FROM standard
                                     WHERE record_id IN (SELECT unnest(?::VARCHAR[])))
        WHERE {location.ON_EARTH.format(y="y", x="x")}
        """,
        [list(record_ids)],
    ).fetchall()
    return {record: Spot(*where) for record, *where in found}


def versions(cursor: DuckDBPyConnection, record_ids: Sequence[str]) -> dict[str, str]:
    """The content hash of each of these records."""
    return dict(cursor.execute(STATEMENTS["versions"], [list(record_ids)]).fetchall())


def sizes(cursor: DuckDBPyConnection, entity_ids: Sequence[str]) -> dict[str, int]:
    """How many records each of these entities has."""
    return dict(cursor.execute(STATEMENTS["sizes"], [list(entity_ids)]).fetchall())


def sides(cursor: DuckDBPyConnection, left: str, right: str) -> tuple[list[str], list[str]] | None:
    """The records on either side of a link that holds a stretched cluster together, None for any other link."""
    found = cursor.execute(STATEMENTS["sides"], {"left": left, "right": right}).fetchall()
    return found[0] if found else None


def said(cursor: DuckDBPyConnection, asked: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Standing]:
    """The decision that stands on each of these pairs, the lower id first; one nobody decided is left out."""
    told = {"left": [left for left, _ in asked], "right": [right for _, right in asked]}
    found = (_standing(row) for row in cursor.execute(STATEMENTS["standing"], told).fetchall())
    return {(each.left, each.right): each for each in found}


def latest(cursor: DuckDBPyConnection, limit: int) -> list[Decision]:
    """The decisions on pairs and on groups made last that stand, the latest first."""
    found = cursor.execute(STATEMENTS["latest"], {"limit": limit}).fetchall()
    return [Decision(*row) for row in found]


def names(cursor: DuckDBPyConnection, record_ids: Sequence[str], entity_ids: Sequence[str]) -> dict[str, str]:
    """What records and entities are called: the first field, of the record and of the golden record; by their ids."""
    fields = columns.fields(cursor)
    if not fields:
        return {}
    asked = {"records": list(record_ids), "entities": list(entity_ids)}
    return dict(cursor.execute(STATEMENTS["names"].format(first=quote(fields[0].name)), asked).fetchall())


def _standing(row: tuple[Any, ...]) -> Standing:
    fact_id, left, right, verdict, by, on, note = row
    return Standing(fact_id, left, right, Verdict(verdict), by, on, note)
