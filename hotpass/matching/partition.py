"""Partition: which records are one thing, when pairs speak for and against it and people have decided some of them.

Groups are joined greedily, the couple whose pairs together speak most for it first, for as long as the sum is above
nothing (greedy additive edge contraction: Keuper and others, 2015, "Efficient decomposition of image and mesh graphs by
lifted multicuts"). A chain of doubtful pairs so falls apart where the pairs across it speak against it.
"""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotpass.matching.numbering import first_places, grouped
from hotpass.store.components import Numbers, components

# What a pair says (bits) that was never worth keeping: it met and was unlikely, or did not even meet.
UNMET = -3.0


class Edges(NamedTuple):
    """Pairs of nodes, the lower left, each once, and how much they speak for being one thing: bits above the line."""

    left: Numbers
    right: Numbers
    bits: NDArray[np.float64]

    def of(self, chosen: NDArray[np.bool_]) -> "Edges":
        """Some of the edges."""
        return Edges(self.left[chosen], self.right[chosen], self.bits[chosen])


class Bounds(NamedTuple):
    """What holds whatever the pairs say.

    `group` is for each node the node that stands for those that people put together with it: to others they are like
    one node, so that putting two together never drives a third away that did not meet both. `walls` are couples of
    such groups that people keep apart, `source` is for each node the source whose records are all different, or -1.
    """

    group: Numbers
    walls: Sequence[tuple[int, int]]
    source: Numbers

    @classmethod
    def none(cls, source: Numbers) -> "Bounds":
        """Nobody said anything."""
        return cls(np.arange(len(source), dtype=np.int32), (), source)


def partition(edges: Edges, bounds: Bounds) -> Numbers:
    """For each node the smallest node of its cluster."""
    between = _between(edges, bounds.group)
    likely = between.of(between.bits > 0)
    together = components(len(bounds.group), likely.left, likely.right)[bounds.group]
    doubtful = _doubtful(likely, bounds, together)
    inside = doubtful[together[between.left]] & (together[between.left] == together[between.right])
    roots = _Groups(bounds, doubtful[together]).contract(between.of(inside))
    return _smallest(np.where(doubtful[together], len(together) + roots[bounds.group], together))


def _between(edges: Edges, group: Numbers) -> Edges:
    """The edges between what people put together: all pairs of two groups speak as one."""
    one, other = group[edges.left], group[edges.right]
    apart = one != other
    key = _key(np.minimum(one, other)[apart], np.maximum(one, other)[apart], len(group))
    couples, place = grouped(key)
    low, high = np.divmod(couples, max(1, len(group)))
    bits = np.zeros(len(couples))
    np.add.at(bits, place, edges.bits[apart])
    return Edges(low.astype(np.int32), high.astype(np.int32), bits)


def _doubtful(likely: Edges, bounds: Bounds, together: Numbers) -> NDArray[np.bool_]:
    """For each component of likely pairs whether it may be more than one cluster."""
    labels = int(together.max(initial=-1)) + 1
    linked = np.bincount(together[likely.left], minlength=labels)
    groups = np.bincount(together[np.flatnonzero(np.bincount(bounds.group))], minlength=labels)
    found: NDArray[np.bool_] = linked < groups * (groups - 1) // 2
    one, other = np.array(bounds.walls, dtype=np.int64).reshape(-1, 2).T
    found[together[one][together[one] == together[other]]] = True
    only = bounds.source >= 0
    source, often = np.unique(_key(together[only], bounds.source[only], 2**31), return_counts=True)
    found[source[often > 1] // 2**31] = True
    return found


def _key(one: Numbers, other: Numbers, width: int) -> NDArray[np.int64]:
    found: NDArray[np.int64] = one.astype(np.int64) * width + other
    return found


def _smallest(label: NDArray[np.int64]) -> Numbers:
    found: Numbers = first_places(label, int(label.max(initial=-1)) + 1)[label].astype(np.int32)
    return found


class _Groups:
    """Groups that are contracted; what two of them gain is what their pairs say, unmet ones included."""

    def __init__(self, bounds: Bounds, nodes: NDArray[np.bool_]) -> None:
        self._size = [1] * len(bounds.group)
        self._near: dict[int, dict[int, float]] = {}
        self._walls: dict[int, set[int]] = {}
        for one, other in bounds.walls:
            self._walls.setdefault(one, set()).add(other)
            self._walls.setdefault(other, set()).add(one)
        self._sources: dict[int, set[int]] = {}
        only = np.flatnonzero(nodes & (bounds.source >= 0))
        for root, source in zip(bounds.group[only].tolist(), bounds.source[only].tolist(), strict=True):
            self._sources.setdefault(root, set()).add(source)
        self._root = np.arange(len(bounds.group), dtype=np.int32)

    def contract(self, edges: Edges) -> Numbers:
        """Joins groups along the edges; answers for each node the one that stands for its group."""
        for left, right, bits in zip(edges.left.tolist(), edges.right.tolist(), edges.bits.tolist(), strict=True):
            for one, other in ((left, right), (right, left)):
                found = self._near.setdefault(one, {})
                found[other] = found.get(other, 0.0) + bits - UNMET
        gains = [
            (-self._gain(one, other), one, other) for one in self._near for other in self._near[one] if one < other
        ]
        heap = [entry for entry in gains if entry[0] < 0]
        heapify(heap)
        gone: dict[int, int] = {}
        while heap:
            loss, one, other = heappop(heap)
            if other not in self._near.get(one, {}) or not self._may(one, other):
                continue
            if self._gain(one, other) == -loss:
                keep, lost = self._join(one, other)
                gone[lost] = keep
                for beside in self._near[keep]:
                    gain = self._gain(keep, beside)
                    if gain > 0:
                        heappush(heap, (-gain, min(keep, beside), max(keep, beside)))
        return self._roots(gone)

    def _gain(self, one: int, other: int) -> float:
        """What joining two groups brings, in bits."""
        return self._near[one][other] + UNMET * self._size[one] * self._size[other]

    def _may(self, one: int, other: int) -> bool:
        shared = self._sources.get(one, set()) & self._sources.get(other, set())
        return not shared and other not in self._walls.get(one, set())

    def _join(self, one: int, other: int) -> tuple[int, int]:
        """Makes two groups one; answers which stays and which is gone."""
        keep, gone = (one, other) if len(self._near[one]) >= len(self._near[other]) else (other, one)
        self._size[keep] += self._size[gone]
        self._sources.setdefault(keep, set()).update(self._sources.pop(gone, set()))
        for wall in self._walls.pop(gone, set()):
            self._walls[wall].discard(gone)
            self._walls[wall].add(keep)
            self._walls.setdefault(keep, set()).add(wall)
        del self._near[keep][gone]
        for beside, bits in self._near.pop(gone).items():
            if beside != keep:
                del self._near[beside][gone]
                self._near[keep][beside] = self._near[beside][keep] = self._near[keep].get(beside, 0.0) + bits
        return keep, gone

    def _roots(self, gone: dict[int, int]) -> Numbers:
        """Follows each group to the one it became part of; the last to go is followed first."""
        for lost, keep in reversed(gone.items()):
            self._root[lost] = self._root[keep]
        return self._root
