"""Positions: where single entities and records lie, for pages that show a few of them."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from hotpass.model.place import POSITION, RecordPosition, Town, Whereabouts
from hotpass.store import columns, entity_reading, location, overrides
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


def of_entity(cursor: DuckDBPyConnection, entity_id: str) -> Whereabouts:
    """Where an entity lies, with its records and the towns that may be meant (`region` and `country` as codes)."""
    location.lay(cursor, columns.fields(cursor))
    here = cursor.execute(STATEMENTS["of_entity"], [entity_id]).fetchall()
    latitude, longitude, precision, place = here[0] if here else (None,) * 4
    return Whereabouts(
        latitude=latitude,
        longitude=longitude,
        precision=precision,
        place=place,
        records=_records(cursor, sorted(entity_reading.member_ids(cursor, entity_id))),
        towns=_towns(cursor, entity_id),
        moved=tuple(said for said in overrides.standing(cursor, entity_id) if said.field == POSITION),
    )


def of_records(cursor: DuckDBPyConnection, record_ids: Sequence[str]) -> tuple[RecordPosition, ...]:
    """Where records lie, those that lie anywhere, in the order of their ids."""
    location.lay_records(cursor, columns.fields(cursor))
    return _records(cursor, record_ids)


def _records(cursor: DuckDBPyConnection, record_ids: Sequence[str]) -> tuple[RecordPosition, ...]:
    names = tuple(RecordPosition.model_fields)
    rows = cursor.execute(STATEMENTS["of_records"], [list(record_ids)]).fetchall()
    return tuple(RecordPosition.model_validate(dict(zip(names, row, strict=True))) for row in rows)


def _towns(cursor: DuckDBPyConnection, entity_id: str) -> tuple[Town, ...]:
    rows = cursor.execute(STATEMENTS["towns"], [entity_id]).fetchall()
    return tuple(
        Town(name=name, region=region or "", country=country or "", latitude=latitude, longitude=longitude)
        for name, region, country, latitude, longitude in rows
    )
