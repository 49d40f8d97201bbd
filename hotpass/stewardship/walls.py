"""Walls: what keeps the parts of a group apart from records elsewhere, after the group is cut."""

from collections.abc import Collection, Sequence

from hotpass.model.judgement import Verdict
from hotpass.store.review_groups import Said


def ordered(left: str, right: str, verdict: Verdict) -> Said:
    """The decision on a pair, whichever way round it is named."""
    return Said(min(left, right), max(left, right), verdict)


def still_apart(parts: Sequence[Collection[str]], walls: Sequence[tuple[str, str]]) -> list[Said]:
    """What kept the whole from records elsewhere, said anew for each part that a cut leaves without it.

    `walls` are pairs of a record of the whole and one elsewhere; a part that one of its own records keeps away from
    there needs no more.
    """
    return [
        ordered(min(part), far, Verdict.NON_MATCH)
        for far in sorted({far for _, far in walls})
        for part in parts
        if not any(own in part for own, other in walls if other == far)
    ]
