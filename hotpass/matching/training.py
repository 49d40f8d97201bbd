"""Training: a model from the pairs that met, learned again as it becomes clear which values only seemed frequent."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from duckdb import DuckDBPyConnection

from hotpass.matching import learning, patterns
from hotpass.matching.adoption import Adopted
from hotpass.matching.blocking import Blocks, Pairs
from hotpass.matching.chance import Chance
from hotpass.matching.comparison import Comparison
from hotpass.matching.learning import Learned, Room, Shares
from hotpass.matching.patterns import Sample
from hotpass.matching.rarity import Rarity, lower
from hotpass.matching.standing import Frequencies

# A first model tells matches from chance well enough to count things instead of records; two more settle it.
PASSES = 3


class Trained(NamedTuple):
    """A model, the rarity of values it goes with, and a sentence on each level that had to be corrected.

    `sample` are those of the pairs it was given that are graded already.
    """

    learned: Learned
    rarity: Rarity
    doubts: tuple[str, ...]
    sample: Sample | None


def train(
    cursor: DuckDBPyConnection, blocks: Blocks, comparisons: Sequence[Comparison], pairs: Pairs, seed: int
) -> Trained:
    """Learns m, u and the prior from pairs that met and pairs drawn by chance; equal input gives an equal model."""
    records, chance = blocks.records, Chance(blocks)
    chosen = patterns.sample(cursor, records, comparisons, pairs)
    drawn = chance.drawn(seed)
    random = [chance.levels(cursor, comparison, drawn) for comparison in comparisons]
    known = [chance.known(comparison) for comparison in comparisons]
    weighed = [frozenset(comparison.weighed) for comparison in comparisons]
    frequencies = Frequencies(records)
    rarity = Rarity(frequencies)
    equal = _telling(chance, records.count, comparisons[0]) if len(comparisons) == 1 else None
    for passed in range(PASSES):
        each = chosen.each(comparisons, rarity)
        learned = learning.learn(
            patterns.count(each),
            random,
            [comparison.start for comparison in comparisons],
            known,
            weighed,
            Room(chance.pairs, chance.matches()),
            [None if comparison.radii and chance.alone else _areas(comparison) for comparison in comparisons],
        )
        if equal is not None:
            learned = learning.alone(learned, equal)
        learned, doubts = believable(comparisons, learned)
        if passed < PASSES - 1:
            matching = learning.match_chance(each, learned.m, learned.u, weighed, learned.prior)
            if equal is not None:
                matching[each.levels[:, 0] == len(comparisons[0].levels)] = learning.BELIEVED
            factors = lower(records, comparisons, chosen.left, chosen.right, matching * each.counts)
            rarity = Rarity(frequencies, factors)
    return Trained(learned, rarity, doubts, chosen)


def weigh(
    cursor: DuckDBPyConnection,
    frequencies: Frequencies,
    comparisons: Sequence[Comparison],
    pairs: Pairs,
    given: Adopted,
) -> Trained:
    """A model that is given, with the rarity of these records' values; measured where the model says nothing of it."""
    learned, records = given.learned, frequencies.records
    if given.lowered is not None:
        return Trained(learned, Rarity(frequencies, given.lowered), (), None)
    chosen = patterns.sample(cursor, records, comparisons, pairs)
    each = chosen.each(comparisons, Rarity(frequencies))
    weighed = [frozenset(comparison.weighed) for comparison in comparisons]
    matches = learning.match_chance(each, learned.m, learned.u, weighed, learned.prior) * each.counts
    factors = lower(records, comparisons, chosen.left, chosen.right, matches)
    return Trained(learned, Rarity(frequencies, factors), (), chosen)


def retrain(
    cursor: DuckDBPyConnection,
    blocks: Blocks,
    comparisons: Sequence[Comparison],
    learned: Learned,
    grouped: Pairs,
) -> Trained:
    """The model once more, from all pairs inside the groups it gave.

    A group is held together by its likeliest pairs; the others show how much records of one thing may differ.
    """
    records = blocks.records
    chosen = patterns.sample(cursor, records, comparisons, grouped)
    m = learning.among_matches(chosen.levels, [comparison.start for comparison in comparisons])
    prior = len(grouped.left) / max(1.0, Chance(blocks).pairs)
    relearned, doubts = believable(comparisons, Learned(m, learned.u, min(prior, learning.HIGHEST_PRIOR)))
    matches = np.full(len(chosen.left), chosen.scale)
    rarity = Rarity(Frequencies(records), lower(records, comparisons, chosen.left, chosen.right, matches))
    return Trained(relearned, rarity, doubts, None)


def _areas(comparison: Comparison) -> Shares:
    """How large the ring of each level of distance is beside the outermost, the weakest level first; else 0."""
    rings = np.zeros(len(comparison.levels) + 1)
    if comparison.radii:
        rings[1:] = np.diff(np.square(sorted(comparison.radii)), prepend=0.0)[::-1]
        rings /= rings[1]
    return rings


def _telling(chance: Chance, records: int, comparison: Comparison) -> float | None:
    """The share of all pairs that are equal, where hardly any record equals more than one other; else None."""
    equal = chance.known(comparison).get(len(comparison.levels))
    return equal if equal is not None and 0 < equal * (records - 1) <= 1 else None


def believable(comparisons: Sequence[Comparison], learned: Learned) -> tuple[Learned, tuple[str, ...]]:
    """Agreement never speaks against a match, nor disagreement for one: such a level is made to say nothing."""
    doubts = []
    for comparison, m, u in zip(comparisons, learned.m, learned.u, strict=True):
        if m[-1] < u[-1]:
            m[-1] = u[-1]
            doubts.append(f"“{comparison.title}”: equal values seemed to speak against a match and count for nothing.")
        if m[0] > u[0]:
            m[0] = u[0]
            doubts.append(f"“{comparison.title}”: different values seemed to speak for a match and count for nothing.")
    return learned, tuple(doubts)
