"""Numbers: digits and a point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotpass.fields.base import Standard
from hotpass.fields.number import Number
from tests.fields.idempotence import COUNTRIES, cells, check

KNOWN = Number()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("42", "42"),
        ("042", "42"),
        ("-5", "-5"),
        ("(123)", "-123"),
        ("1,234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1,234", "1234"),
        ("1,234,567", "1234567"),
        ("1,5", "1.5"),
        ("0,125", "0.125"),
        ("1 200 000", "1200000"),
        ("R 1 200.00", "1200"),
        ("$5", "5"),
        ("12%", "12"),
        ("1e3", "1000"),
        ("2.50", "2.5"),
    ],
)
def test_numbers(text: str, value: str) -> None:
    assert KNOWN.normalise(text) == Standard(value, valid=True, every=(value,))


@pytest.mark.parametrize("text", ["many", "12 beds", "1,23,4", "1.2.3", "1e99", "--5"])
def test_not_a_number(text: str) -> None:
    assert KNOWN.normalise(text) == Standard(None, valid=False, reason="It is not a number.")


@given(st.integers(-(10**12), 10**12))
def test_thousands_marks_change_nothing(number: int) -> None:
    assert KNOWN.normalise(f"{number:,}").value == KNOWN.normalise(str(number)).value == str(number)


@given(cells("1", "234", "R", "%", "(", ")", "e", "9", "0"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)
