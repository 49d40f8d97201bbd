"""Dates: ISO 8601, whatever order they are written in."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotpass.fields.base import Standard
from hotpass.fields.date import Date
from tests.fields.idempotence import COUNTRIES, cells, check

KNOWN = Date()


@pytest.mark.parametrize(
    ("text", "country", "value"),
    [
        ("1971-06-24", None, "1971-06-24"),
        ("1971-06-24 00:00:00", None, "1971-06-24"),
        ("2020-10-23T12:00:00Z", None, "2020-10-23"),
        ("19081209", "AU", "1908-12-09"),
        ("24/06/1971", "ZA", "1971-06-24"),
        ("06/24/1971", "ZA", "1971-06-24"),
        ("06/07/1971", "ZA", "1971-07-06"),
        ("06/07/1971", "US", "1971-06-07"),
        ("24.6.71", "DE", "1971-06-24"),
        ("1/2/30", "ZA", "2030-02-01"),
        ("1/2/31", "ZA", "1931-02-01"),
        ("24 Jun 1971", "ZA", "1971-06-24"),
        ("June 24, 1971", "US", "1971-06-24"),
        ("9 December 1908", "ZA", "1908-12-09"),
        ("June 1999", "ZA", "1999-06"),
        ("1999", "ZA", "1999"),
        ("1999.0", "ZA", "1999"),
    ],
)
def test_dates(text: str, country: str | None, value: str) -> None:
    assert KNOWN.normalise(text, country) == Standard(value, valid=True, every=(value,))


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("31/02/2000", "2000-02-31", "There is no such day in the calendar."),
        ("19081309", "1908-13-09", "There is no such day in the calendar."),
        ("29/02/2023", "2023-02-29", "There is no such day in the calendar."),
        ("someday", "someday", "It is not a date."),
        ("24 Jun", "24 jun", "It is not a date."),
        ("tbc", None, "The cell says that there is no value."),
    ],
)
def test_not_valid(text: str, value: str | None, reason: str) -> None:
    found = KNOWN.normalise(text, "ZA")
    assert (found.value, found.valid, found.reason) == (value, False, reason)


@given(
    st.dates(min_value=datetime.date(1900, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d %b %Y", "%d.%m.%Y"]),
)
def test_every_day_is_read_back(day: datetime.date, written: str) -> None:
    assert KNOWN.normalise(day.strftime(written), "ZA").value == day.isoformat()


def test_shown_in_words() -> None:
    assert KNOWN.format("1908-12-09") == "9 December 1908"
    assert KNOWN.format("1999") == "1999"


@given(cells("19", "71", "2020", "Jun", "12", ":00", "T", "31", "may"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)
