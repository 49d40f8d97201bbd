"""Review, golden: what the golden record would show if a doubtful link were one thing."""

from collections.abc import Sequence
from typing import Literal

from hotpass.model.field import RunField
from hotpass.model.review import FieldRow, GoldenChoice, ReviewItem
from hotpass.store import entity_reading, prospect
from hotpass.store.prospect import Foreseen
from hotpass.store.shown import Shown
from hotpass.store.workspace import Workspace

# Of larger groups nobody asks which of two records a value comes from.
LARGEST = 200


def with_golden(
    workspace: Workspace, published: Shown, fields: Sequence[RunField], items: Sequence[ReviewItem]
) -> list[ReviewItem]:
    """The same links, each with the golden record that its groups would have together."""
    ends = {
        each.key: {each.left.entity_id, each.right.entity_id}
        for each in items
        if each.left.records + each.right.records <= LARGEST and any(row.offers for row in each.rows)
    }
    members = entity_reading.companions(published.cursor, sorted(set[str]().union(*ends.values())))
    groups = {name: sorted(set[str]().union(*(members[each] for each in both))) for name, both in ends.items()}
    found = prospect.foresee(published.cursor, groups, fields, workspace.folder, workspace.settings)
    return [each.model_copy(update={"golden": _choices(each, found.get(each.key, {}))}) for each in items]


def _choices(item: ReviewItem, values: dict[str, Foreseen]) -> dict[str, GoldenChoice]:
    return {
        row.field: GoldenChoice(value=found.value, rule=found.rule.replace("_", " "), side=_side(row, found))
        for row in item.rows
        if row.offers and (found := values.get(row.field))
    }


def _side(row: FieldRow, found: Foreseen) -> Literal["left", "right", "other"]:
    if found.value not in row.offers:
        return "other"
    return "left" if row.offers[0] == found.value else "right"
