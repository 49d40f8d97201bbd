import numpy as np
import pytest

from hotpass.matching.outlook import look, neighbours


def test_sure_pairs_give_a_good_outlook() -> None:
    bits = np.array([20.0] * 90 + [-6.0] * 20)
    found = look(bits, 0.0, bits > 0)
    assert found is not None
    assert found.precision == pytest.approx(1.0, abs=1e-4)
    assert found.recall == pytest.approx(0.996, abs=1e-2)
    assert not found.doubtful
    assert len(found.sentences()) == 1


def test_pairs_near_the_line_are_a_warning() -> None:
    bits = np.concatenate([np.linspace(-2.5, 2.5, 60), np.full(60, 8.0)])
    found = look(bits, 0.0, bits > 0)
    assert found is not None
    assert found.doubtful
    assert "Look at a sample" in found.sentences()[1]


def test_a_line_far_below_even_odds_is_a_warning() -> None:
    bits = np.concatenate([np.full(50, -6.0), np.full(50, 12.0)])
    found = look(bits, -10.0, np.ones(100, dtype=np.bool_))
    assert found is not None
    assert found.precision < 0.6
    assert found.doubtful


def test_nothing_merged_promises_nothing() -> None:
    assert look(np.array([]), 0.0, np.array([], dtype=np.bool_)) is None
    assert look(np.array([3.0]), 0.0, np.array([False])) is None


def test_merged_pairs_with_quite_other_names_are_a_warning() -> None:
    warning, *_ = neighbours(8, 10)
    assert "80% have names with nothing in common" in warning
    assert neighbours(3, 10) == []
    assert neighbours(0, 0) == []
