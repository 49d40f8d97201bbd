"""Opinions: who judged the same links, and how far they agree beyond chance."""

from collections import Counter
from collections.abc import Sequence
from itertools import permutations

from hotpass.model.judgement import Verdict
from hotpass.model.opinion import Opinions, StewardOpinions
from hotpass.stewardship.people import NAMELESS
from hotpass.store import facts
from hotpass.store.workspace import Workspace

Couple = tuple[Verdict, Verdict]


def opinions(workspace: Workspace) -> Opinions:
    """How far those agree who gave their name and judged a link that somebody else judged too, the last word of each.

    What was taken back does not count, nor does an answer for many links at once: nobody looked at each of them.
    """
    shared = [said for said in _said(workspace).values() if len(said) > 1]
    beside: dict[str, list[Couple]] = {}
    for said in shared:
        for one, other in permutations(said, 2):
            beside.setdefault(one, []).append((said[one], said[other]))
    return Opinions(
        links=len(shared),
        same=sum(len(set(said.values())) == 1 for said in shared),
        kappa=kappa([couple for couples in beside.values() for couple in couples]),
        stewards=tuple(_of(by, beside[by]) for by in sorted(beside)),
    )


def kappa(couples: Sequence[Couple]) -> float | None:
    """The share of equal answers beyond what chance would bring, from -1 to 1; None where chance alone brings them all.

    J. Cohen, “A coefficient of agreement for nominal scales”, Educational and Psychological Measurement 20 (1960),
    37-46. Over each couple in both orders, with equally many people on every link, it is the kappa of J. L. Fleiss,
    “Measuring nominal scale agreement among many raters”, Psychological Bulletin 76 (1971), 378-382.
    """
    total = len(couples)
    ours, theirs = Counter(one for one, _ in couples), Counter(other for _, other in couples)
    expected = sum(ours[verdict] * theirs[verdict] for verdict in ours)
    if expected == total * total:
        return None
    return (total * _same(couples) - expected) / (total * total - expected)


def _said(workspace: Workspace) -> dict[frozenset[str], dict[str, Verdict]]:
    """The last word of each person on each link."""
    found: dict[frozenset[str], dict[str, Verdict]] = {}
    for fact in facts.standing(workspace.journal.since(0)):
        if fact.kind == facts.JUDGEMENT and fact.by != NAMELESS and "act" not in fact.body:
            link = frozenset((fact.body["left"], fact.body["right"]))
            found.setdefault(link, {})[fact.by] = Verdict(fact.body["verdict"])
    return found


def _of(by: str, couples: Sequence[Couple]) -> StewardOpinions:
    return StewardOpinions(by=by, compared=len(couples), same=_same(couples), kappa=kappa(couples))


def _same(couples: Sequence[Couple]) -> int:
    return sum(one == other for one, other in couples)
