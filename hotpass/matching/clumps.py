"""Clumps: the parts of a group that are sure in themselves, and the weak links that hold them together."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotpass.matching.partition import Edges
from hotpass.matching.stretch import ENOUGH, LARGEST, MOST_BITS, matrix, steps
from hotpass.store.components import Numbers, components

MOST = 6


class WeakLink(NamedTuple):
    """Two clumps by their places, their records that speak most for being one, and the pairs between the clumps.

    `bits` is the mean of the pairs that met, of which there are so many; None where none did.
    """

    one: int
    other: int
    left: int
    right: int
    bits: float | None
    met: int


def clumps(nodes: int, edges: Edges, group: Numbers) -> tuple[list[list[int]], list[WeakLink]]:
    """The clumps of a group of so many nodes, the largest first, six at most, and the weak links, the weakest first.

    `edges` are in bits above the line; `group` names for each node those that people put together. Steps of average
    linkage as in `stretch`; in a group too large for that, what sure pairs hold together, and the rest as one clump.
    """
    if nodes < 2:
        return [list(range(nodes))], []
    parts = _parts(nodes, edges, group) if nodes <= LARGEST else _components(nodes, edges, group)
    parts.sort(key=lambda part: (-len(part), part))
    return parts, links(nodes, edges, parts)


def _parts(nodes: int, edges: Edges, group: Numbers) -> list[list[int]]:
    together = group[:, None] == group[None, :]
    bits = np.where(together, MOST_BITS, matrix(np.arange(nodes, dtype=np.int32), edges))
    parts = [list(range(nodes))]
    for lefts, rights, mean in steps(bits):
        if mean >= ENOUGH or len(parts) == MOST:
            break
        parts.remove(sorted(lefts + rights))
        parts += [lefts, rights]
    return parts


def _components(nodes: int, edges: Edges, group: Numbers) -> list[list[int]]:
    sure = edges.of(edges.bits >= ENOUGH)
    own = np.arange(nodes, dtype=np.int32)
    label = components(nodes, np.concatenate([sure.left, own]), np.concatenate([sure.right, group]))
    largest = np.argsort(-np.bincount(label), kind="stable")[: MOST - 1]
    parts: list[list[int]] = [np.flatnonzero(label == each).tolist() for each in largest]
    rest: list[int] = np.flatnonzero(~np.isin(label, largest)).tolist()
    return [part for part in (*parts, rest) if part]


def links(nodes: int, edges: Edges, parts: list[list[int]]) -> list[WeakLink]:
    """As few links as tie all these parts of so many nodes together, each the strongest there is, the weakest first."""
    place: NDArray[np.int64] = np.zeros(nodes, dtype=np.int64)
    for number, part in enumerate(parts):
        place[part] = number
    pairs = [(one, other) for one in range(len(parts)) for other in range(one + 1, len(parts))]
    between = sorted((_link(edges, place, pair, parts) for pair in pairs), key=_strength, reverse=True)
    tied = list(range(len(parts)))
    chosen = []
    for link in between:
        if tied[link.one] != tied[link.other]:
            gone, kept = tied[link.other], tied[link.one]
            tied = [kept if each == gone else each for each in tied]
            chosen.append(link)
    return chosen[::-1]


def _link(edges: Edges, place: NDArray[np.int64], pair: tuple[int, int], parts: list[list[int]]) -> WeakLink:
    one, other = pair
    ends = place[edges.left], place[edges.right]
    across = np.flatnonzero(((ends[0] == one) & (ends[1] == other)) | ((ends[0] == other) & (ends[1] == one)))
    if not len(across):
        return WeakLink(one, other, parts[one][0], parts[other][0], None, 0)
    best = across[int(edges.bits[across].argmax())]
    left, right = int(edges.left[best]), int(edges.right[best])
    if place[left] != one:
        left, right = right, left
    return WeakLink(one, other, left, right, float(edges.bits[across].mean()), len(across))


def _strength(link: WeakLink) -> float:
    return -np.inf if link.bits is None else link.bits
