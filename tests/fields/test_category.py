"""Categories: a word spelt alike."""

import pytest
from hypothesis import given

from hotpass.fields.category import Category
from tests.fields.idempotence import COUNTRIES, cells, check

KNOWN = Category()


@pytest.mark.parametrize(
    ("text", "value"), [("small_airport", "small airport"), (" Small  Airport ", "small airport"), ("PUBLIC", "public")]
)
def test_categories(text: str, value: str) -> None:
    assert KNOWN.normalise(text).value == value


def test_shown_with_a_capital() -> None:
    assert KNOWN.format("small airport") == "Small airport"


@given(cells("A", "_", "b"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)
