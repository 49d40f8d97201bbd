"""Review items: a doubtful link with both records, what each field tells, and the groups it would join."""

from collections.abc import Sequence
from typing import Any

from hotpass.model.entity import EntityRecord
from hotpass.model.explanation import ExplainedRecord, FieldEvidence, SeenValue
from hotpass.model.field import RunField
from hotpass.model.judgement import Verdict
from hotpass.model.review import Companion, FieldRow, Likeness, ReviewItem, SideRecord, Spot
from hotpass.model.saved_model import SavedModel
from hotpass.stewardship.explanation import field_evidence
from hotpass.stewardship.likeness import LONGEST_SHOWN, likeness, pieces
from hotpass.store import entity_reading, neighbourhood, review_item
from hotpass.store.excerpt import excerpt
from hotpass.store.explanation import ScoredPair
from hotpass.store.golden import is_spelt
from hotpass.store.neighbourhood import Neighbourhood, ordering
from hotpass.store.shown import Shown
from hotpass.store.workspace import Workspace

SAID = {Verdict.MATCH: "Same", Verdict.NON_MATCH: "Different", Verdict.UNSURE: "Not sure"}
# The two records of a link, and how many pairs it has.
Link = tuple[str, str, int]
COMPANIONS = 6
NODES = 24


def key(left: str, right: str) -> str:
    """What a link is called in an address: both record ids, the lower first."""
    return f"{min(left, right)}~{max(left, right)}"


def items(
    workspace: Workspace, published: Shown, fields: Sequence[RunField], model: SavedModel, links: Sequence[Link]
) -> list[ReviewItem | None]:
    """Everything about each link; None where the run has one of the records no more."""
    if not links:
        return []
    ends = sorted({end for left, right, _ in links for end in (left, right)})
    with excerpt(workspace, published, ends) as near:
        around = neighbourhood.read(near.cursor, [(left, right) for left, right, _ in links], fields, NODES)
        return [_item(published, near, around, fields, model, link) for link in links]


def _item(
    published: Shown, near: Shown, around: Neighbourhood, fields: Sequence[RunField], model: SavedModel, link: Link
) -> ReviewItem | None:
    """A link by what is around it; how many records share a value, the whole run tells."""
    *pair, links = link
    if not around.records.keys() >= {*pair}:
        return None
    one, other = (around.records[end] for end in pair)
    sides = review_item.sides(near.cursor, *pair) if one.entity_id == other.entity_id else None
    first, second = map(len, sides) if sides else (around.sizes[one.entity_id], around.sizes[other.entity_id])
    named = ordering(*pair)
    scored, decision = around.scored.get(named), around.said.get(named)
    values = _values(fields, around.values[pair[0]], around.values[pair[1]])
    rows, shown_fields = _rows(published, fields, model, values, scored)
    members = _members(near, around, fields, (one, other), sides)
    return ReviewItem(
        key=key(*pair),
        left=_side(one, around.versions, first),
        right=_side(other, around.versions, second),
        rows=rows,
        companions=_companions(members, (one, other), shown_fields),
        nodes=(nodes := _nodes(members, (pair[0], pair[1]))),
        spots=_spots(near, fields, nodes),
        edges=_edges(around, model, (one, other), nodes),
        probability=scored.probability if scored else None,
        links=links,
        joined=sides is not None,
        said=f"{decision.by} said: {SAID[decision.verdict]}" if decision else "",
    )


def _values(fields: Sequence[RunField], one: EntityRecord, other: EntityRecord) -> tuple[SeenValue, ...]:
    """Every field of two records, as the files have it and tidied."""
    return tuple(
        SeenValue(
            field=field.name,
            title=field.title,
            left=one.original[place],
            right=other.original[place],
            left_standard=one.standard[place],
            right_standard=other.standard[place],
        )
        for place, field in enumerate(fields)
    )


def _side(record: ExplainedRecord, versions: dict[str, str], records: int) -> SideRecord:
    return SideRecord(
        record_id=record.record_id,
        version=versions[record.record_id],
        label=record.label,
        sheet_row=record.sheet_row,
        entity_id=record.entity_id,
        records=records,
    )


def _rows(
    published: Shown,
    fields: Sequence[RunField],
    model: SavedModel,
    values: Sequence[SeenValue],
    scored: ScoredPair | None,
) -> tuple[tuple[FieldRow, ...], list[int]]:
    """A row for each field that one of the records fills, and the places of those fields."""
    evidence = field_evidence(published, model, values, scored.contributions) if scored else ()
    telling = {each.values[0].field: each for each in evidence if each.values}
    places = [place for place, value in enumerate(values) if value.left is not None or value.right is not None]
    compared = {name for each in model.comparisons for name in each.field.split(",")}
    places.sort(key=lambda place: values[place].field not in compared)  # what decides stands first
    rows = []
    for place in places:
        value, said = values[place], telling.get(values[place].field)
        kind = likeness(value)
        left, right = pieces(value, kind)
        if kind is Likeness.DIFFERENT and said and said.level > 0 and said.weight > 0:
            kind = Likeness.NEARLY  # the letters differ, what they mean is alike: "most words are the same"
        told = {"field": value.field, "offers": _offers(fields[place], value), **_told(said)}
        rows.append(FieldRow(title=value.title, left=left, right=right, likeness=kind, **told))
    return tuple(rows), places


def offered(field: RunField, value: SeenValue) -> tuple[str | None, str | None]:
    """What either record would show of a field in a golden record; None where it has nothing."""
    if not is_spelt(field):
        return value.left_standard, value.right_standard
    one = None if value.left_standard is None else value.left
    return one, None if value.right_standard is None else value.right


def _offers(field: RunField, value: SeenValue) -> tuple[str, ...]:
    """What both would show, where a person has a choice."""
    one, other = offered(field, value)
    if not one or not other or one == other or max(len(one), len(other)) > LONGEST_SHOWN:
        return ()
    return one, other


def _told(said: FieldEvidence | None) -> dict[str, Any]:
    return {"tells": said.finding, "worth": said.strength, "weight": said.weight} if said else {}


Members = tuple[list[EntityRecord], list[EntityRecord]]


def _members(
    near: Shown,
    around: Neighbourhood,
    fields: Sequence[RunField],
    ends: tuple[ExplainedRecord, ExplainedRecord],
    sides: tuple[list[str], list[str]] | None,
) -> Members:
    """The first records of each group or side; the second list is empty where both are one group without sides."""
    one, other = ends
    if sides:
        left, right = (entity_reading.chosen(near.cursor, side, fields, NODES // 2) for side in sides)
        return left, right
    same = one.entity_id == other.entity_id
    return around.members[one.entity_id], [] if same else around.members[other.entity_id]


def _companions(
    members: Members, ends: tuple[ExplainedRecord, ExplainedRecord], places: Sequence[int]
) -> tuple[Companion, ...]:
    judged = {end.record_id for end in ends}
    return tuple(
        Companion(
            side=side,
            place=f"{record.label}, row {record.sheet_row}",
            values=tuple((record.original[place] or "")[:LONGEST_SHOWN] for place in places),
        )
        for side, group in zip(("left", "right"), members, strict=True)
        for record in [each for each in group if each.record_id not in judged][:COMPANIONS]
    )


def _nodes(members: Members, pair: tuple[str, str]) -> tuple[str, ...]:
    """Both judged records, then the others of the left group, then those of the right one."""
    others = [record.record_id for group in members for record in group if record.record_id not in pair]
    return (*pair, *others)[:NODES]


def _spots(near: Shown, fields: Sequence[RunField], nodes: Sequence[str]) -> tuple[Spot | None, ...]:
    found = review_item.spots(near.cursor, fields, nodes)
    return tuple(Spot.model_validate(found[node]._asdict()) if node in found else None for node in nodes)


def _edges(
    around: Neighbourhood, model: SavedModel, ends: tuple[ExplainedRecord, ExplainedRecord], nodes: Sequence[str]
) -> tuple[tuple[int, int], ...]:
    """The sure pairs inside the groups, as places in `nodes`."""
    at = {record_id: place for place, record_id in enumerate(nodes)}
    joined = [
        pair
        for entity_id in {end.entity_id for end in ends}
        for pair in around.inside.get(entity_id, ())
        if pair.weight >= model.auto_match_weight
    ]
    return tuple(sorted((at[pair.left], at[pair.right]) for pair in joined if pair.left in at and pair.right in at))
