"""Telephone numbers: E.164 by the country's own plan."""

import pytest
from hypothesis import given

from hotpass.fields.base import Standard
from hotpass.fields.phone import Phone
from tests.fields.idempotence import COUNTRIES, cells, check

KNOWN = Phone()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("082 123 4567", "+27821234567"),
        ("(011) 784-5678", "+27117845678"),
        ("+27 (0)82 123 4567", "+27821234567"),
        ("0027 82 123 4567", "+27821234567"),
        ("Tel: (031) 327 2000", "+27313272000"),
        ("011 784 5678 ext 12", "+27117845678"),
        ("+44 20 7946 0958", "+442079460958"),
        ("082,123,4567", "+27821234567"),
        # As a spreadsheet keeps a number that was typed as one.
        ("27821234567", "+27821234567"),
        ("821234567", "+27821234567"),
        ("2.7821234567E+10", "+27821234567"),
        ("27821234567.0", "+27821234567"),
    ],
)
def test_valid_in_south_africa(text: str, value: str) -> None:
    assert KNOWN.normalise(text, "ZA") == Standard(value, valid=True, every=(value,))


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("082 123 4567 / 011 784 5678", ("+27821234567", "+27117845678")),
        ("082 123 4567\n011 784 5678", ("+27821234567", "+27117845678")),
        ("082 123 4567 or 011 784 5678", ("+27821234567", "+27117845678")),
        ("082 123 4567; 082 123 4567", ("+27821234567",)),
        ("Tel: 031 327 2000 Fax: 031 327 2001", ("+27313272000", "+27313272001")),
        ("011 784 5678/9", ("+27117845678",)),
    ],
)
def test_several(text: str, every: tuple[str, ...]) -> None:
    found = KNOWN.normalise(text, "ZA")
    assert (found.value, found.every) == (every[0], every)


@pytest.mark.parametrize(
    ("text", "country", "value", "reason"),
    [
        ("386-5286", "US", "3865286", "The number lacks its area code."),
        ("011 784", "ZA", "011784", "The number is not in use by its country's numbering plan."),
        ("082 123 4567", None, "0821234567", "The number names no country, and none is known for these records."),
        ("2.78E+10", "ZA", None, "The spreadsheet rounded the number, its last digits are lost."),
        ("0000000000", "ZA", None, "The cell says that there is no value."),
        ("ask the office", "ZA", None, "No telephone number is in it."),
        ("n/a", "ZA", None, "The cell says that there is no value."),
    ],
)
def test_not_valid(text: str, country: str | None, value: str | None, reason: str) -> None:
    found = KNOWN.normalise(text, country)
    assert (found.value, found.valid, found.reason) == (value, False, reason)


def test_a_number_with_its_calling_code_needs_no_country() -> None:
    assert KNOWN.normalise("27821234567").value == "+27821234567"


def test_shown_nationally_at_home_and_internationally_abroad() -> None:
    assert KNOWN.format("+27821234567", "ZA") == "082 123 4567"
    assert KNOWN.format("+27821234567", "US") == "+27 82 123 4567"
    assert KNOWN.format("3865286", "US") == "3865286"


def test_a_long_cell_of_letters_is_read_quickly() -> None:
    assert KNOWN.normalise("a " * 900 + "!", "ZA").value is None


@given(cells("082", "+27", "1234567", "(", ")", "0", "E+10", "ext 5", "Tel:", "+1 312", ".0"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)
