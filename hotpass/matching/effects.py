"""What each line one could draw would do: pairs, clusters, the largest cluster, and how right that would be."""

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotpass.model.evaluation import LineAgreement
from hotpass.store.components import Numbers, components

Reals = NDArray[np.float64]


class WeighedPairs(NamedTuple):
    """Pairs of records, numbered from 0, and their weights in bits."""

    left: Numbers
    right: Numbers
    weight: Reals


class Effect(NamedTuple):
    """What the pairs at or above a line (bits) would merge `records` into, before any person's decision."""

    line: float
    pairs: int
    clusters: int
    largest: int


def effects(pairs: WeighedPairs, records: int, lines: Iterable[float]) -> tuple[Effect, ...]:
    """The effect of each line, the lowest first: from the highest down, each only adds the pairs it lets in."""
    order = np.argsort(-pairs.weight, kind="stable")
    left, right, falling = pairs.left[order], pairs.right[order], -pairs.weight[order]
    cluster = np.arange(records, dtype=np.int32)
    taken, found = 0, []
    for line in sorted(set(lines), reverse=True):
        upto = int(np.searchsorted(falling, -line, side="right"))
        if upto > taken:
            cluster = components(records, cluster[left[taken:upto]], cluster[right[taken:upto]])[cluster]
        taken = upto
        sizes = np.bincount(cluster)
        found.append(Effect(line, upto, int(np.count_nonzero(sizes)), int(sizes.max(initial=0))))
    return tuple(reversed(found))


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
    """The lines worth trying: each whole bit over the weights there are, and the two that a run drew."""
    least, most = min(weight.min(initial=lower), lower), max(weight.max(initial=upper), upper)
    whole = range(math.floor(least), math.ceil(most) + 1)
    return tuple(sorted({*map(float, whole), lower, upper}))
