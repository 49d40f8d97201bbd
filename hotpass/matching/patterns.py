"""Patterns of agreement: how often each combination of comparison levels occurs, among pairs that met."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.matching.blocking import Pairs
from hotpass.matching.comparison import Comparison
from hotpass.matching.grading import grade
from hotpass.matching.rarity import Rarity
from hotpass.matching.records import Records, Rows

# Pairs looked at to learn how often values agree in matches.
LEARNED_PAIRS = 100_000
# Rarity is counted in steps of this part of a bit.
STEPS = 2
Counts = NDArray[np.float64]


class Patterns(NamedTuple):
    """`levels[p, c]` is the level of comparison c in pattern p (-1: missing), `counts[p]` how many pairs show it.

    `rarity[p]` is the sum of -log2 of the frequencies of the shared values whose frequency counts, in half bits.
    """

    levels: NDArray[np.int8]
    rarity: Counts
    counts: Counts


class Graded(NamedTuple):
    """The places of some pairs in a list of pairs, and the level of each comparison (pair, c)."""

    places: NDArray[np.int64]
    levels: NDArray[np.int8]


class Sample(NamedTuple):
    """Every `step`-th of some pairs, each standing for `scale` of them, and the level of each comparison (pair, c)."""

    left: Rows
    right: Rows
    levels: NDArray[np.int8]
    scale: float
    step: int

    def within(self, part: slice) -> Graded:
        """What is known of a part of the pairs that the sample was taken from; places count from the part's start."""
        first, last = -(-part.start // self.step), -(-part.stop // self.step)
        levels = self.levels[first:last]
        return Graded(np.arange(first, first + len(levels)) * self.step - part.start, levels)

    def rarity(self, comparisons: Sequence[Comparison], rarity: Rarity) -> Counts:
        """The bits that the rarity of shared values gives each pair, in half bits."""
        found = np.zeros(len(self.left))
        for place, comparison in enumerate(comparisons):
            found += rarity.bits(comparison, self.levels[:, place], self.left, self.right)
        return np.round(found * STEPS) / STEPS

    def each(self, comparisons: Sequence[Comparison], rarity: Rarity) -> Patterns:
        """Every pair as a pattern of its own."""
        return Patterns(self.levels, self.rarity(comparisons, rarity), np.full(len(self.left), self.scale))


def sample(cursor: DuckDBPyConnection, records: Records, comparisons: Sequence[Comparison], pairs: Pairs) -> Sample:
    """Every n-th of the pairs that met, with its levels; all of them where they are few."""
    step = max(1, len(pairs.left) // LEARNED_PAIRS)
    left, right = pairs.left[::step], pairs.right[::step]
    levels = np.empty((len(left), len(comparisons)), dtype=np.int8)
    for place, comparison in enumerate(comparisons):
        levels[:, place] = grade(cursor, records, comparison, left, right)
    return Sample(left, right, levels, len(pairs.left) / max(1, len(left)), step)


def count(each: Patterns) -> Patterns:
    """Counts equal patterns together."""
    code = np.round(each.rarity * STEPS).astype(np.int64)
    code -= int(code.min(initial=0))
    for place in range(each.levels.shape[1]):
        code = code * (int(each.levels[:, place].max(initial=0)) + 2) + each.levels[:, place] + 1
    _, first, place_of = np.unique(code, return_index=True, return_inverse=True)
    counts: Counts = np.bincount(place_of, weights=each.counts, minlength=len(first)).astype(np.float64)
    return Patterns(each.levels[first], each.rarity[first], counts)
