"""What holds two records together or apart beside their own score: decisions, chains of pairs, the run's hold."""

import math
from typing import NamedTuple

from hotpass.matching.chain import Link, strongest
from hotpass.model.explanation import ChainLink, ExplainedRecord
from hotpass.model.judgement import Judgement, Verdict
from hotpass.stewardship import judgements
from hotpass.store import explanation as stored
from hotpass.store.shown import Shown
from hotpass.store.workspace import Workspace

# Chains of larger entities are not looked for: their pairs may be millions.
LARGEST = 2_000


class Hold(NamedTuple):
    """`judgements`: on the pair itself, else those that separate the two entities; `reason`: why the run held it."""

    together: bool
    own: Judgement | None
    judgements: tuple[Judgement, ...]
    chain: tuple[ChainLink, ...]
    reason: str | None


def read(workspace: Workspace, published: Shown, one: ExplainedRecord, other: ExplainedRecord) -> Hold:
    """What holds these two."""
    pair = {one.record_id, other.record_id}
    standing = judgements.every(workspace)
    own = next((each for each in standing if {each.left, each.right} == pair), None)
    together = one.entity_id == other.entity_id
    members = [stored.members(published.cursor, each.entity_id) for each in (one, other)]
    walls = () if together else _walls(standing, *members)
    return Hold(
        together=together,
        own=own,
        judgements=(own,) if own else walls,
        chain=_chain(published, standing, one, other) if together and len(members[0]) <= LARGEST else (),
        reason=stored.held(published.cursor, one.record_id, other.record_id),
    )


def _walls(standing: list[Judgement], left: list[str], right: list[str]) -> tuple[Judgement, ...]:
    sides = (frozenset(left), frozenset(right))
    return tuple(
        each
        for each in standing
        if each.verdict is Verdict.NON_MATCH
        and any(each.left in here and each.right in there for here, there in (sides, sides[::-1]))
    )


def _chain(
    published: Shown,
    standing: list[Judgement],
    one: ExplainedRecord,
    other: ExplainedRecord,
) -> tuple[ChainLink, ...]:
    """The pairs and decisions that lead from one record to the other inside their entity."""
    words = {
        frozenset((each.left, each.right)): f"{each.by} decided that they are the same"
        for each in standing
        if each.verdict is Verdict.MATCH
    }
    links = [Link(*found) for found in stored.inside(published.cursor, [one.entity_id]).get(one.entity_id, [])]
    links += [Link(min(pair), max(pair), math.inf) for pair in words]
    way = strongest(links, one.record_id, other.record_id)
    places = stored.records(published.cursor, [name for link in way for name in (link.left, link.right)])
    return tuple(
        ChainLink(
            left=places[link.left],
            right=places[link.right],
            weight=None if math.isinf(link.weight) else link.weight,
            reason=words.get(frozenset((link.left, link.right)), f"{link.weight:+.1f} bits"),
        )
        for link in way
    )
