"""Grouping: an act on a group as the fewest judgements of pairs that say it."""

from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from typing import Any

from hotpass.model.judgement import Verdict
from hotpass.model.review import Act
from hotpass.stewardship.walls import ordered, still_apart
from hotpass.store import review_groups, saved_model
from hotpass.store.review_groups import Said
from hotpass.store.shown import Shown

ALL_DIFFERENT_AT_MOST = 5
CHANGED = "This group is no longer as you saw it: somebody decided, or a run came in. Look at it as it is now."
Scored = Sequence[tuple[str, str, float]]


class Held:
    """Records held together step by step."""

    def __init__(self, records: Iterable[str]) -> None:
        """Each record is alone."""
        self._of = {record: {record} for record in records}

    def those_with(self, record: str) -> frozenset[str]:
        """The records that this one is held with, itself among them."""
        return frozenset(self._of[record])

    def join(self, left: str, right: str) -> bool:
        """Holds two together; answers whether they were not so before."""
        one, other = self._of[left], self._of[right]
        if one is other:
            return False
        small, large = sorted((one, other), key=len)
        large |= small
        self._of.update(dict.fromkeys(small, large))
        return True


def members(published: Shown, act: Act) -> set[str]:
    """The records of the group that an act names."""
    return {record for _, record in review_groups.members(published.cursor, act.entities)}


def fault(published: Shown, act: Act) -> str:
    """What is wrong with an act on a group, in words; nothing for one that can be saved."""
    if not act.entities or act.verdict is None:
        return "A decision on a group names the group and says what it is."
    if review_groups.digest(published.cursor, act.entities) != act.digest:
        return CHANGED
    everyone = members(published, act)
    if act.chosen and (len(set(act.chosen) & everyone) != len(act.chosen) or len(act.chosen) == len(everyone)):
        return "Tick some records of the group, not all of them."
    if act.verdict is Verdict.NON_MATCH and len(act.entities) == 1 and len(everyone) > ALL_DIFFERENT_AT_MOST:
        return f"Only groups of {ALL_DIFFERENT_AT_MOST} records at most can be said to be all different."
    return ""


def body(published: Shown, act: Act) -> dict[str, Any]:
    """What the journal keeps of an act on a group: the judgements `says`, and what the person saw and meant."""
    apart = "apart" if len(act.entities) == 1 else "differ"
    deed = {Verdict.MATCH: "together", Verdict.NON_MATCH: apart, Verdict.UNSURE: "unsure"}[Verdict(act.verdict or "")]
    says = [{"left": each.left, "right": each.right, "verdict": each.verdict.value} for each in said(published, act)]
    return {
        "deed": "part" if act.chosen else deed,
        "says": says,
        "entities": list(act.entities),
        "digest": act.digest,
        "chosen": list(act.chosen),
        "note": act.note,
        "seen": act.seen,
        "milliseconds": act.milliseconds,
    }


def said(published: Shown, act: Act) -> list[Said]:
    """The fewest judgements that say, beside those that stand, what an act on a group means."""
    cursor = published.cursor
    everyone = [record for _, record in review_groups.members(cursor, act.entities)]
    standing = review_groups.said(cursor, act.entities)
    pairs = sorted(review_groups.pairs(cursor, act.entities), key=lambda pair: -pair[2])
    if act.verdict is Verdict.UNSURE or (act.verdict is Verdict.NON_MATCH and len(act.entities) > 1):
        ends = {act.left, act.right}
        return [ordered(act.left, act.right, act.verdict)] if len(ends) == 2 and ends <= set(everyone) else []
    if act.verdict is Verdict.NON_MATCH:
        known = {(each.left, each.right) for each in standing if each.verdict is Verdict.NON_MATCH}
        apart = [ordered(left, right, Verdict.NON_MATCH) for left, right in combinations(everyone, 2)]
        return [each for each in apart if (each.left, each.right) not in known]
    chosen = list(act.chosen or everyone)
    line = saved_model.read(cursor).auto_match_weight
    parts = [*_together(chosen, standing, pairs), *_apart(chosen, everyone, standing, pairs, line)]
    return [*parts, *(_still_apart(chosen, everyone, standing, review_groups.walls(cursor, act.entities)))]


def _together(chosen: Sequence[str], standing: Sequence[Said], pairs: Scored) -> list[Said]:
    """A tree over the chosen records, of likely pairs where there are any; what was said against it is said anew."""
    inside = set(chosen)
    held = Held(chosen)
    against = []
    for each in standing:
        if {each.left, each.right} <= inside:
            if each.verdict is Verdict.MATCH:
                held.join(each.left, each.right)
            elif each.verdict is Verdict.NON_MATCH:
                against.append((each.left, each.right))
    for pair in against:
        held.join(*pair)
    met = [(left, right) for left, right, _ in pairs if {left, right} <= inside]
    tree = [pair for pair in (*met, *pairwise(chosen)) if held.join(*pair)]
    return [ordered(left, right, Verdict.MATCH) for left, right in (*against, *tree)]


def _apart(
    chosen: Sequence[str], members: Sequence[str], standing: Sequence[Said], pairs: Scored, line: float
) -> list[Said]:
    """One wall to each of the others that something ties to the chosen records, or to what they are held with."""
    inside = set(chosen)
    held = Held(members)
    walled: set[frozenset[str]] = set()
    against = []
    across = [each for each in standing if (each.left in inside) != (each.right in inside)]
    for each in standing:
        if each not in across and each.verdict is Verdict.MATCH:
            held.join(each.left, each.right)
    for each in across:
        if each.verdict is Verdict.MATCH:
            against.append((each.left, each.right))
        elif each.verdict is Verdict.NON_MATCH:
            walled.add(held.those_with(each.right if each.left in inside else each.left))
    ties = [(left, right) for left, right, bits in pairs if bits >= line and (left in inside) != (right in inside)]
    rest = [(chosen[0], record) for record in members if record not in inside][:1]
    walls = [*against]
    walled |= {held.those_with(right if left in inside else left) for left, right in against}
    for left, right in (*ties, *([] if ties or walled else rest)):
        other = held.those_with(right if left in inside else left)
        if other not in walled:
            walled.add(other)
            walls.append((left, right))
    return [ordered(left, right, Verdict.NON_MATCH) for left, right in walls]


def _still_apart(
    chosen: Sequence[str], members: Sequence[str], standing: Sequence[Said], walls: Sequence[tuple[str, str]]
) -> list[Said]:
    """What kept the whole group from records elsewhere, said anew for each part that a cut leaves without it."""
    inside, held = set(chosen), Held(members)
    for record in chosen[1:]:
        held.join(chosen[0], record)
    for each in standing:
        if each.verdict is Verdict.MATCH and (each.left in inside) == (each.right in inside):
            held.join(each.left, each.right)
    parts = sorted({held.those_with(record) for record in members}, key=min)
    return still_apart(parts, walls)
