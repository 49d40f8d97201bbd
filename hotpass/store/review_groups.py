"""What the review desk asks of the tables about groups: which wait, who belongs to them, what was said inside."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.model.judgement import Verdict
from hotpass.model.review import ReviewFilter
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
LEAST = 6


class Said(NamedTuple):
    """The decision on a pair that stands."""

    left: str
    right: str
    verdict: Verdict


def waiting(
    cursor: DuckDBPyConnection, wanted: ReviewFilter, fields: Sequence[RunField], settled: Iterable[str], limit: int
) -> tuple[int, list[tuple[str, str]]]:
    """How many large groups wait, and entity and digest of the first: doubt times records, ties by id.

    `settled` are digests of groups decided so recently that the tables do not say so yet.
    """
    condition, values = _condition(wanted, fields)
    statement = STATEMENTS["waiting"].format(condition=condition)
    told = {"settled": list(settled), "least": LEAST, "limit": limit}
    rows = cursor.execute(statement, {**told, **values}).fetchall()
    return (int(rows[0][1]) if rows else 0), [(str(row[0]), str(row[2])) for row in rows]


def members(cursor: DuckDBPyConnection, entities: Sequence[str]) -> list[tuple[str, str]]:
    """Entity and record of all records of these entities, in the order of their sources."""
    return cursor.execute(STATEMENTS["members"], [list(entities)]).fetchall()


def digest(cursor: DuckDBPyConnection, entities: Sequence[str]) -> str:
    """A hash of which records belong to these entities; empty where there are none."""
    return str(cursor.execute(STATEMENTS["digest"], [list(entities)]).fetchall()[0][0] or "")


def pairs(cursor: DuckDBPyConnection, entities: Sequence[str]) -> list[tuple[str, str, float]]:
    """The kept pairs inside and between these entities, the lower id first, and their weights in bits."""
    return cursor.execute(STATEMENTS["pairs"], {"entities": list(entities)}).fetchall()


def said(cursor: DuckDBPyConnection, entities: Sequence[str]) -> list[Said]:
    """The decisions that stand on pairs of these records."""
    rows = cursor.execute(STATEMENTS["said"], {"entities": list(entities)}).fetchall()
    return [Said(left, right, Verdict(verdict)) for left, right, verdict in rows]


def walls(cursor: DuckDBPyConnection, entities: Sequence[str]) -> list[tuple[str, str]]:
    """From what these records are kept apart: the record of theirs that was judged, and the one elsewhere."""
    return [
        (str(own), str(far))
        for own, far in cursor.execute(STATEMENTS["walls"], {"entities": list(entities)}).fetchall()
    ]


def standing(cursor: DuckDBPyConnection, digest: str) -> tuple[str, str] | None:
    """Who decided last on a group of exactly these records, and what, as a word; None where nobody did."""
    rows = cursor.execute(STATEMENTS["standing"], {"digest": digest}).fetchall()
    return rows[0] if rows else None


def _condition(wanted: ReviewFilter, fields: Sequence[RunField]) -> tuple[str, dict[str, object]]:
    """SQL that is true of the groups wanted; a band says nothing of a group."""
    conditions, values = ["true"], dict[str, object]()
    names = [quote(field.name) for field in fields]
    of_group = "FROM member JOIN {} USING (record_id) WHERE member.entity_id = large.entity_id"
    for place, word in enumerate(wanted.words.split() if names else ()):
        text = f"strip_accents(lower(concat_ws(chr(31), {', '.join(names)})))"
        found = f"contains({text}, strip_accents(lower($w{place})))"
        conditions.append(f"EXISTS ({of_group.format('original')} AND {found})")
        values[f"w{place}"] = word
    if wanted.label is not None:
        sources = of_group.format("record").replace(" WHERE", " JOIN source USING (source_id) WHERE")
        conditions.append(f"EXISTS ({sources} AND source.label = $label)")
        values["label"] = wanted.label
    if wanted.field in {field.name for field in fields}:
        told = f"(SELECT count(DISTINCT {quote(str(wanted.field))}) {of_group.format('standard')})"
        conditions.append(f"{told} > 1")
    return " AND ".join(conditions), values
