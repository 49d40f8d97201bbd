"""Components: which nodes edges hold together, over any number of steps."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]


def components(nodes: int, left: Numbers, right: Numbers) -> Numbers:
    """For each node, numbered from 0, the smallest node that edges connect it to.

    Each round joins every label that still meets a smaller one to it, then lets all point straight to their ends
    (Shiloach and Vishkin 1982, with the minimum for a parent): the rounds grow with the logarithm of the longest path.
    """
    label = np.arange(nodes, dtype=np.int32)
    while len(left):
        one, other = label[left], label[right]
        apart = one != other
        left, right = left[apart], right[apart]
        low, high = np.minimum(one, other)[apart], np.maximum(one, other)[apart]
        np.minimum.at(label, high, low)
        while not np.array_equal(onward := label[label], label):
            label = onward
    return label
