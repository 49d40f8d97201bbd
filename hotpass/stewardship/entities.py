"""Entities: searching golden records, and everything that stands behind one of them."""

from hotpass.errors import BadInput
from hotpass.matching.explanation import strength
from hotpass.model.entity import Entity, EntityEvent, EntityPage, EntityRecord
from hotpass.model.place import POSITION
from hotpass.store import columns, entity_history, entity_reading, entity_search, masters, mends, overrides, runs
from hotpass.store.entity_search import Sought
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

__all__ = [
    "PAGE_SIZE",
    "RECORDS_SHOWN",
    "Sought",
    "entity",
    "labels",
    "likelihood",
    "past",
    "search",
    "strength",
    "whole",
]

PAGE_SIZE = 50
RECORDS_SHOWN = 60
LINKS_SHOWN = 100
LIKELY = (
    (0.99, "almost certainly"),
    (0.9, "very likely"),
    (0.5, "more likely than not"),
    (0.1, "doubtful"),
    (0.0, "unlikely by themselves"),
)


def search(workspace: Workspace, sought: Sought, page: int, as_of: str | None = None) -> EntityPage | None:
    """A page (counted from 1) of the entities sought, None before the first published run; `as_of` an earlier one."""
    with shown(workspace, as_of) as published:
        if published is None:
            return None
        return entity_search.search(published.cursor, sought, PAGE_SIZE, (page - 1) * PAGE_SIZE)


def labels(workspace: Workspace, as_of: str | None = None) -> list[str]:
    """The labels of the sources that brought records."""
    with shown(workspace, as_of) as published:
        return entity_search.labels(published.cursor) if published else []


def entity(workspace: Workspace, asked: str, as_of: str | None = None) -> Entity | None:
    """An entity by any id it ever had, None for an id nobody knows; `as_of` an earlier run, as it stood last."""
    with shown(workspace, as_of) as published:
        if published is None:
            return None
        entity_id = entity_reading.resolve(published.cursor, asked)
        return whole(published, asked, entity_id) if entity_id else None


def past(workspace: Workspace, asked: str) -> tuple[EntityEvent, ...]:
    """What befell an id that means nothing in the published run. Raises BadInput for one that was never given out."""
    with shown(workspace) as published:
        found = tuple(entity_history.history(published.cursor, asked)) if published else ()
    if not found:
        raise BadInput(f"No entity has or ever had the id {asked}: `hotpass export --table members` lists the ids.")
    return found


def likelihood(probability: float) -> str:
    """How likely two records are to be of the same thing, in words."""
    return next(words for least, words in LIKELY if probability >= least)


def whole(published: Shown, asked: str, entity_id: str) -> Entity:
    """Everything behind an entity of a run; `asked` is the id by which it was asked for."""
    cursor = published.cursor
    fields = columns.fields(cursor)
    records = entity_reading.records(cursor, entity_id, fields, RECORDS_SHOWN)
    filled = _filled(records, len(fields))
    golden = entity_reading.golden(cursor, entity_id, fields, records)
    marks = mends.of_records(cursor, [record.record_id for record in records])
    records = [_marked(record, [field.name for field in fields], marks) for record in records]
    run = runs.one(cursor, published.run_id)
    return Entity(
        asked=asked,
        entity_id=entity_id,
        titles=tuple(fields[place].title for place in filled),
        version=entity_reading.version(cursor, entity_id),
        on=run.started if run else None,
        listed=masters.place_of(cursor, entity_id),
        golden=tuple(value for value in golden if value.value is not None),
        unfilled=tuple(value for value in golden if value.value is None),
        set_values=tuple(said for said in overrides.standing(cursor, entity_id) if said.field != POSITION),
        records=tuple(_only(record, filled) for record in records),
        record_count=entity_reading.record_count(cursor, entity_id),
        links=tuple(entity_reading.links(cursor, entity_id, LINKS_SHOWN)),
        history=tuple(entity_history.history(cursor, entity_id)),
    )


def _marked(record: EntityRecord, names: list[str], marks: dict[tuple[str, str], tuple[str, str]]) -> EntityRecord:
    """The record with the file's own text behind each text that was mended."""
    texts = list(record.original)
    for place, name in enumerate(names):
        if mark := marks.get((record.record_id, name)):
            texts[place] = f"{texts[place] or ''} ({mark[1]}: the file says “{mark[0]}”)".strip()
    return record.model_copy(update={"original": tuple(texts)})


def _filled(records: list[EntityRecord], width: int) -> list[int]:
    """The places of the fields that at least one of these records fills."""
    return [place for place in range(width) if any(record.original[place] is not None for record in records)]


def _only(record: EntityRecord, places: list[int]) -> EntityRecord:
    kept = {
        "original": tuple(record.original[place] for place in places),
        "standard": tuple(record.standard[place] for place in places),
    }
    return record.model_copy(update=kept)
