"""Every node is told the smallest node its edges lead to."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hotpass.store.components import components

NODES = 30
EDGES = st.lists(st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)), max_size=40)


@given(EDGES)
def test_the_smallest_node_in_reach_stands_for_all(edges: list[tuple[int, int]]) -> None:
    ends = np.array(edges, dtype=np.int32).reshape(-1, 2)
    found = components(NODES, ends[:, 0], ends[:, 1])
    groups = [{node} for node in range(NODES)]
    for left, right in edges:
        one, other = (next(group for group in groups if end in group) for end in (left, right))
        if one is not other:
            one |= other
            groups.remove(other)
    assert found.tolist() == [next(min(group) for group in groups if node in group) for node in range(NODES)]


def test_a_long_chain_in_no_order_takes_few_rounds() -> None:
    order = np.random.default_rng(1).permutation(100_000).astype(np.int32)
    assert components(len(order), order[:-1], order[1:]).max() == 0


def test_without_edges_every_node_stands_for_itself() -> None:
    nothing = np.empty(0, dtype=np.int32)
    assert components(3, nothing, nothing).tolist() == [0, 1, 2]
    assert components(0, nothing, nothing).tolist() == []
