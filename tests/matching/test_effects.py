"""What each line would do, held against counting it plainly."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hotpass.matching.effects import Effect, WeighedPairs, agreements, effects, lines_of

RECORDS = 7
NUMBERS = st.integers(0, RECORDS - 1)
PAIRS = st.lists(
    st.tuples(NUMBERS, NUMBERS, st.integers(-6, 12).map(float)).filter(lambda pair: pair[0] != pair[1]), max_size=15
)
LINES = st.lists(st.integers(-8, 14).map(float), min_size=1, max_size=6)


def plainly(pairs: list[tuple[int, int, float]], line: float) -> Effect:
    """One line's effect by joining sets one after the other."""
    groups = [{number} for number in range(RECORDS)]
    chosen = [(left, right) for left, right, weight in pairs if weight >= line]
    for left, right in chosen:
        one, other = (next(group for group in groups if number in group) for number in (left, right))
        if one is not other:
            groups.remove(other)
            one |= other
    return Effect(line, len(chosen), len(groups), max(map(len, groups)))


def columns(pairs: list[tuple[int, int, float]]) -> WeighedPairs:
    left, right, weight = zip(*pairs, strict=True) if pairs else ((), (), ())
    return WeighedPairs(np.array(left, np.int32), np.array(right, np.int32), np.array(weight, np.float64))


@given(PAIRS, LINES)
def test_every_line_is_counted_as_by_hand(pairs: list[tuple[int, int, float]], lines: list[float]) -> None:
    assert effects(columns(pairs), RECORDS, lines) == tuple(plainly(pairs, line) for line in sorted(set(lines)))


@given(st.lists(st.tuples(st.integers(-6, 12).map(float), st.booleans()), max_size=20), LINES)
def test_right_pairs_are_counted_as_by_hand(told: list[tuple[float, bool]], lines: list[float]) -> None:
    weight, right = np.array([one for one, _ in told]), np.array([same for _, same in told], dtype=np.bool_)
    for found in agreements(weight, right, 20, lines):
        above = [same for one, same in told if one >= found.line]
        assert (found.found_pairs, found.right_pairs, found.true_pairs) == (len(above), sum(above), 20)
        assert found.precision == (sum(above) / len(above) if above else None)
        assert found.recall == sum(above) / 20


def test_the_lines_worth_trying_hold_both_of_the_run_and_every_whole_bit() -> None:
    assert lines_of(np.array([-1.5, 3.2]), 0.5, 2.0) == (-2.0, -1.0, 0.0, 0.5, 1.0, 2.0, 3.0, 4.0)
    assert lines_of(np.array([]), -0.5, 1.5) == (-1.0, -0.5, 0.0, 1.0, 1.5, 2.0)
