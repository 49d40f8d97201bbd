"""Hands: what each window was dealt, so that a quick decision is acknowledged without asking the database anew."""

import time
from collections.abc import Callable, Sequence

from pydantic import BaseModel, ConfigDict

from hotpass.model.group import GroupItem
from hotpass.model.review import Decided, ReviewItem
from hotpass.store.facts import GROUPING, JUDGEMENT
from hotpass.store.journal import WITHDRAWAL, Journal
from hotpass.store.returns import RETURN

# A hand is renewed behind the person's back once it is so old, or so few of it are left; it serves no more once it is
# quite old, or about to run out.
FRESH_SECONDS, OLD_SECONDS = 2.0, 60.0
FEW, LAST = 9, 3


class Hand(BaseModel):
    """What a desk is dealt: the next links, how many wait in all, and the last fact that was known by then.

    `elsewhere` of those that wait are on the screens of other desks, `held_by` names who sits there; `here` are the
    people at all other desks. Who gave no name is named in neither. `pace` is what this person
    takes for a decision, in ms.
    """

    model_config = ConfigDict(frozen=True)

    items: tuple[ReviewItem | GroupItem, ...]
    waiting: int
    elsewhere: int
    held_by: tuple[str, ...] = ()
    here: tuple[str, ...] = ()
    as_of: int
    decided: tuple[Decided, ...]
    pace: int | None = None


class Hands:
    """The last hand of each window, and what was asked for when it was dealt."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Nobody was dealt anything."""
        self._clock = clock
        self._dealt: dict[str, tuple[object, float, Hand]] = {}

    def keep(self, holder: str, asked: object, hand: Hand) -> Hand:
        """Remembers a hand, and answers it."""
        self._dealt[holder] = (asked, self._clock(), hand)
        return hand

    def again(self, holder: str, asked: object, passed: Sequence[str], journal: Journal) -> Hand | None:
        """The hand of before without what was decided or passed since; None where it runs out or is too old.

        An act on a group, or one taken back, changes what waits in ways that only the database tells.
        """
        before, since, hand = self._dealt.get(holder, (None, 0.0, None))
        if hand is None or before != asked or self._clock() - since > OLD_SECONDS:
            return None
        facts = journal.since(hand.as_of)
        if any(fact.kind in (GROUPING, WITHDRAWAL, RETURN) for fact in facts):
            return None
        judged = {frozenset((fact.body["left"], fact.body["right"])) for fact in facts if fact.kind == JUDGEMENT}
        open_ = [item for item in hand.items if isinstance(item, ReviewItem) and _ends(item) not in judged]
        left = tuple(item for item in open_ if item.key not in passed)
        if len(left) <= LAST:
            return None
        return hand.model_copy(update={"items": left, "waiting": hand.waiting - len(hand.items) + len(open_)})

    def wears_out(self, holder: str, hand: Hand) -> bool:
        """Whether a hand that serves again should be renewed before long."""
        return len(hand.items) <= FEW or self._clock() - self._dealt[holder][1] > FRESH_SECONDS


def _ends(item: ReviewItem) -> frozenset[str]:
    return frozenset((item.left.record_id, item.right.record_id))
