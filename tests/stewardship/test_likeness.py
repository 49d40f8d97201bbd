"""Kinds of difference between two values, and marks on letters that lose none of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotpass.model.explanation import SeenValue
from hotpass.model.review import Likeness
from hotpass.stewardship.likeness import LONGEST_SHOWN, likeness, pieces

texts = st.one_of(st.none(), st.text(max_size=40))


def seen(left: str | None, right: str | None, tidied: tuple[str | None, str | None] = (None, None)) -> SeenValue:
    one, other = tidied
    return SeenValue(field="f", title="F", left=left, right=right, left_standard=one, right_standard=other)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        (seen("a", None), Likeness.EMPTY),
        (seen(None, None), Likeness.EMPTY),
        (seen("Cape Town", "Cape Town"), Likeness.SAME),
        (seen("021 555", "+27 21 555", ("+2721555", "+2721555")), Likeness.TIDIED),
        (seen("Ayanda Pretorius", "Ayande Pretorius"), Likeness.NEARLY),
        (seen("Johannesburg", "Polokwane"), Likeness.DIFFERENT),
        (seen("x" * 30_000, "x" * 29_999), Likeness.DIFFERENT),
    ],
)
def test_kinds(value: SeenValue, kind: Likeness) -> None:
    assert likeness(value) is kind


@given(left=texts, right=texts)
def test_pieces_together_are_the_values(left: str | None, right: str | None) -> None:
    for kind in Likeness:
        one, other = pieces(seen(left, right), kind)
        assert "".join(piece.text for piece in one) == (left or "")
        assert "".join(piece.text for piece in other) == (right or "")


def test_marks_show_the_letters_that_differ() -> None:
    left, right = pieces(seen("Linda", "Londa"), Likeness.NEARLY)
    assert [piece.text for piece in left if piece.marked] == ["i"]
    assert [piece.text for piece in right if piece.marked] == ["o"]


@pytest.mark.parametrize(
    ("left", "right", "marked"),
    [
        ("Abraham Lincoln Centre - Donoghue", "Abraham Lincoln Centre Roseland", ["- ", "Donoghue"]),
        ("707 E 37th St", "7 E. 119th St.", ["707 ", "37th "]),
        ("CARY HOUSE", "Mary House", ["C"]),
        ("Straßen", "Strasse", ["Straßen"]),
        (" x", "x", [" "]),
    ],
)
def test_words_are_marked_whole_unless_they_are_much_alike(left: str, right: str, marked: list[str]) -> None:
    one, _ = pieces(seen(left, right), Likeness.NEARLY)
    assert [piece.text for piece in one if piece.marked] == marked


def test_a_very_long_value_is_cut_and_says_so() -> None:
    left, _ = pieces(seen("x" * 30_000, "y"), Likeness.DIFFERENT)
    assert left[0].text.startswith("x" * LONGEST_SHOWN)
    assert left[0].text.endswith("(30,000 characters)")
