"""Review groups: a group as the desk shows it, by its clumps, its weak links and its records, a page at a time."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from hotpass.matching.clumps import WeakLink, clumps, links
from hotpass.matching.explanation import strength
from hotpass.matching.partition import Edges
from hotpass.model.entity import EntityRecord
from hotpass.model.field import RunField
from hotpass.model.group import Bridge, Clump, GroupItem, GroupRecord, Shade
from hotpass.model.judgement import Verdict
from hotpass.model.saved_model import SavedModel
from hotpass.stewardship.likeness import LONGEST_SHOWN
from hotpass.store import entity_reading, review_groups, review_item
from hotpass.store.components import Numbers, components
from hotpass.store.shown import Shown

HEAD = "group:"
PAGE = 25
SHADED = 300
NAMED = 300
SAID = {
    "together": "all one thing",
    "apart": "all different",
    "differ": "different groups",
    "part": "some are a group of their own",
    "unsure": "not sure",
}


class Asked(NamedTuple):
    """What the key of a group names: entities, and a page of their records counted from 1.

    `digest` says whose records those are, where that is known.
    """

    entities: tuple[str, ...]
    page: int
    digest: str = ""


def key(entities: Sequence[str]) -> str:
    """What a group is called in an address."""
    return HEAD + "~".join(entities)


def asked(name: str) -> Asked | None:
    """What a key names, None where it is no key of a group; a page follows the sign @."""
    if not name.startswith(HEAD):
        return None
    entities, _, page = name.removeprefix(HEAD).partition("@")
    return Asked(tuple(dict.fromkeys(entities.split("~")))[:10], int(page) if page.isdecimal() else 1)


def group(published: Shown, fields: Sequence[RunField], model: SavedModel, wanted: Asked) -> GroupItem | None:
    """Everything about some entities taken as one group; None where one of them is no more."""
    cursor = published.cursor
    entity_of = {record: entity for entity, record in review_groups.members(cursor, wanted.entities)}
    if set(entity_of.values()) != set(wanted.entities):
        return None
    records = entity_reading.chosen(cursor, list(entity_of), fields, len(entity_of))
    places = [p for p in range(len(fields)) if any(record.original[p] is not None for record in records)]
    entities = [wanted.entities.index(entity_of[record.record_id]) for record in records]
    parts, weak = _clumps(published, model, wanted.entities, [record.record_id for record in records], entities)
    pages = math.ceil(len(records) / PAGE)
    page = min(max(1, wanted.page), pages)
    rows = _rows(records, places, parts, entities)[(page - 1) * PAGE : page * PAGE]
    ends = (weak[0].left, weak[0].right) if weak else (0, min(1, len(records) - 1))
    digest = review_groups.digest(cursor, wanted.entities)
    return GroupItem(
        key=key(wanted.entities),
        name=_name(records, places),
        entities=wanted.entities,
        sizes=tuple(entities.count(place) for place in range(len(wanted.entities))),
        records=len(records),
        digest=digest,
        ends=(records[ends[0]].record_id, records[ends[1]].record_id),
        titles=tuple(fields[place].title for place in places),
        clumps=tuple(
            _clump([records[member] for member in part], places, named=len(records) <= NAMED) for part in parts
        ),
        bridges=tuple(_bridge(link, parts) for link in weak),
        rows=rows,
        seen=review_item.versions(cursor, [row.record_id for row in rows]),
        page=page,
        pages=pages,
        said=_said(published, digest),
    )


def _clumps(
    published: Shown, model: SavedModel, entities: Sequence[str], ids: Sequence[str], entity_of: Sequence[int]
) -> tuple[list[list[int]], list[WeakLink]]:
    """Clumps and weak links, the records as places in `ids`. Of several entities, each is a clump."""
    at = {record_id: place for place, record_id in enumerate(ids)}
    found = review_groups.pairs(published.cursor, entities)
    ends = [sorted((at[left], at[right])) for left, right, _ in found]
    bits = np.array([weight - model.auto_match_weight for _, _, weight in found], dtype=np.float64)
    low, high = np.array(ends, dtype=np.int32).reshape(-1, 2).T
    edges = Edges(low, high, bits)
    if len(entities) > 1:
        parts = [[at for at, of in enumerate(entity_of) if of == place] for place in range(len(entities))]
        return parts, links(len(ids), edges, parts)
    same = [(at[each.left], at[each.right]) for each in review_groups.said(published.cursor, entities)
            if each.verdict is Verdict.MATCH]  # fmt: skip
    one, other = np.array(same, dtype=np.int32).reshape(-1, 2).T
    together: Numbers = components(len(ids), one, other)
    return clumps(len(ids), edges, together)


def _clump(records: Sequence[EntityRecord], places: Sequence[int], *, named: bool) -> Clump:
    members = tuple(record.record_id for record in records) if named else ()
    return Clump(records=len(records), members=members, shades=tuple(_commonest(records, place) for place in places))


def _commonest(records: Sequence[EntityRecord], place: int) -> Shade:
    """What most of these records say, in the spelling that most of those have."""
    said = Counter(_text(record, place) for record in records if record.original[place] is not None)
    if not said:
        return Shade(text="", records=0, others=0)
    value, count = said.most_common(1)[0]
    spelt = Counter(record.original[place] or "" for record in records if _text(record, place) == value)
    return Shade(text=spelt.most_common(1)[0][0][:SHADED], records=count, others=len(said) - 1)


def _text(record: EntityRecord, place: int) -> str:
    """What counts as one value: the tidied one, else the text itself."""
    return record.standard[place] or record.original[place] or ""


def _name(records: Sequence[EntityRecord], places: Sequence[int]) -> str:
    return next((shade.text for shade in (_commonest(records, place) for place in places) if shade.text), "")


def _rows(
    records: Sequence[EntityRecord], places: Sequence[int], parts: Sequence[Sequence[int]], entities: Sequence[int]
) -> tuple[GroupRecord, ...]:
    """All records, those with most values that are not the commonest first, clump by clump."""
    usual = []
    for place in places:
        said = Counter(text for record in records if (text := _text(record, place)))
        usual.append(said.most_common(1)[0][0])
    clump_of = {member: number for number, part in enumerate(parts) for member in part}
    rows = [
        GroupRecord(
            record_id=record.record_id,
            place=f"{record.label}, row {record.sheet_row:,}",
            clump=clump_of[number],
            entity=entities[number],
            values=tuple((record.original[place] or "")[:LONGEST_SHOWN] for place in places),
            odd=tuple(at for at, place in enumerate(places) if _text(record, place) not in ("", usual[at])),
        )
        for number, record in enumerate(records)
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row.odd), row.clump)))


def _bridge(link: WeakLink, parts: Sequence[Sequence[int]]) -> Bridge:
    possible = len(parts[link.one]) * len(parts[link.other])
    words = "nothing between them was compared"
    if link.bits is not None:
        told = strength(link.bits)
        met = "the one pair" if possible == 1 else f"{link.met:,} of {possible:,} pairs met; on the whole that"
        words = f"{met} {told if told.startswith('says') else f'speaks {told}'}"
    return Bridge(one=link.one, other=link.other, words=words)


def _said(published: Shown, digest: str) -> str:
    decided = review_groups.standing(published.cursor, digest)
    return f"{decided[0]} said: {SAID[decided[1]]}" if decided else ""
