"""Scoring: the weight of every pair under a model, exactly as Splink gives it, without looking at hopeless pairs twice.

Equality is settled for all pairs at once by numbers. Then text by text, the most telling comparison first; a pair is
dropped as soon as even the best outcome of what is left could not lift it to the floor.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.matching.blocking import Pairs
from hotpass.matching.comparison import Comparison
from hotpass.matching.grading import OPEN, Levels, Sight, at_sight, by_text
from hotpass.matching.learning import Learned
from hotpass.matching.patterns import Sample
from hotpass.matching.rarity import Rarity
from hotpass.matching.records import Records, Rows

# Pairs looked at together: enough to be quick, few enough to stay small.
BATCH = 250_000
# Adding up in another order may move a weight by less than this, in bits.
SLACK = 1e-9
Bits = NDArray[np.float64]


class Scored(NamedTuple):
    """Pairs at or above the floor: two records, the rule, the weight, and by comparison level, bits and rarity bits."""

    left: Rows
    right: Rows
    rule: NDArray[np.uint8]
    weight: Bits
    levels: list[Levels]
    bits: list[Bits]
    rare: list[Bits]

    @property
    def chance(self) -> Bits:
        """The probability that each pair matches."""
        found: Bits = 1 / (1 + 2**-self.weight)
        return found


class Weighing(NamedTuple):
    """A comparison and the bits of its levels, the weakest first, as a model has them; `chance` is the u of each."""

    comparison: Comparison
    bits: Bits
    chance: Bits
    rarity: Rarity

    def of(self, levels: Levels) -> Bits:
        """The bits of levels; 0 for what is missing."""
        return np.append(self.bits, 0.0)[levels]

    def rare(self, levels: Levels, left: Rows, right: Rows) -> Bits:
        """What the rarity of the shared value adds: the bits by which it is rarer than its level is by chance."""
        found = self.rarity.bits(self.comparison, levels, left, right)
        for level in self.comparison.weighed:
            here = levels == level
            found[here] += np.log2(self.chance[level])
        return found

    def best(self, sight: Sight, left: Rows, right: Rows) -> Bits:
        """The most that the texts of pairs left open could bring."""
        found = self.of(sight.least) + self.rare(sight.least, left, right)
        for level, bits in enumerate(self.bits[1:], 1):
            found[(sight.possible >> np.uint16(level) & np.uint16(1) > 0) & (found < bits)] = bits
        return found


class Model(NamedTuple):
    """What every comparison is worth, and the weight (bits) every pair starts from."""

    weighings: tuple[Weighing, ...]
    prior: float

    @classmethod
    def of(cls, comparisons: Sequence[Comparison], learned: Learned, rarity: Rarity) -> "Model":
        """The model that was learned."""
        weighings = (
            Weighing(comparison, np.log2(m / u), u, rarity)
            for comparison, m, u in zip(comparisons, learned.m, learned.u, strict=True)
        )
        return cls(tuple(weighings), math.log2(learned.prior / (1 - learned.prior)))


def score(
    cursor: DuckDBPyConnection,
    records: Records,
    model: Model,
    pairs: Pairs,
    floor: float,
    known: Sample | None = None,
) -> Scored:
    """The pairs whose weight (bits) reaches the floor; `known` is a sample of these pairs that was graded before."""
    starts = range(0, max(1, len(pairs.left)), BATCH)
    return join([_score(cursor, records, model, pairs, floor, known, slice(start, start + BATCH)) for start in starts])


def join(parts: Sequence[Scored]) -> Scored:
    """Several lots of pairs as one."""
    return Scored(
        np.concatenate([part.left for part in parts]),
        np.concatenate([part.right for part in parts]),
        np.concatenate([part.rule for part in parts]),
        np.concatenate([part.weight for part in parts]),
        [np.concatenate(levels) for levels in zip(*(part.levels for part in parts), strict=True)],
        [np.concatenate(bits) for bits in zip(*(part.bits for part in parts), strict=True)],
        [np.concatenate(rare) for rare in zip(*(part.rare for part in parts), strict=True)],
    )


def _score(
    cursor: DuckDBPyConnection,
    records: Records,
    model: Model,
    every: Pairs,
    floor: float,
    known: Sample | None,
    part: slice,
) -> Scored:
    pairs, weighings = every.of(part), model.weighings
    levels = np.empty((len(weighings), len(pairs.left)), dtype=np.int8)
    bound = np.empty((len(weighings), len(pairs.left)))
    for place, weighing in enumerate(weighings):
        sight = at_sight(records, weighing.comparison, pairs.left, pairs.right)
        levels[place], bound[place] = sight.levels, _bound(weighing, sight, pairs.left, pairs.right)
        if known is not None:
            graded = known.within(part)
            levels[place, graded.places] = graded.levels[:, place]
    most = model.prior + bound.sum(axis=0)
    alive = np.arange(len(pairs.left))
    for place in sorted(range(len(weighings)), key=lambda place: weighings[place].bits[0]):
        alive = alive[most[alive] >= floor - SLACK]
        undecided = alive[levels[place, alive] == OPEN]
        if len(undecided):
            one, other = pairs.left[undecided], pairs.right[undecided]
            found = by_text(cursor, records, weighings[place].comparison, one, other)
            levels[place, undecided] = found
            most[undecided] += _bits(weighings[place], found, one, other) - bound[place, undecided]
    alive = alive[most[alive] >= floor - SLACK]
    return _summed(model, pairs.of(alive), levels[:, alive], floor)


def _summed(model: Model, pairs: Pairs, levels: NDArray[np.int8], floor: float) -> Scored:
    """The weights once every level is known, comparison by comparison."""
    bits = [weighing.of(found) for weighing, found in zip(model.weighings, levels, strict=True)]
    rare = [
        weighing.rare(found, pairs.left, pairs.right) for weighing, found in zip(model.weighings, levels, strict=True)
    ]
    weight = model.prior + np.sum(bits, axis=0) + np.sum(rare, axis=0)
    kept = weight >= floor
    columns = ([column[kept] for column in found] for found in (list(levels), bits, rare))
    return Scored(*pairs.of(kept), weight[kept], *columns)


def _bound(weighing: Weighing, sight: Sight, left: Rows, right: Rows) -> Bits:
    open_ = sight.levels == OPEN
    bound = np.empty(len(open_))
    bound[open_] = weighing.best(sight, left[open_], right[open_])
    bound[~open_] = _bits(weighing, sight.levels[~open_], left[~open_], right[~open_])
    return bound


def _bits(weighing: Weighing, levels: Levels, left: Rows, right: Rows) -> Bits:
    return weighing.of(levels) + weighing.rare(levels, left, right)
