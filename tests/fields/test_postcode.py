"""Postcodes, by their country's pattern."""

import pytest
from hypothesis import given

from hotpass.fields.base import Standard
from hotpass.fields.postcode import Postcode
from tests.fields.idempotence import COUNTRIES, cells, check

KNOWN = Postcode()


@pytest.mark.parametrize(
    ("text", "country", "value"),
    [
        ("8001", "ZA", "8001"),
        ("8001.0", "ZA", "8001"),
        ("84", "ZA", "0084"),
        ("2139", "US", "02139"),
        ("60302-1234", "US", "60302-1234"),
        ("603021234", "US", "60302-1234"),
        ("sw1a1aa", "GB", "SW1A 1AA"),
        ("k1a0b1", "CA", "K1A 0B1"),
        ("1234ab", "NL", "1234 AB"),
        ("800", "AU", "0800"),
        ("SW1A 1AA", None, "SW1A1AA"),
        ("60302", None, "60302"),
    ],
)
def test_valid(text: str, country: str | None, value: str) -> None:
    assert KNOWN.normalise(text, country) == Standard(value, valid=True, every=(value,))


@pytest.mark.parametrize(("text", "country"), [("80011", "ZA"), ("ABCD", "ZA"), ("ABCD", None), ("1234", "GB")])
def test_not_valid_but_kept(text: str, country: str | None) -> None:
    found = KNOWN.normalise(text, country)
    assert (found.value, found.valid) == (text, False)


@given(cells("0001", "SW1A", "1AA", ".0", "60302", "1"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)
