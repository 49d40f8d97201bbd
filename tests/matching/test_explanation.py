"""Evidence in words: strength by bits, findings by level and frequency, and what decides."""

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotpass.matching.explanation import Found, deciding, finding, strength, worth


class Piece(NamedTuple):
    weight: float


@pytest.mark.parametrize(
    ("weight", "words"),
    [
        (12.0, "strongly for"),
        (7.0, "strongly for"),
        (4.0, "for"),
        (1.0, "slightly for"),
        (0.4, "says little"),
        (-0.4, "says little"),
        (-1.5, "slightly against"),
        (-3.0, "against"),
        (-8.0, "strongly against"),
    ],
)
def test_bits_in_words(weight: float, words: str) -> None:
    assert strength(weight) == words


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (Found(5, "Same name", 2.0, 2, 2), "same name, and only these two records have it"),
        (Found(5, "Same name", 1.2, 3, 2), "same name, rare: 3 records have it"),
        (Found(5, "Same name", -2.0, 1200, 2), "same name, common: 1,200 records have it"),
        (Found(5, "Same name", 0.3, 40, 2), "same name, 40 records have it"),
        (Found(1, "One digit differs", 0.0, None, 2), "one digit differs"),
        (Found(0, "Different", 0.0, None, 2), "different"),
        (Found(-1, "Missing", 0.0, None, 0), "empty on both sides"),
        (Found(-1, "Missing", 0.0, None, 1), "empty on one side"),
        (Found(-1, "Missing", 0.0, None, 2), "told by another field"),
    ],
)
def test_findings_in_words(found: Found, words: str) -> None:
    assert finding(found) == words


def test_what_could_not_be_compared_says_nothing() -> None:
    assert worth(Found(-1, "Missing", 0.0, None, 1), 0.0) == "says nothing"
    assert worth(Found(0, "Different", 0.0, None, 2), -4.0) == "against"


@given(st.lists(st.floats(-40, 40).map(Piece)), st.booleans())
def test_what_decides_points_the_way_of_the_verdict_and_weighs_most(pieces: list[Piece], match: bool) -> None:
    found = deciding(pieces, match=match)
    pointing = [piece.weight for piece in pieces if (piece.weight > 0 if match else piece.weight < 0)]
    assert (found.weight if found else None) == (max(pointing, key=abs) if pointing else None)
