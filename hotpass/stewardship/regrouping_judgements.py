"""The judgements that say a regrouping: one for each block that is joined, one for each two parts that stay apart."""

from datetime import UTC, datetime
from itertools import combinations
from typing import Any

from hotpass.model.judgement import Judgement, Verdict
from hotpass.model.regrouping import Block, Regroup, Regrouping
from hotpass.stewardship import judgements
from hotpass.stewardship.walls import still_apart
from hotpass.store import explanation as stored
from hotpass.store import review_groups, review_item
from hotpass.store.journal import Draft
from hotpass.store.review_groups import Said
from hotpass.store.shown import Shown
from hotpass.store.workspace import Workspace

LISTED = 10


def drafts(published: Shown, plan: Regrouping, act_id: str, note: str) -> list[Draft]:
    """The fewest judgements that say a plan, as acts that can be saved: the same for the same plan.

    Two blocks are joined, and two parts kept apart, by the pair between them that speaks most for being one. What the
    whole was kept apart from stays apart from every part that is cut from it.
    """
    parts = [_blocks(part, plan.firm) for part in plan.parts]
    said = [(*_between(published, part[0], block), Verdict.MATCH) for part in parts for block in part[1:]]
    whole = [tuple(record for block in part for record in block) for part in parts]
    said += [(*_between(published, one, other), Verdict.NON_MATCH) for one, other in combinations(whole, 2)]
    said += _still_apart(published, plan, whole)
    versions = review_item.versions(published.cursor, [end for left, right, _ in said for end in (left, right)])
    act = {"id": act_id, "deed": plan.deed.value}
    return [
        Draft(f"{act_id}.{place}", "judgement", _body(left, right, verdict, note, versions) | {"act": act})
        for place, (left, right, verdict) in enumerate(said)
    ]


def contradicted(workspace: Workspace, published: Shown, plan: Regrouping) -> tuple[str, ...]:
    """The decisions that stand and say otherwise than a plan, in words; they count again when it is taken back."""
    part_of = {record: place for place, part in enumerate(plan.parts) for block in part for record in block}
    against = [
        each
        for each in judgements.every(workspace)
        if each.left in part_of
        and each.right in part_of
        and each.verdict is not Verdict.UNSURE
        and (each.verdict is Verdict.MATCH) != (part_of[each.left] == part_of[each.right])
    ]
    ends = stored.records(published.cursor, [end for each in against[:LISTED] for end in (each.left, each.right)])
    words = [
        f"{each.by} decided on {each.on:%d %b %Y} that {_place(ends, each.left)} and {_place(ends, each.right)} are "
        f"{'the same' if each.verdict is Verdict.MATCH else 'different'}."
        for each in against[:LISTED]
    ]
    more = len(against) - LISTED
    return (*words, f"And {more} more decisions.") if more > 0 else tuple(words)


def _still_apart(published: Shown, plan: Regrouping, parts: list[Block]) -> list[Said]:
    """What the entity that is cut, the first that was seen, was kept apart from; a moved record leaves that behind."""
    cut = {Regroup.TAKE_OUT: parts, Regroup.MOVE: parts[1:], Regroup.MERGE: []}[plan.deed]
    named = {record for part in parts for record in part}
    known = review_groups.walls(published.cursor, [next(iter(plan.seen))]) if cut else []
    return still_apart(cut, [(own, far) for own, far in known if far not in named])


def _blocks(part: tuple[Block, ...], firm: bool) -> list[Block]:
    return [(record,) for block in part for record in block] if firm else list(part)


def _between(published: Shown, left: Block, right: Block) -> tuple[str, str]:
    found = None if len(left) == len(right) == 1 else stored.best_between(published.cursor, left, right)
    return found or (left[0], right[0])


def _body(left: str, right: str, verdict: Verdict, note: str, versions: dict[str, str]) -> dict[str, Any]:
    said = Judgement(left=left, right=right, verdict=verdict, by="", on=datetime.now(UTC), note=note)
    seen = {end: versions[end] for end in (left, right) if end in versions}
    return {**said.model_dump(mode="json", exclude={"by"}), "seen": seen}


def _place(ends: dict[str, Any], record: str) -> str:
    found = ends.get(record)
    return f"{found.label}, row {found.sheet_row}" if found else record
