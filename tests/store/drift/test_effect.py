"""How far two lists of counts are apart, and that chance alone is not taken for drift."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, false_discovery_control

from hotpass.model.drift import Band, Cell
from hotpass.store.drift.effect import FEWEST, adjusted, band, effect, merged

counts = st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=2, max_size=12)


def cells(pairs: list[tuple[int, int]]) -> list[Cell]:
    return [Cell(text=str(place), reference=one, current=other) for place, (one, other) in enumerate(pairs)]


@given(counts)
def test_no_row_is_lost_and_no_kept_cell_expects_too_few(pairs: list[tuple[int, int]]) -> None:
    together = merged(cells(pairs))
    assert sum(cell.reference for cell in together) == sum(one for one, _ in pairs)
    assert sum(cell.current for cell in together) == sum(other for _, other in pairs)
    total = sum(map(sum, pairs))
    for cell in together:
        if not cell.text.startswith("all"):
            least = min(sum(one for one, _ in pairs), sum(other for _, other in pairs))
            assert (cell.reference + cell.current) * least / total >= FEWEST


@given(st.lists(st.tuples(st.integers(20, 500), st.integers(20, 500)), min_size=2, max_size=12))
def test_the_chance_is_that_of_the_test_of_homogeneity(pairs: list[tuple[int, int]]) -> None:
    found = effect(cells(pairs))
    if len(merged(cells(pairs))) == len(pairs):
        expected = chi2_contingency(np.array(pairs), correction=False).pvalue
        assert found.p == pytest.approx(expected, abs=1e-9)
    assert found.psi >= 0


@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), max_size=20))
def test_chances_are_corrected_as_benjamini_and_hochberg_say(chances: list[float | None]) -> None:
    known = [chance for chance in chances if chance is not None]
    found = [chance for chance in adjusted(chances) if chance is not None]
    assert len(found) == len(known)
    if known:
        assert found == pytest.approx(false_discovery_control(known).tolist())


def test_without_a_change_a_run_of_twelve_columns_is_seldom_flagged() -> None:
    chance = np.random.default_rng(5)
    flagged = 0
    for _ in range(150):
        found = []
        for size in (3, 4, 5, 6, 8, 10, 12, 15, 20, 40, 100, 300):
            shares = chance.dirichlet(np.full(size, 2.0))
            both = zip(chance.multinomial(500, shares).tolist(), chance.multinomial(500, shares).tolist(), strict=True)
            found.append(effect(cells(list(both))))
        chances = adjusted([each.p for each in found])
        bands = [band(each.psi, each.floor, q) for each, q in zip(found, chances, strict=True)]
        flagged += any(each not in (Band.SAME, Band.TOO_FEW) for each in bands)
    assert flagged / 150 <= 0.07 * 2


def test_a_move_of_ten_points_is_found_and_few_rows_are_said_to_be_few() -> None:
    moved = effect(cells([(500, 400), (300, 400), (200, 200)]))
    assert band(moved.psi, moved.floor, moved.p) in (Band.SMALL, Band.MODERATE)
    few = effect(cells([(15, 5), (15, 5)]))
    assert band(few.psi, few.floor, few.p) is Band.TOO_FEW
    nothing = effect(cells([(0, 50)]))
    assert band(nothing.psi, nothing.floor, nothing.p) is Band.TOO_FEW
