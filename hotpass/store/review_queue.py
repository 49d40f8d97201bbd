"""Queues of the review desk: which links wait for a person, the ones worth most first."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.model.review import Band, Queue, ReviewFilter
from hotpass.store import location
from hotpass.store.atlas import APART
from hotpass.store.compose import quote
from hotpass.store.queries import Statements
from hotpass.store.sample_check import DRAWN

STATEMENTS = Statements(__file__)
Pair = tuple[str, str]
BANDS = {Band.LIKELY: (0.9, 1.0), Band.OPEN: (0.5, 0.9), Band.UNLIKELY: (0.0, 0.5)}


class Eyes(NamedTuple):
    """Who looks, and which decisions need a second person: a share of them, and all from so many records on."""

    by: str = ""
    share: float = 0.0
    records: int = 0


ONE_PERSON = Eyes()


class Waiting(NamedTuple):
    """A link that waits: the best pair of its two groups, its weight in bits if it has one, and how many pairs it has.

    `groups` are the two entities and their sizes, `worth` is the uncertainty times what hangs on it.
    """

    left: str
    right: str
    weight: float | None
    links: int
    groups: tuple[str, int, str, int]
    worth: float


def waiting(
    cursor: DuckDBPyConnection,
    queue: Queue,
    wanted: ReviewFilter,
    fields: Sequence[RunField],
    decided: Iterable[Pair],
    limit: int,
    eyes: Eyes = ONE_PERSON,
) -> tuple[int, list[Waiting]]:
    """How many links wait, and the first of them: uncertainty times the records that hang on it, ties by id.

    `decided` are pairs judged so recently that the tables do not say so yet.
    """
    condition, values = _condition(wanted, fields)
    judged = list(decided)
    told = {"left": [min(pair) for pair in judged], "right": [max(pair) for pair in judged], "limit": limit}
    told |= eyes._asdict()
    apart = _apart(fields) if queue is Queue.STRETCHED else ""
    told |= {"far": APART} if apart else {}
    asked = STATEMENTS[queue].rstrip(";").format(drawn=DRAWN, apart=apart)
    statement = STATEMENTS["ranked"].format(queue=asked, condition=condition)
    rows = cursor.execute(statement, {**told, **values}).fetchall()
    found = [
        Waiting(row[0], row[1], row[2], row[3], (row[4], row[5], row[6], row[7]), row[9]) for row in rows if row[0]
    ]
    return (int(rows[0][8]) if rows else 0), found


def _apart(fields: Sequence[RunField]) -> str:
    """Where records bring positions of their own: the entities whose records lie far apart."""
    said = location.where(fields)
    if not said.has_points:
        return ""
    own = location.ON_EARTH.format(y="y", x="x")
    return STATEMENTS["apart"].format(latitude=said.latitude, longitude=said.longitude, own=own)


def _condition(wanted: ReviewFilter, fields: Sequence[RunField]) -> tuple[str, dict[str, object]]:
    conditions, values = ["true"], dict[str, object]()
    names = [quote(field.name) for field in fields]
    for place, word in enumerate(wanted.words.split() if names else ()):
        sides = ", ".join(f"{side}.{name}" for side in ("one", "other") for name in names)
        conditions.append(
            f"contains(strip_accents(lower(concat_ws(chr(31), {sides}))), strip_accents(lower($w{place})))"
        )
        values[f"w{place}"] = word
    if wanted.label is not None:
        conditions.append("$label IN (first.label, second.label)")
        values["label"] = wanted.label
    if wanted.field in {field.name for field in fields}:
        name = quote(str(wanted.field))
        conditions.append(f"lefts.{name} <> rights.{name}")
    if wanted.band is not None:
        conditions.append("1 / (1 + 2.0 ** -weight) BETWEEN $low AND $high")
        values["low"], values["high"] = BANDS[wanted.band]
    if wanted.rule is not None:
        conditions.append(STATEMENTS["met_by"].rstrip(";"))
        values["rule"] = wanted.rule
    return " AND ".join(conditions), values
