import numpy as np
import pytest

from hotpass.matching.line import Scored, draw, expected


def scored(pairs: list[tuple[int, int, float]]) -> Scored:
    left, right, weight = (np.array(column) for column in zip(*pairs, strict=True))
    return Scored(left, right, weight.astype(float), 1 / (1 + 2.0**-weight))


def test_sure_pairs_need_no_higher_line() -> None:
    pairs = [(2 * number, 2 * number + 1, 4.0) for number in range(50)]
    assert draw(scored(pairs), 100, 3.0).line <= 4.0


def test_a_chain_of_doubtful_pairs_raises_the_line() -> None:
    """Couples held by sure pairs, and doubtful pairs that would string all couples into one."""
    couples = [(2 * number, 2 * number + 1, 15.0) for number in range(50)]
    chain = [(2 * number + 1, 2 * number + 2, 4.0) for number in range(49)]
    found = draw(scored(couples + chain), 100, 3.0)
    assert found.line > 4.0
    assert found.precision == pytest.approx(1, abs=0.01)


def test_pairs_inside_a_cluster_that_never_met_count_as_wrong() -> None:
    found = expected(scored([(0, 1, 30.0), (1, 2, 30.0)]), 3, 3.0)
    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(1)


def test_without_pairs_the_line_stays() -> None:
    empty = np.empty(0)
    assert draw(Scored(empty.astype(np.int32), empty.astype(np.int32), empty, empty), 5, 3.0).line == 3.0
