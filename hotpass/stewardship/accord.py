"""Accord: whether what somebody brings from outside can stand beside what was decided."""

from collections.abc import Iterable

from hotpass.model.judgement import Judgement, Verdict

SAYS = {Verdict.MATCH: "the same", Verdict.NON_MATCH: "different", Verdict.UNSURE: "not sure"}


class Accord:
    """The decisions that stand: which records they hold together, and which of those groups they keep apart."""

    def __init__(self, standing: Iterable[Judgement]) -> None:
        """Takes the last word on each pair."""
        self._said: dict[frozenset[str], Judgement] = {}
        self._group: dict[str, set[str]] = {}
        self._walls: dict[str, set[str]] = {}
        for said in sorted(standing, key=lambda each: each.verdict is not Verdict.MATCH):
            self.add(said)

    def knows(self, said: Judgement) -> bool:
        """Whether this very decision stands already."""
        return self._said.get(_pair(said)) == said

    def against(self, said: Judgement) -> str:
        """What a decision contradicts, in words; nothing where it can be added."""
        known = self._said.get(_pair(said))
        if known and known.verdict not in (said.verdict, Verdict.UNSURE):
            return f"{known.by} decided that they are {SAYS[known.verdict]}"
        left, right = self._of(said.left), self._of(said.right)
        if said.verdict is Verdict.NON_MATCH and left is right:
            return "other decisions hold them together"
        apart = any(other in right for record in left for other in self._walls.get(record, ()))
        return "other decisions keep them apart" if said.verdict is Verdict.MATCH and apart else ""

    def add(self, said: Judgement) -> None:
        """Lets a decision stand from here on."""
        self._said[_pair(said)] = said
        if said.verdict is Verdict.MATCH:
            small, large = sorted((self._of(said.left), self._of(said.right)), key=len)
            large |= small
            self._group.update(dict.fromkeys(small, large))
        elif said.verdict is Verdict.NON_MATCH:
            self._walls.setdefault(said.left, set()).add(said.right)
            self._walls.setdefault(said.right, set()).add(said.left)

    def _of(self, record: str) -> set[str]:
        return self._group.setdefault(record, {record})


def _pair(said: Judgement) -> frozenset[str]:
    return frozenset((said.left, said.right))
