"""The auto-match line: from which weight on pairs are merged without asking.

A pair that is right nine times in ten is safe alone, but ten of them in a row join what nobody meant to join. So for
each line one could draw, the pairs inside its clusters are counted, and how many of them the model believes in.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

STEP_BITS, MOST_BITS = 0.5, 10.0
# A higher line is taken when it costs no more than this of the expected F1.
TOLERATED = 0.005
Numbers = NDArray[np.int32]
Reals = NDArray[np.float64]


class Scored(NamedTuple):
    """Pairs as numbers of records, their weights in bits and the probability that they match."""

    left: Numbers
    right: Numbers
    weight: Reals
    chance: Reals


class Expected(NamedTuple):
    """What a line would give, believing the model: precision, recall and F1 over all pairs inside the clusters."""

    line: float
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-12)


def draw(scored: Scored, records: int, lowest: float) -> Expected:
    """The highest line, from `lowest` (in bits) on, whose expected F1 is as good as any, but for a trifle."""
    lines = np.arange(lowest, max(MOST_BITS, lowest) + STEP_BITS, STEP_BITS)
    found = [expected(scored, records, float(line)) for line in lines if line <= scored.weight.max(initial=lowest)]
    found = found or [Expected(lowest, 1.0, 0.0)]
    best = max(one.f1 for one in found)
    return next(one for one in reversed(found) if one.f1 >= best - TOLERATED)


def expected(scored: Scored, records: int, line: float) -> Expected:
    """What the clusters of the pairs at or above a line promise; pairs inside them that never met count as wrong."""
    sure = scored.weight >= line
    graph = coo_array(
        (np.ones(int(sure.sum()), dtype=np.int8), (scored.left[sure], scored.right[sure])), shape=(records, records)
    )
    _, cluster = connected_components(graph, directed=False)
    sizes = np.bincount(cluster).astype(np.float64)
    inside = float((sizes * (sizes - 1) / 2).sum())
    right = float(scored.chance[cluster[scored.left] == cluster[scored.right]].sum())
    return Expected(line, right / inside if inside else 1.0, right / max(float(scored.chance.sum()), 1e-12))
