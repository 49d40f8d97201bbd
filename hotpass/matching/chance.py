"""Chance: the pairs of records there could be, and how many of them agree without being one thing."""

from itertools import combinations

import numpy as np
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

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
Reals = NDArray[np.float64]


class Chance:
    """The pairs of records that may meet: all but those inside a source that repeats nothing."""

    def __init__(self, blocks: Blocks) -> None:
        """Counts them."""
        self._records: Records = blocks.records
        self._blocks = blocks
        self._apart = blocks.apart
        self.pairs = self._across(np.ones(self._records.count, dtype=np.bool_))

    @property
    def alone(self) -> bool:
        """Whether no source repeats anything."""
        return not (self._apart < 0).any()

    def matches(self) -> float:
        """How many matches there could be: where no source repeats anything, one for each record in each other one."""
        if not self.alone:
            return float("inf")
        _, counts = np.unique(self._apart, return_counts=True)
        fewer = np.minimum.outer(counts, counts)
        return float(max(1, np.triu(fewer, k=1).sum()))

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
        equal = _couples(self._records.counts(column))
        for source in self._sources():
            equal -= _couples(np.bincount(codes[(codes >= 0) & (self._apart == source)]))
        return equal / filled

    def _near(self, comparison: Comparison) -> dict[int, float]:
        """The share of pairs with positions at each distance, from the neighbours of some records among all others."""
        points = _points(self._records, comparison)
        placed = np.isfinite(points[:, 0]) & np.isfinite(points[:, 1])
        filled = self._across(placed)
        if not filled:
            return {}
        radii = sorted(comparison.radii)
        sources = [points[placed & (self._apart == source)] for source in self._sources()]
        inside = np.sum([np.zeros(len(radii)), *(_neighbours(one, one, radii) / 2 for one in sources)], axis=0)
        if self.alone:
            couples = [_neighbours(one, other, radii) for one, other in combinations(sources, 2)]
            across = _rings(np.sum([np.zeros(len(radii)), *couples], axis=0))
            rings = _unmatched(across, _rings(inside), _rings(np.square(radii)))
        else:
            every = points[placed]
            rings = _rings(_neighbours(every, every, radii) / 2 - inside)
        return {len(radii) - place: float(share) for place, share in enumerate(rings / filled)}

    def _sources(self) -> list[int]:
        found: list[int] = np.unique(self._apart[self._apart >= 0]).tolist()
        return found

    def _across(self, chosen: NDArray[np.bool_]) -> float:
        """How many pairs of the chosen records may meet."""
        every = np.array([chosen.sum(), *((chosen & (self._apart == source)).sum() for source in self._sources())])
        pairs = every * (every - 1.0) / 2
        return float(pairs[0] - pairs[1:].sum())


def _couples(counts: NDArray[np.integer]) -> float:
    repeats = counts.astype(np.float64)
    return float((repeats * (repeats - 1)).sum() / 2)


def _points(records: Records, comparison: Comparison) -> NDArray[np.float64]:
    """Positions as points on a sphere, in km from its centre; not a number where there is none."""
    degrees = [records.column(name).to_numpy(zero_copy_only=False) for name in comparison.needs]
    lat, lon = (np.radians(values.astype(np.float64)) for values in degrees)
    return EARTH_KM * np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])


def _neighbours(points: Reals, others: Reals, radii: list[float]) -> Reals:
    """How many of the others lie within each distance (km) of points, judged by every n-th; never a point itself."""
    from scipy.spatial import cKDTree  # slow to load, and needed only where records have positions

    step = max(1, -(-len(points) // NEIGHBOURS))
    some = points[::step]
    if not len(some) or not len(others):
        return np.zeros(len(radii))
    chords = 2 * EARTH_KM * np.sin(np.array(radii) / (2 * EARTH_KM))
    found = np.asarray(cKDTree(some).count_neighbors(cKDTree(others), chords), dtype=np.float64)
    itself = len(some) if points is others else 0
    return (found - itself) * (len(points) / len(some))


def _rings(within: Reals) -> Reals:
    """How many lie at each distance and not at the one before."""
    found: Reals = np.diff(within, prepend=0.0)
    return found


def _unmatched(across: Reals, inside: Reals, areas: Reals) -> Reals:
    """How many pairs of records of two sources lie at each distance by chance, the nearest first.

    Two records of a source that repeats nothing are never one thing: how they lie around each other shows how chance
    falls off towards nearness, though never faster than the areas of the rings. The farthest ring, which hardly holds a
    match, shows how much of it there is.
    """
    shape = np.maximum(inside / max(1.0, inside[-1]), areas / areas[-1])
    found: Reals = np.minimum(across, across[-1] * shape)
    return found
