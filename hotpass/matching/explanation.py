"""Why in words: what a comparison found on two records and what that is worth. Pure, so that any screen may say it."""

from collections.abc import Iterable
from typing import NamedTuple, Protocol, TypeVar

# One bit doubles the odds: 1, 3 and 7 bits are odds of 2, 8 and 128 to one.
SLIGHTLY, PLAINLY, STRONGLY = 1.0, 3.0, 7.0
MISSING = -1


class Weighed(Protocol):
    """A comparison's contribution to a pair, in bits."""

    @property
    def weight(self) -> float:
        """Bits; below 0 it speaks against a match."""


Each = TypeVar("Each", bound=Weighed)


class Found(NamedTuple):
    """What a comparison met on a pair.

    `rarity` is what the shared value's frequency adds, in bits; `holders` how many records have that value, None where
    none is shared; `filled` how many of the two records have a value.
    """

    level: int
    label: str
    rarity: float
    holders: int | None
    filled: int


def strength(weight: float) -> str:
    """What evidence of so many bits is worth, in words."""
    side = "for" if weight > 0 else "against"
    if abs(weight) >= STRONGLY:
        return f"strongly {side}"
    if abs(weight) >= PLAINLY:
        return side
    return f"slightly {side}" if abs(weight) >= SLIGHTLY else "says little"


def worth(found: Found, weight: float) -> str:
    """What a comparison's finding is worth; one that could not be made says nothing."""
    return "says nothing" if found.level == MISSING else strength(weight)


def finding(found: Found) -> str:
    """What a comparison found: its level, and how common the shared value is."""
    if found.level == MISSING:
        return ("empty on both sides", "empty on one side", "told by another field")[found.filled]
    said = f"{found.label[:1].lower()}{found.label[1:]}"
    if found.holders is None:
        return said
    if found.holders <= 2:
        return f"{said}, and only these two records have it"
    kind = "rare: " if found.rarity >= SLIGHTLY else "common: " if found.rarity <= -SLIGHTLY else ""
    return f"{said}, {kind}{found.holders:,} records have it"


def deciding(evidence: Iterable[Each], *, match: bool) -> Each | None:
    """The evidence that adds most in the direction of the verdict, None where nothing points there."""
    sign = 1 if match else -1
    best = max(evidence, key=lambda each: sign * each.weight, default=None)
    return best if best is not None and sign * best.weight > 0 else None
