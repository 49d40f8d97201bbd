"""Rarity: what a shared value tells, by how many different things have it rather than by how many records repeat it.

In a table where one thing stands five times, a name that occurs five times may be unique. So the frequency of a value
is lowered by the share of pairs with it that are matches, taken together over values that are about as frequent.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from hotpass.matching.comparison import Comparison, weighed
from hotpass.matching.grading import Levels
from hotpass.matching.records import Records, Rows
from hotpass.matching.standing import Frequencies

# Frequencies are taken together by powers of two; never is a value taken to be rarer than this part of what is seen.
CLASSES, LEAST = 32, 0.02
Reals = NDArray[np.float64]


class Rarity:
    """How often the values of records occur by chance; `lowered` holds a factor for each class of frequency."""

    def __init__(self, frequencies: Frequencies, lowered: Mapping[str, Reals] | None = None) -> None:
        """Takes frequencies as they are where nothing is known yet of the things behind the records."""
        self.frequencies = frequencies
        self._lowered = dict(lowered or {})
        self._shares: dict[str, Reals] = {}

    def factors(self) -> dict[str, tuple[float, ...]]:
        """By what frequencies are lowered, column by column, for each class of them."""
        return {column: tuple(found.tolist()) for column, found in self._lowered.items()}

    def shares(self, column: str) -> Reals:
        """For each value, by its number, the share of other things that have it; at last 0, for no value."""
        if column not in self._shares:
            repeats = self.frequencies.repeats(column)
            found = repeats / max(1, self.frequencies.filled(column))
            if column in self._lowered:
                found = found * self._lowered[column][_class(repeats)]
            self._shares[column] = found
        return self._shares[column]

    def most(self, column: str) -> float:
        """-log2 of the share of the rarest value of a column."""
        shares = self.shares(column)
        return float(-np.log2(shares.min(initial=1.0, where=shares > 0)))

    def bits(self, comparison: Comparison, levels: Levels, left: Rows, right: Rows) -> Reals:
        """-log2 of the more frequent side's share, at levels whose values weigh by their rarity; 0 elsewhere."""
        found = np.zeros(len(left))
        for level, column in comparison.weighed.items():
            here = np.flatnonzero(levels == level)
            shares, codes = self.shares(column), self.frequencies.records.codes(column)
            found[here] = -np.log2(np.maximum(shares[codes[left[here]]], shares[codes[right[here]]]))
        return found


def lower(
    records: Records, comparisons: Sequence[Comparison], left: Rows, right: Rows, matches: Reals
) -> dict[str, Reals]:
    """For each column the factors of its frequencies, given how many matches each of some pairs stands for."""
    return {column: _factors(records, column, left, right, matches) for column in weighed(comparisons)}


def _factors(records: Records, column: str, left: Rows, right: Rows, matches: Reals) -> Reals:
    codes, counts = records.codes(column), records.counts(column).astype(np.float64)
    same = np.flatnonzero((codes[left] == codes[right]) & (codes[left] >= 0))
    pairs = np.bincount(_class(counts), weights=counts * (counts - 1) / 2, minlength=CLASSES)
    matched = np.bincount(_class(counts[codes[left[same]]]), weights=matches[same], minlength=CLASSES)
    found: Reals = np.clip((pairs - matched + 0.5) / (pairs + 1), LEAST, 1.0)
    return found


def lowered(factors: Sequence[float], repeats: int) -> float:
    """By what the frequency of a value is lowered that so many records have."""
    return factors[int(_class(np.array([repeats]))[0])] if factors else 1.0


def _class(counts: NDArray[np.generic]) -> NDArray[np.int64]:
    found: NDArray[np.int64] = np.floor(np.log2(np.maximum(counts, 1))).astype(np.int64)
    return found
