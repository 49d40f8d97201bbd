"""The veil: what it leaves of a value."""

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from hotpass.store.veil import STATEMENTS


def hidden(text: str | None, key: str = "key") -> str | None:
    """What is seen in the place of a text."""
    with duckdb.connect() as cursor:
        cursor.execute(STATEMENTS["hide"].format(key=f"'{key}'"))
        found: str | None = cursor.execute("SELECT hide(?)", [text]).fetchall()[0][0]
        return found


@given(st.text(st.characters(categories=("L", "N"), codec="utf-8"), min_size=1, max_size=40))
def test_no_letter_or_digit_is_left_but_the_first(text: str) -> None:
    seen = hidden(text)
    assert seen is not None
    left, tag = seen.rsplit(" ·", 1)
    assert left == text[0] + "●" * (len(text) - 1)
    assert len(tag) == 4


def test_lengths_and_signs_stay_and_equal_texts_share_a_tag() -> None:
    seen = hidden("Zola Müller-Naidoo, 12")
    assert seen is not None
    assert seen.startswith("Z●●● ●●●●●●-●●●●●●, ●● ·")
    assert seen == hidden("Zola Müller-Naidoo, 12") != hidden("Zola Möller-Naidoo, 12")
    assert seen != hidden("Zola Müller-Naidoo, 12", "another server")
    assert hidden("") == ""
    assert hidden(None) is None
