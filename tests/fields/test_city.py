"""Place names: plain words."""

import pytest
from hypothesis import given

from hotpass.fields.city import City
from tests.fields.idempotence import COUNTRIES, cells, check

KNOWN = City()


@pytest.mark.parametrize(
    ("text", "value"),
    [("Cape Town", "cape town"), (" CAPE-TOWN ", "cape town"), ("São Paulo", "sao paulo"), ("St. James", "st james")],
)
def test_cities(text: str, value: str) -> None:
    assert KNOWN.normalise(text).value == value


def test_digits_alone_are_no_city() -> None:
    found = KNOWN.normalise("8001")
    assert (found.value, found.valid, found.reason) == ("8001", False, "A place name has letters.")


def test_shown_with_capitals() -> None:
    assert KNOWN.format("cape town") == "Cape Town"


@given(cells("St", "Cape", "Town"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)
