"""One entity: its golden values with their origin, its records, and the links that hold them together."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from duckdb import DuckDBPyConnection

from hotpass.model.entity import Candidate, EntityLink, EntityRecord, Evidence, GoldenValue
from hotpass.model.field import RunField
from hotpass.store import mends
from hotpass.store.compose import quote
from hotpass.store.golden import is_spelt
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
LONGEST_CHAIN = 50


def resolve(cursor: DuckDBPyConnection, asked: str) -> str | None:
    """The entity that an id means today: itself, or what it was merged into; None for an id nobody knows."""
    entity_id = asked
    for _ in range(LONGEST_CHAIN):
        if cursor.execute(STATEMENTS["known"], [entity_id]).fetchall():
            return entity_id
        onward = cursor.execute(STATEMENTS["redirected"], [entity_id]).fetchall()
        if not onward:
            return None
        entity_id = str(onward[0][0])
    return None


def record_count(cursor: DuckDBPyConnection, entity_id: str) -> int:
    """How many records an entity has."""
    return int(cursor.execute(STATEMENTS["record_count"], [entity_id]).fetchall()[0][0])


def member_ids(cursor: DuckDBPyConnection, entity_id: str) -> set[str]:
    """The ids of all records of an entity."""
    return {str(row[0]) for row in cursor.execute(STATEMENTS["member_ids"], [entity_id]).fetchall()}


def companions(cursor: DuckDBPyConnection, entities: Sequence[str]) -> dict[str, set[str]]:
    """The ids of all records of each of these entities that has any."""
    found: dict[str, set[str]] = defaultdict(set)
    for entity, record in cursor.execute(STATEMENTS["companions"], [list(entities)]).fetchall():
        found[entity].add(record)
    return found


def homes(cursor: DuckDBPyConnection, record_ids: Sequence[str]) -> dict[str, str]:
    """The entity of each of these records that is here."""
    return dict(cursor.execute(STATEMENTS["homes"], [list(record_ids)]).fetchall())


def version(cursor: DuckDBPyConnection, entity_id: str) -> str:
    """A hash of an entity's golden values and of the content of its records; equal hashes are equal entities."""
    return str(cursor.execute(STATEMENTS["version"], {"id": entity_id}).fetchall()[0][0])


def records(cursor: DuckDBPyConnection, entity_id: str, fields: Sequence[RunField], limit: int) -> list[EntityRecord]:
    """The first records of an entity, in the order of their sources, as the files have them and tidied."""
    return _records(cursor, "SELECT record_id FROM member WHERE entity_id = $sought", entity_id, fields, limit)


def chosen(
    cursor: DuckDBPyConnection, record_ids: Sequence[str], fields: Sequence[RunField], limit: int
) -> list[EntityRecord]:
    """The first of these records, in the same order and form."""
    return _records(cursor, "SELECT unnest($sought::VARCHAR[])", list(record_ids), fields, limit)


def _records(
    cursor: DuckDBPyConnection, ids: str, sought: object, fields: Sequence[RunField], limit: int
) -> list[EntityRecord]:
    raw = _columns("original", fields)
    tidied = _columns("standard", fields)
    found = cursor.execute(
        f"""
        SELECT record_id, label, sheet_row, [{raw}]::VARCHAR[], [{tidied}]::VARCHAR[]
        FROM record JOIN source USING (source_id)
        JOIN original USING (record_id) JOIN standard USING (record_id)
        WHERE record_id IN ({ids}) ORDER BY record.source_id, "row" LIMIT $limit
        """,
        {"sought": sought, "limit": limit},
    ).fetchall()
    return [_record(*row) for row in found]


def _record(
    key: str, label: str, row: int, original: Sequence[str | None], standard: Sequence[str | None]
) -> EntityRecord:
    return EntityRecord(record_id=key, label=label, sheet_row=row, original=tuple(original), standard=tuple(standard))


def companies(
    cursor: DuckDBPyConnection, entities: Sequence[str], also: Sequence[str], fields: Sequence[RunField], limit: int
) -> tuple[dict[str, list[EntityRecord]], dict[str, EntityRecord]]:
    """The first records of each of these entities, in the order of their sources; and these records of them."""
    found = cursor.execute(
        f"""
        SELECT entity_id, row_number() OVER (PARTITION BY entity_id ORDER BY record.source_id, "row") AS place,
               record_id, label, sheet_row,
               [{_columns("original", fields)}]::VARCHAR[], [{_columns("standard", fields)}]::VARCHAR[]
        FROM member JOIN record USING (record_id) JOIN source USING (source_id)
        JOIN original USING (record_id) JOIN standard USING (record_id)
        WHERE entity_id IN (SELECT unnest($entities::VARCHAR[]))
        QUALIFY place <= $limit OR record_id IN (SELECT unnest($also::VARCHAR[])) ORDER BY entity_id, place
        """,
        {"entities": list(entities), "also": list(also), "limit": limit},
    ).fetchall()
    every = [(entity, place, _record(*told)) for entity, place, *told in found]
    members = {
        entity: [record for each, place, record in every if each == entity and place <= limit] for entity in entities
    }
    return members, {record.record_id: record for _, _, record in every}


def golden(
    cursor: DuckDBPyConnection, entity_id: str, fields: Sequence[RunField], members: Sequence[EntityRecord]
) -> list[GoldenValue]:
    """The surviving value of each field, the place it came from, the rule, and what other records say."""
    origins = {row[0]: row for row in cursor.execute(STATEMENTS["provenance"], [entity_id]).fetchall()}
    found = [_golden_value(field, place, origins.get(field.name), members) for place, field in enumerate(fields)]
    marks = mends.of_records(cursor, [row[3] for row in origins.values() if row[3]])
    mended = {value.field: marks.get((origins[value.field][3], value.field)) for value in found if value.place}
    return [
        value.model_copy(update={"place": f"{value.place}, {mark[1]}: the file says “{mark[0]}”"}) if mark else value
        for value in found
        for mark in [mended.get(value.field)]
    ]


def _golden_value(
    field: RunField, place: int, origin: tuple[Any, ...] | None, members: Sequence[EntityRecord]
) -> GoldenValue:
    _, value, rule, record_id, label, sheet_row, letter = origin or (None,) * 7
    return GoldenValue(
        field=field.name,
        title=field.title,
        value=value,
        place=f"{label}, {letter or 'row '}{sheet_row}" if record_id and label else "",
        rule=rule or "",
        others=_others(place, value, record_id, members),
        record_id=record_id,
        candidates=_candidates(field, place, members),
    )


def _candidates(field: RunField, place: int, members: Sequence[EntityRecord]) -> tuple[Candidate, ...]:
    """Each different value that the records would show, those that most of them have first."""
    said: dict[str, list[EntityRecord]] = defaultdict(list)
    for record in members:
        shown = record.original[place] if is_spelt(field) else record.standard[place]
        if shown is not None and record.standard[place] is not None:
            said[shown].append(record)
    found = [
        Candidate(
            value=value,
            record_id=records[0].record_id,
            place=f"{records[0].label}, row {records[0].sheet_row}",
            records=len(records),
        )
        for value, records in said.items()
    ]
    return tuple(sorted(found, key=lambda each: -each.records))


def _others(place: int, value: str | None, record_id: str | None, members: Sequence[EntityRecord]) -> tuple[str, ...]:
    """What other records say, as their files have it, once for each tidied value that differs from the survivor's."""
    winner = next((record.standard[place] for record in members if record.record_id == record_id), value)
    said: dict[str | None, str] = {}
    for record in members:
        text = record.original[place]
        if text is not None and record.standard[place] not in (winner, None) and text != value:
            said.setdefault(record.standard[place], text)
    return tuple(said.values())


def links(cursor: DuckDBPyConnection, entity_id: str, limit: int) -> list[EntityLink]:
    """The pairs between an entity's records, the weakest first, each with what every comparison said."""
    levels: dict[str, dict[int, tuple[str, str]]] = defaultdict(dict)
    for name, title, level, label in cursor.execute(STATEMENTS["comparisons"]).fetchall():
        levels[name][level] = (title, label)
    said = "".join(f", {quote(f'gamma_{name}')}, {quote(f'mw_{name}')}" for name in levels)
    found = cursor.execute(
        f"""
        SELECT left_id, right_id, match_weight, match_probability{said} FROM pair
        WHERE left_id IN (SELECT record_id FROM member WHERE entity_id = $id)
          AND right_id IN (SELECT record_id FROM member WHERE entity_id = $id)
        ORDER BY match_weight, left_id, right_id LIMIT $limit
        """,
        {"id": entity_id, "limit": limit},
    ).fetchall()
    return [_link(row, levels) for row in found]


def _link(row: tuple[Any, ...], levels: dict[str, dict[int, tuple[str, str]]]) -> EntityLink:
    left_id, right_id, weight, probability, *said = row
    evidence = []
    for name, gamma, bits in zip(levels, said[::2], said[1::2], strict=True):
        title, label = levels[name].get(gamma, (name, "empty on one side"))
        evidence.append(Evidence(title=title, label=label, weight=bits or 0.0))
    return EntityLink(
        left_id=left_id, right_id=right_id, weight=weight, probability=probability, evidence=tuple(evidence)
    )


def _columns(table: str, fields: Sequence[RunField]) -> str:
    return ", ".join(f"{table}.{quote(field.name)}" for field in fields)
