"""What each line one could draw would do: pairs, clusters, the largest cluster, and how right that would be."""

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotpass.matching import partition
from hotpass.matching.partition import Bounds
from hotpass.model.evaluation import LineAgreement
from hotpass.store.clusters import Edges
from hotpass.store.components import Numbers

Reals = NDArray[np.float64]
# Every bit is tried as near as this to a line, every fifth farther off, and no more than so many of those.
NEAR, STEP, FAR = 8, 5, 12


class Effect(NamedTuple):
    """What a line (bits) would do before any person decides: pairs at or above it, clusters, the largest of them."""

    line: float
    pairs: int
    clusters: int
    largest: int


def effects(pairs: Edges, twins: Edges, sources: Numbers, lines: Iterable[float]) -> tuple[Effect, ...]:
    """The effect of each line, the lowest first, clustered as a run does.

    `twins` are those of the pairs that speak as one, `sources` is for each record the source that holds no two records
    of one thing, or -1.
    """
    falling = np.sort(-pairs.weight)
    found = []
    for line in sorted(set(lines)):
        drawn = partition.Edges(pairs.left, pairs.right, pairs.weight - line)
        bounds = Bounds.none(sources)
        sure = twins.weight >= line
        bounds.group[twins.right[sure]] = twins.left[sure]
        sizes = np.bincount(partition.partition(drawn, bounds))
        above = int(np.searchsorted(falling, -line, side="right"))
        found.append(Effect(line, above, int(np.count_nonzero(sizes)), int(sizes.max(initial=0))))
    return tuple(found)


def agreements(weight: Reals, right: NDArray[np.bool_], true: int, lines: Iterable[float]) -> tuple[LineAgreement, ...]:
    """How many pairs of known answer lie at or above each line, and how many of them are right; the lowest line first.

    `true` counts the right pairs there are, those included that were never scored.
    """
    order = np.argsort(-weight, kind="stable")
    falling, so_far = -weight[order], np.append(0, np.cumsum(right[order]))
    found = []
    for line in sorted(set(lines)):
        upto = int(np.searchsorted(falling, -line, side="right"))
        found.append(LineAgreement(line=line, found_pairs=upto, right_pairs=int(so_far[upto]), true_pairs=true))
    return tuple(found)


def lines_of(weight: Reals, lower: float, upper: float) -> tuple[float, ...]:
    """The lines worth trying: both that a run drew, every whole bit near them, and some of those far away."""
    least, most = min(weight.min(initial=lower), lower), max(weight.max(initial=upper), upper)
    far = max(STEP, math.ceil((most - least) / FAR))
    whole = range(math.floor(least), math.ceil(most) + 1)
    taken = [bit for bit in whole if lower - NEAR <= bit <= upper + NEAR or bit % far == 0]
    return tuple(sorted({*map(float, (whole[0], *taken, whole[-1])), lower, upper}))
