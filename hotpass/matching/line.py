"""The auto-match line for a stated goal: how many of the merges that nobody looks at may be wrong."""

import numpy as np
from numpy.typing import NDArray


def draw(weights: NDArray[np.float64], wrong_at_most: float) -> float:
    """The lowest weight (bits, never below 0) from which at most this share of pairs is wrong, believing the model."""
    heaviest = np.sort(weights[weights >= 0])[::-1]
    wrong = np.cumsum(1 / (1 + 2**heaviest)) / np.arange(1, len(heaviest) + 1)
    bad = np.flatnonzero(wrong > wrong_at_most)
    return float(np.nextafter(heaviest[bad[0]], np.inf)) if len(bad) else 0.0
