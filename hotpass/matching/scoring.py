"""Scoring: the weight of every pair under a model, exactly as Splink gives it, without looking at hopeless pairs twice.

Equality is settled for all pairs at once by numbers. Then comparison by comparison, the most telling first, a glance is
taken, and at last texts are read; a pair is dropped as soon as even the best outcome of what is left could not lift it
to the floor.
"""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.matching.blocking import Pairs
from hotpass.matching.comparison import Comparison
from hotpass.matching.grading import OPEN, Levels, Sight, at_a_glance, by_equality, by_text
from hotpass.matching.learning import Learned
from hotpass.matching.patterns import Graded, Sample
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

    def of(self, chosen: NDArray[np.integer]) -> "Scored":
        """Some of the pairs, each as often as it is chosen."""
        firsts = (column[chosen] for column in (self.left, self.right, self.rule, self.weight))
        return Scored(*firsts, *([column[chosen] for column in each] for each in (self.levels, self.bits, self.rare)))

    def rows(self, comparisons: Sequence[Comparison], left: pa.Array, right: pa.Array) -> pa.Table:
        """The pairs as `pair` keeps them, under the ids of their records."""
        columns = {
            "left_id": left,
            "right_id": right,
            "match_weight": self.weight,
            "match_probability": self.chance,
            "match_key": self.rule.astype(np.int32),
        }
        for comparison, levels, bits, rare in zip(comparisons, self.levels, self.bits, self.rare, strict=True):
            columns |= {f"gamma_{comparison.name}": levels.astype(np.int32), f"mw_{comparison.name}": bits}
            if comparison.weighed:
                columns[f"mw_tf_adj_{comparison.name}"] = rare
        return pa.table(columns)

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
        """The most that pairs could bring, of which a glance was taken."""
        found = self.of(sight.least) + self.rare(sight.least, left, right)
        for level, bits in enumerate(self.bits[1:], 1):
            found[(sight.possible >> np.uint16(level) & np.uint16(1) > 0) & (found < bits)] = bits
        return found

    def most(self, records: Records) -> float:
        """The most that a pair could bring that equality left open."""
        count = len(self.comparison.levels)
        rest = [count - place for place in self.comparison.split(records.single)[1]]
        return max(self.bits[0], *(self.bits[level] + self._rarest(level) for level in rest)) if rest else 0.0

    def _rarest(self, level: int) -> float:
        """The most that rarity adds at a level."""
        column = self.comparison.weighed.get(level)
        return 0.0 if column is None else float(np.log2(self.chance[level])) + self.rarity.most(column)


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
    levels = _at_first(records, model, pairs, known.within(part) if known else None)
    ceilings = [weighing.most(records) for weighing in weighings]
    bound = np.array([_bits(*each, pairs.left, pairs.right) for each in zip(weighings, levels, strict=True)])
    bound = np.where(levels == OPEN, np.array(ceilings)[:, np.newaxis], bound)
    most, alive = model.prior + bound.sum(axis=0), np.arange(len(pairs.left))
    # What can fall deepest below its best is asked first.
    order = sorted(range(len(weighings)), key=lambda place: weighings[place].bits[0] - ceilings[place])
    for place in order:
        alive = alive[most[alive] >= floor - SLACK]
        open_ = alive[levels[place, alive] == OPEN]
        sight = at_a_glance(records, weighings[place].comparison, pairs.left[open_], pairs.right[open_])
        best = weighings[place].best(sight, pairs.left[open_], pairs.right[open_])
        most[open_] += best - bound[place, open_]
        levels[place, open_], bound[place, open_] = sight.levels, best
    for place in order:
        alive = alive[most[alive] >= floor - SLACK]
        open_ = alive[levels[place, alive] == OPEN]
        if len(open_):
            one, other = pairs.left[open_], pairs.right[open_]
            levels[place, open_] = by_text(cursor, records, weighings[place].comparison, one, other)
            most[open_] += _bits(weighings[place], levels[place, open_], one, other) - bound[place, open_]
    alive = alive[most[alive] >= floor - SLACK]
    return _summed(model, pairs.of(alive), levels[:, alive], floor)


def _at_first(records: Records, model: Model, pairs: Pairs, graded: Graded | None) -> NDArray[np.int8]:
    """What equality tells of the levels of each comparison, and what was graded before."""
    levels = np.empty((len(model.weighings), len(pairs.left)), dtype=np.int8)
    for place, weighing in enumerate(model.weighings):
        levels[place] = by_equality(records, weighing.comparison, pairs.left, pairs.right)
        if graded is not None:
            levels[place, graded.places] = graded.levels[:, place]
    return levels


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


def _bits(weighing: Weighing, levels: Levels, left: Rows, right: Rows) -> Bits:
    return weighing.of(levels) + weighing.rare(levels, left, right)
