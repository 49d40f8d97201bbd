"""What each line would do, held against counting it plainly."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hotpass.matching.effects import Effect, agreements, effects, lines_of
from hotpass.store.clusters import Edges

RECORDS = 7
NUMBERS = st.integers(0, RECORDS - 1)
PAIRS = st.lists(
    st.tuples(NUMBERS, NUMBERS, st.integers(-6, 12).map(float)).filter(lambda pair: pair[0] < pair[1]),
    max_size=15,
    unique_by=lambda pair: pair[:2],
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


def columns(pairs: list[tuple[int, int, float]]) -> Edges:
    left, right, weight = zip(*pairs, strict=True) if pairs else ((), (), ())
    return Edges(np.array(left, np.int32), np.array(right, np.int32), np.array(weight, np.float64))


@given(PAIRS, LINES)
def test_a_line_joins_no_more_than_its_pairs_could(pairs: list[tuple[int, int, float]], lines: list[float]) -> None:
    sources = np.full(RECORDS, -1, dtype=np.int32)
    found = effects(columns(pairs), columns([]), sources, lines)
    assert [effect.line for effect in found] == sorted(set(lines))
    for effect in found:
        most = plainly(pairs, effect.line)
        assert effect.pairs == most.pairs
        assert most.clusters <= effect.clusters <= RECORDS
        assert 1 <= effect.largest <= most.largest


def test_a_pair_above_the_line_is_one_cluster() -> None:
    sources = np.full(RECORDS, -1, dtype=np.int32)
    assert effects(columns([(0, 1, 4.0), (2, 3, 1.0)]), columns([]), sources, [2.0, 0.5]) == (
        Effect(0.5, 2, RECORDS - 2, 2),
        Effect(2.0, 1, RECORDS - 1, 2),
    )


@given(st.lists(st.tuples(st.integers(-6, 12).map(float), st.booleans()), max_size=20), LINES)
def test_right_pairs_are_counted_as_by_hand(told: list[tuple[float, bool]], lines: list[float]) -> None:
    weight, right = np.array([one for one, _ in told]), np.array([same for _, same in told], dtype=np.bool_)
    for found in agreements(weight, right, 20, lines):
        above = [same for one, same in told if one >= found.line]
        assert (found.found_pairs, found.right_pairs, found.true_pairs) == (len(above), sum(above), 20)
        assert found.precision == (sum(above) / len(above) if above else None)
        assert found.recall == sum(above) / 20


def test_the_lines_worth_trying_hold_both_of_the_run_and_every_whole_bit_near_them() -> None:
    assert lines_of(np.array([-1.5, 3.2]), 0.5, 2.0) == (-2.0, -1.0, 0.0, 0.5, 1.0, 2.0, 3.0, 4.0)
    assert lines_of(np.array([]), -0.5, 1.5) == (-1.0, -0.5, 0.0, 1.0, 1.5, 2.0)


@given(st.lists(st.floats(-60, 200), max_size=10), st.floats(-6, 4), st.floats(0, 12))
def test_few_lines_reach_from_the_least_weight_to_the_most(weights: list[float], lower: float, more: float) -> None:
    upper = lower + more
    lines = lines_of(np.array(weights, dtype=np.float64), lower, upper)
    assert lines[0] <= min([lower, *weights])
    assert lines[-1] >= max([upper, *weights])
    assert {lower, upper} <= set(lines)
    assert len(lines) <= 60
