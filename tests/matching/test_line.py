import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotpass.matching.line import draw

weights = st.lists(st.floats(-10, 30, allow_nan=False), max_size=60).map(np.array)


@given(weights=weights, goal=st.floats(0.001, 0.5))
def test_the_pairs_above_the_line_keep_to_the_goal(
    weights: "np.ndarray[tuple[int], np.dtype[np.float64]]", goal: float
) -> None:
    line = draw(weights, goal)
    above = weights[weights >= line]
    assert line >= 0
    assert not len(above) or np.mean(1 / (1 + 2**above)) <= goal + 1e-12


def test_a_stricter_goal_draws_a_higher_line() -> None:
    weights = np.linspace(0, 12, 500)
    lines = [draw(weights, goal) for goal in (0.2, 0.05, 0.01, 0.001)]
    assert lines == sorted(lines)
    assert lines[0] == 0
    assert lines[-1] > 5


def test_where_no_pair_is_sure_enough_none_is_merged() -> None:
    assert draw(np.array([0.5, 1.0]), 0.01) > 1.0
    assert draw(np.array([]), 0.01) == pytest.approx(0.0)
