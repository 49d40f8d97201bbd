"""Stretch: clusters that hold together by little, and where a person should look at them.

A cluster is taken apart as average linkage puts it together (Sokal and Michener, 1958): the last step joins the two
sides that agree least. Their agreement is the mean over all pairs across, so that one strong link between two groups
that otherwise contradict each other does not hide the doubt.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from hotpass.matching.partition import UNMET, Edges
from hotpass.store.clusters import Split
from hotpass.store.components import Numbers

# Bits that the pairs across two sides must bring on the average to be left alone. On a real list of organisations more
# than every third cluster under it was wrong, of those above it one in twenty-five.
ENOUGH = 10.0
# What a pair says at most, for or against, so that a single field does not outweigh the rest of a group.
MOST_BITS = 30.0
# A larger cluster is looked at whole.
LARGEST = 300


def splits(edges: Edges, grouped: Numbers, group: Numbers) -> list[Split]:
    """The doubtful step of each cluster that has one.

    `edges` are in bits above the line, `grouped` names the cluster of each node and `group` those that people put
    together: a step that a person confirmed is not asked about again.
    """
    inner = edges.of(grouped[edges.left] == grouped[edges.right])
    found = [_doubtful(nodes, links, group) for nodes, links in _weak(inner, grouped)]
    return [split for split in found if split is not None]


def _weak(inner: Edges, grouped: Numbers) -> Iterator[tuple[Numbers, Edges]]:
    """The clusters in which some pair brings too little or never met: their nodes and their pairs."""
    size = np.bincount(grouped, minlength=len(grouped))
    of = grouped[inner.left]
    strong = np.bincount(of[inner.bits >= ENOUGH], minlength=len(grouped))
    weak = (size > 1) & (size <= LARGEST) & (strong < size * (size - 1) // 2)
    inside = np.flatnonzero(weak[grouped])
    nodes: Numbers = inside[np.argsort(grouped[inside], kind="stable")].astype(np.int32)
    links = np.flatnonzero(weak[of])
    links = links[np.argsort(of[links], kind="stable")]
    clusters, heads = np.unique(grouped[nodes], return_index=True)
    starts, ends = (np.searchsorted(of[links], clusters, side) for side in ("left", "right"))
    for head, stop, start, end in zip(heads, [*heads, len(nodes)][1:], starts, ends, strict=True):
        chosen = links[start:end]
        yield nodes[head:stop], Edges(inner.left[chosen], inner.right[chosen], inner.bits[chosen])


def _doubtful(nodes: Numbers, links: Edges, group: Numbers) -> Split | None:
    """The last step that is weak and that nobody confirmed."""
    together = group[nodes][:, None] == group[nodes][None, :]
    bits = np.where(together, MOST_BITS, matrix(nodes, links))
    for lefts, rights, mean in steps(bits):
        if mean >= ENOUGH:
            return None
        across = np.ix_(lefts, rights)
        if not together[across].any():
            one, other = np.unravel_index(int(bits[across].argmax()), (len(lefts), len(rights)))
            sides = [[int(nodes[place]) for place in side] for side in (lefts, rights)]
            (left, with_left), (right, with_right) = sorted(((sides[0][one], sides[0]), (sides[1][other], sides[1])))
            return Split(left, right, mean, with_left, with_right)
    return None


def matrix(nodes: Numbers, links: Edges) -> NDArray[np.float64]:
    """What each two of these nodes bring for being one, in bits, cut off at both ends; UNMET where they never met."""
    bits = np.full((len(nodes), len(nodes)), UNMET)
    left, right = np.searchsorted(nodes, links.left), np.searchsorted(nodes, links.right)
    bits[left, right] = bits[right, left] = np.clip(links.bits, -MOST_BITS, MOST_BITS)
    return bits


def steps(bits: NDArray[np.float64]) -> Iterator[tuple[list[int], list[int], float]]:
    """The steps of average linkage, the last first: the places on both sides, and the mean bits across.

    Of steps that are equally good, the one between the first places is taken first.
    """
    mean = bits.copy()
    np.fill_diagonal(mean, -np.inf)
    members = [[place] for place in range(len(bits))]
    taken: list[tuple[list[int], list[int], float]] = []
    for _ in range(len(bits) - 1):
        one, other = divmod(int(mean.argmax()), len(bits))
        lefts, rights = members[one], members[other]
        taken.append((lefts, rights, float(mean[one, other])))
        share = len(lefts) / (len(lefts) + len(rights))
        mean[one] = mean[:, one] = share * mean[one] + (1 - share) * mean[other]
        mean[other] = mean[:, other] = mean[one, one] = -np.inf
        members[one] = sorted(lefts + rights)
    return reversed(taken)
