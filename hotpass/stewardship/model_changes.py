"""What changed between two models: fields, levels whose worth moved, rules, lines."""

from collections.abc import Iterable

from pydantic import BaseModel, ConfigDict

from hotpass.model.linkage import ComparisonLevel
from hotpass.model.saved_model import SavedModel

# A level whose weight moved by less than this many bits is the same for a person.
MOVED = 0.5
MOST = 12


class Change(BaseModel):
    """One thing that is different: what it is, and how it was and is, in words."""

    model_config = ConfigDict(frozen=True)

    what: str
    before: str
    now: str


def changes(past: SavedModel, present: SavedModel) -> tuple[Change, ...]:
    """What is different, the lines first, then fields, levels (the most moved first) and rules."""
    lines = [
        Change(what=what, before=_bits(one), now=_bits(other))
        for what, one, other in (
            ("Line from which pairs merge", past.auto_match_weight, present.auto_match_weight),
            ("Line from which a person is asked", past.clerical_weight, present.clerical_weight),
        )
        if abs(one - other) >= MOVED / 5
    ]
    fields = _sets("Field", _titles(past), _titles(present), "compared", "not compared")
    rules = _sets("Rule", _rules(past), _rules(present), "used", "not used")
    return (*lines, *fields, *_levels(past, present), *rules)


def _levels(past: SavedModel, present: SavedModel) -> Iterable[Change]:
    before = {(each.name, each.label): each for each in past.comparisons}
    moved = [(before[each.name, each.label], each) for each in present.comparisons if (each.name, each.label) in before]
    told = sorted((pair for pair in moved if _distance(pair) >= MOVED), key=_distance, reverse=True)[:MOST]
    return (
        Change(what=f"{now.title}: {now.label}", before=_bits(then.weight), now=_bits(now.weight)) for then, now in told
    )


def _distance(pair: tuple[ComparisonLevel, ComparisonLevel]) -> float:
    return abs(pair[0].weight - pair[1].weight)


def _sets(kind: str, past: list[str], present: list[str], there: str, gone: str) -> list[Change]:
    added = [Change(what=f"{kind}: {name}", before=gone, now=there) for name in present if name not in past]
    lost = [Change(what=f"{kind}: {name}", before=there, now=gone) for name in past if name not in present]
    return [*added, *lost]


def _titles(model: SavedModel) -> list[str]:
    return list(dict.fromkeys(each.title for each in model.comparisons))


def _rules(model: SavedModel) -> list[str]:
    return [rule.rule for rule in model.rules]


def _bits(weight: float) -> str:
    return f"{weight:+.1f} bits"
