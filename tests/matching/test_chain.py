"""Chains: the weakest link is as strong as can be, and the way is no longer than it must."""

from itertools import pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from hotpass.matching.chain import Link, strongest

NODES = "abcdef"
LINKS = st.lists(
    st.builds(Link, st.sampled_from(NODES), st.sampled_from(NODES), st.integers(1, 4).map(float)).filter(
        lambda link: link.left != link.right
    ),
    max_size=12,
)


def best(links: list[Link]) -> tuple[float, int] | None:
    """Weakest link (negated, so that less is better) and length of the best way from a to f, by trying every way."""
    weights: dict[frozenset[str], float] = {}
    for link in links:
        pair = frozenset((link.left, link.right))
        weights[pair] = max(weights.get(pair, 0.0), link.weight)
    found = []
    for count in range(len(NODES) - 1):
        for between in permutations(NODES[1:-1], count):
            steps = [frozenset(step) for step in pairwise((NODES[0], *between, NODES[-1]))]
            if all(step in weights for step in steps):
                found.append((-min(weights[step] for step in steps), len(steps)))
    return min(found, default=None)


@given(LINKS)
def test_the_strongest_way_is_found(links: list[Link]) -> None:
    way = strongest(links, NODES[0], NODES[-1])
    if not way:
        assert best(links) is None
        return
    assert (way[0].left, way[-1].right) == (NODES[0], NODES[-1])
    assert all(one.right == other.left for one, other in pairwise(way))
    assert (-min(link.weight for link in way), len(way)) == best(links)


def test_no_links_lead_nowhere() -> None:
    assert strongest([], "a", "b") == ()
