"""Chance: the pairs of records there could be, and how many of them agree without being one thing."""

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from hotpass.matching.blocking import Blocks
from hotpass.matching.comparison import Comparison
from hotpass.matching.grading import grade
from hotpass.matching.patterns import Counts
from hotpass.matching.places import EARTH_KM
from hotpass.matching.records import Records, Rows

# Pairs looked at to learn how often values agree by chance; so many times more are drawn where most may not meet.
RANDOM_PAIRS, DRAWN_AGAIN = 100_000, 20
# Records whose neighbours are counted among all: drawn pairs would hardly hold one that lies near.
NEIGHBOURS = 20_000


class Chance:
    """The pairs of records that may meet: all but those inside a source that repeats nothing."""

    def __init__(self, blocks: Blocks) -> None:
        """Counts them."""
        self._records: Records = blocks.records
        self._blocks = blocks
        self._apart = blocks.apart
        self.pairs = self._across(np.ones(self._records.count, dtype=np.bool_))

    def levels(self, cursor: DuckDBPyConnection, comparison: Comparison, drawn: tuple[Rows, Rows]) -> Counts:
        """How many of some drawn pairs stand at each level of a comparison."""
        levels = grade(cursor, self._records, comparison, *drawn)
        return np.bincount(levels[levels >= 0], minlength=len(comparison.levels) + 1).astype(np.float64)

    def drawn(self, seed: int) -> tuple[Rows, Rows]:
        """Pairs drawn by chance; all pairs where there are few."""
        count = self._records.count
        if count * (count - 1) // 2 <= RANDOM_PAIRS:
            lower, upper = np.triu_indices(count, k=1)
        else:
            share = self.pairs / (count * (count - 1) / 2)
            many = int(RANDOM_PAIRS * min(DRAWN_AGAIN, 1 / max(share, 1e-9)))
            drawn = np.random.default_rng(seed).integers(0, count, size=(2, many))
            apart = drawn[:, drawn[0] != drawn[1]]
            lower, upper = apart.min(axis=0), apart.max(axis=0)
        meet = self._blocks.may_meet(lower, upper)
        return lower[meet].astype(np.int32), upper[meet].astype(np.int32)

    def known(self, comparison: Comparison) -> dict[int, float]:
        """The share of pairs at levels that are counted rather than drawn: the best one's equal values, distances."""
        if comparison.radii:
            return self._near(comparison)
        share = self.equal(column) if (column := comparison.levels[0].column) else None
        return {} if share is None else {len(comparison.levels): share}

    def equal(self, column: str) -> float | None:
        """The share of pairs of filled values that are equal; None where there is no such pair."""
        codes = self._records.codes(column)
        filled = self._across(codes >= 0)
        if not filled:
            return None
        equal = _couples(codes[codes >= 0])
        for source in self._sources():
            equal -= _couples(codes[(codes >= 0) & (self._apart == source)])
        return equal / filled

    def _near(self, comparison: Comparison) -> dict[int, float]:
        """The share of pairs with positions at each distance, from the neighbours of some records among all others."""
        points = _points(self._records, comparison)
        placed = np.isfinite(points[:, 0]) & np.isfinite(points[:, 1])
        filled = self._across(placed)
        if not filled:
            return {}
        radii = sorted(comparison.radii)
        step = -(-int(placed.sum()) // NEIGHBOURS)
        within = _neighbours(points[placed], step, radii)
        for source in self._sources():
            within -= _neighbours(points[placed & (self._apart == source)], step, radii)
        shares = np.diff(within, prepend=0.0) / 2 / filled
        return {len(radii) - place: float(share) for place, share in enumerate(shares)}

    def _sources(self) -> list[int]:
        found: list[int] = np.unique(self._apart[self._apart >= 0]).tolist()
        return found

    def _across(self, chosen: NDArray[np.bool_]) -> float:
        """How many pairs of the chosen records may meet."""
        every = np.array([chosen.sum(), *((chosen & (self._apart == source)).sum() for source in self._sources())])
        pairs = every * (every - 1.0) / 2
        return float(pairs[0] - pairs[1:].sum())


def _couples(codes: NDArray[np.int32]) -> float:
    counts = np.bincount(codes, minlength=1).astype(np.float64)
    return float((counts * (counts - 1)).sum() / 2)


def _points(records: Records, comparison: Comparison) -> NDArray[np.float64]:
    """Positions as points on a sphere, in km from its centre; not a number where there is none."""
    degrees = [records.column(name).to_numpy(zero_copy_only=False) for name in comparison.needs]
    lat, lon = (np.radians(values.astype(np.float64)) for values in degrees)
    return EARTH_KM * np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _neighbours(points: NDArray[np.float64], step: int, radii: list[float]) -> NDArray[np.float64]:
    """How many neighbours all points have within each distance (km), judged by every n-th point."""
    some = points[::step]
    if not len(some):
        return np.zeros(len(radii))
    chords = 2 * EARTH_KM * np.sin(np.array(radii) / (2 * EARTH_KM))
    found = np.asarray(cKDTree(some).count_neighbors(cKDTree(points), chords), dtype=np.float64)
    return (found - len(some)) * (len(points) / len(some))
