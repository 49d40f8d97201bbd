"""Clusters that hold together by little are found, with the link and the two sides a person should look at."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster.hierarchy import linkage
from scipy.spatial.distance import squareform

from hotpass.matching.partition import UNMET, Edges
from hotpass.matching.stretch import ENOUGH, LARGEST, MOST_BITS, splits, steps
from hotpass.store.clusters import Split

Pairs = dict[tuple[int, int], float]


def found(pairs: Pairs, grouped: list[int], group: list[int] | None = None) -> list[Split]:
    ends = sorted(pairs)
    edges = Edges(
        np.array([left for left, _ in ends], dtype=np.int32),
        np.array([right for _, right in ends], dtype=np.int32),
        np.array([pairs[end] for end in ends], dtype=np.float64),
    )
    alone = list(range(len(grouped)))
    return splits(edges, np.array(grouped, dtype=np.int32), np.array(group or alone, dtype=np.int32))


def test_one_strong_link_between_two_groups_does_not_hide_that_the_others_never_met() -> None:
    inside = {(0, 1): 20.0, (0, 2): 20.0, (1, 2): 20.0, (3, 4): 20.0}
    (split,) = found({**inside, (2, 3): 18.0}, [0] * 5)
    assert (split.left, split.right) == (2, 3)
    assert (split.lefts, split.rights) == ([0, 1, 2], [3, 4])
    assert np.isclose(split.bits, (18.0 + 5 * UNMET) / 6)


def test_a_couple_near_the_line_is_asked_about_and_a_sure_one_is_not() -> None:
    (split,) = found({(0, 1): ENOUGH - 1, (2, 3): ENOUGH}, [0, 0, 2, 2])
    assert split == Split(0, 1, ENOUGH - 1, [0], [1])


def test_what_a_person_put_together_is_not_asked_about_again_but_the_next_doubt_is() -> None:
    pairs = {(0, 1): 28.0, (1, 2): 12.0, (2, 3): 28.0}
    (asked,) = found(pairs, [0] * 4)
    assert (asked.left, asked.right, asked.lefts, asked.rights) == (1, 2, [0, 1], [2, 3])
    (next_asked,) = found(pairs, [0] * 4, [0, 1, 1, 3])
    assert (next_asked.left, next_asked.right, next_asked.lefts, next_asked.rights) == (2, 3, [0, 1, 2], [3])
    assert found({(0, 1): 28.0, (1, 2): 12.0}, [0] * 3, [0, 1, 1]) == []
    assert found({(0, 1): 2.0}, [0, 0], [0, 0]) == []


def test_pairs_between_clusters_and_clusters_of_one_are_no_matter() -> None:
    assert found({(0, 1): 1.0}, [0, 1]) == []
    assert found({}, [0, 1, 2]) == []


def test_a_cluster_too_large_to_take_apart_is_left_alone() -> None:
    size = LARGEST + 1
    assert found({(place, place + 1): 20.0 for place in range(size - 1)}, [0] * size) == []


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda pair: pair[0] < pair[1]),
        st.floats(-40, 40),
        max_size=21,
    ),
    st.lists(st.integers(0, 2), min_size=7, max_size=7),
)
def test_sides_make_up_the_cluster_and_their_mean_is_told(pairs: Pairs, colours: list[int]) -> None:
    grouped = [colours.index(colour) for colour in colours]
    for split in found(pairs, grouped):
        members = [node for node in range(7) if grouped[node] == grouped[split.left]]
        assert sorted(split.lefts + split.rights) == members
        assert split.left in split.lefts
        assert split.right in split.rights
        assert split.left < split.right
        across = [
            max(-MOST_BITS, min(MOST_BITS, pairs.get((min(one, other), max(one, other)), UNMET)))
            for one in split.lefts
            for other in split.rights
        ]
        assert np.isclose(split.bits, np.mean(across))
        assert split.bits < ENOUGH


@given(st.integers(2, 30), st.integers(0, 2**32))
def test_the_steps_are_those_of_another_average_linkage(size: int, seed: int) -> None:
    bits = np.random.default_rng(seed).uniform(-30, 30, (size, size))
    bits = (bits + bits.T) / 2
    far = 100.0 - bits
    np.fill_diagonal(far, 0.0)
    members = [[place] for place in range(size)]
    expected = []
    for one, other, distance, _ in linkage(squareform(far, checks=False), "average"):
        sides = sorted((members[int(one)], members[int(other)]))
        members.append(sorted(sides[0] + sides[1]))
        expected.append((*sides, 100.0 - distance))
    for (left, right, mean), (lefts, rights, told) in zip(steps(bits), reversed(expected), strict=True):
        assert (left, right) == (lefts, rights)
        assert np.isclose(mean, told)


def test_of_equally_good_steps_the_first_places_are_joined_first() -> None:
    found = [(lefts, rights) for lefts, rights, _ in steps(np.full((4, 4), 3.0))]
    assert found == [([0, 1, 2], [3]), ([0, 1], [2]), ([0], [1])]
