"""Chains: how pairs lead from one record to another, over the strongest links there are."""

from collections import defaultdict, deque
from collections.abc import Iterable
from typing import NamedTuple


class Link(NamedTuple):
    """Two records that hold to each other; `weight` in bits, infinite for a person's word."""

    left: str
    right: str
    weight: float


def strongest(links: Iterable[Link], start: str, goal: str) -> tuple[Link, ...]:
    """The way from start to goal whose weakest link is the strongest there is, and among those the shortest.

    Each link is answered in the direction of the way; empty where no way leads there.
    """
    ways: dict[str, list[Link]] = defaultdict(list)
    roots: dict[str, str] = {}
    floor = None
    for link in sorted(links, key=lambda link: (-link.weight, link.left, link.right)):
        if floor is not None and link.weight < floor:
            break
        ways[link.left].append(link)
        ways[link.right].append(Link(link.right, link.left, link.weight))
        roots[_root(roots, link.left)] = _root(roots, link.right)
        if floor is None and _root(roots, start) == _root(roots, goal):
            floor = link.weight
    return _shortest(ways, start, goal) if floor is not None else ()


def _root(roots: dict[str, str], node: str) -> str:
    while (parent := roots.get(node, node)) != node:
        roots[node] = roots.get(parent, parent)
        node = parent
    return node


def _shortest(ways: dict[str, list[Link]], start: str, goal: str) -> tuple[Link, ...]:
    came: dict[str, Link] = {}
    waiting = deque([start])
    while goal not in came:
        node = waiting.popleft()
        for link in ways[node]:
            if link.right != start and link.right not in came:
                came[link.right] = link
                waiting.append(link.right)
    way: list[Link] = []
    while goal != start:
        way.append(came[goal])
        goal = came[goal].left
    return tuple(reversed(way))
