"""Records are joined by what all pairs between two groups say together, and never against what people said."""

from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hotpass.matching.partition import UNMET, Bounds, Edges, partition

NODES = 7
couple = st.sampled_from(list(combinations(range(NODES), 2)))
bits = st.dictionaries(couple, st.sampled_from([-6.0, -2.5, 0.5, 1.5, 3.25, 7.0, 11.0]), max_size=16)
sources = st.lists(st.sampled_from([-1, -1, -1, 3, 4]), min_size=NODES, max_size=NODES)
walls = st.lists(couple, max_size=4)


def found(said: dict[tuple[int, int], float], bounds: Bounds) -> list[int]:
    left, right = np.array([*said], dtype=np.int32).reshape(-1, 2).T
    return [int(node) for node in partition(Edges(left, right, np.array([*said.values()], dtype=np.float64)), bounds)]


def unbound(nodes: int) -> Bounds:
    return Bounds.none(np.full(nodes, -1, dtype=np.int32))


def slow_and_right(said: dict[tuple[int, int], float], source: list[int], apart: list[tuple[int, int]]) -> list[int]:
    """The same, adding up every pair of every couple of groups each time."""
    groups = [{node} for node in range(NODES)]

    def gain(one: set[int], other: set[int]) -> float:
        between = [(min(a, b), max(a, b)) for a in one for b in other]
        if not any(pair in said for pair in between) or any(pair in apart for pair in between):
            return 0.0
        if {source[a] for a in one} & {source[b] for b in other} - {-1}:
            return 0.0
        return sum(said.get(pair, UNMET) for pair in between)

    while True:
        gains = [(gain(one, other), one, other) for one, other in combinations(groups, 2)]
        best = max(value for value, _, _ in gains) if gains else 0.0
        if best <= 0:
            return [min(next(group for group in groups if node in group)) for node in range(NODES)]
        ties = [(one, other) for value, one, other in gains if value == best]
        if len(ties) > 1:
            return []
        one, other = ties[0]
        groups = [group for group in groups if group not in (one, other)] + [one | other]


@given(said=bits, source=sources, apart=walls)
def test_it_is_what_adding_everything_up_gives(
    said: dict[tuple[int, int], float], source: list[int], apart: list[tuple[int, int]]
) -> None:
    distinct = {pair: value + place / 64 for place, (pair, value) in enumerate(said.items())}
    bounds = Bounds.none(np.array(source, dtype=np.int32))._replace(walls=apart)
    slow = slow_and_right(distinct, source, apart)
    assert found(distinct, bounds) == slow or not slow


@given(said=bits, source=sources, apart=walls)
def test_the_order_of_the_pairs_does_not_matter(
    said: dict[tuple[int, int], float], source: list[int], apart: list[tuple[int, int]]
) -> None:
    bounds = Bounds.none(np.array(source, dtype=np.int32))._replace(walls=apart)
    turned = dict(reversed(list(said.items())))
    assert found(said, bounds) == found(turned, bounds)


@given(said=bits, apart=walls)
def test_what_people_put_together_or_apart_stays_so(
    said: dict[tuple[int, int], float], apart: list[tuple[int, int]]
) -> None:
    group = np.array([0, 1, 2, 3, 4, 5, 5], dtype=np.int32)
    kept = [(int(group[a]), int(group[b])) for a, b in apart if group[a] != group[b]]
    outcome = found(said, Bounds(group, kept, np.full(NODES, -1, dtype=np.int32)))
    assert outcome[5] == outcome[6]
    assert all(outcome[a] != outcome[b] for a, b in kept)


def test_a_chain_of_doubtful_pairs_falls_apart() -> None:
    chain = {(node, node + 1): 2.0 for node in range(9)}
    outcome = found(chain, unbound(10))
    assert max(outcome.count(cluster) for cluster in outcome) == 2


def test_records_that_all_agree_are_one_however_many() -> None:
    assert set(found(dict.fromkeys(combinations(range(40), 2), 1.0), unbound(40))) == {0}


def test_one_to_one_the_heavier_pair_wins() -> None:
    """Two records of a unique source are both like one of another: only the likelier is taken."""
    source = np.array([1, 1, 2], dtype=np.int32)
    assert found({(0, 2): 5.0, (1, 2): 9.0}, Bounds.none(source)) == [0, 1, 1]


def test_nothing_stays_nothing() -> None:
    assert found({}, unbound(0)) == []
    assert found({}, unbound(3)) == [0, 1, 2]
