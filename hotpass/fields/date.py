"""Dates: ISO 8601, whatever order their country writes them in."""

import datetime
import re

from dateutil import parser

from hotpass.fields.base import FieldType, Standard, doubted, kept
from hotpass.fields.fold import fold, tidy
from hotpass.fields.placeholder import absent

NOT_A_DATE = "It is not a date."
NO_SUCH_DAY = "There is no such day in the calendar."
# The countries that write the month before the day.
MONTH_FIRST = frozenset({"US", "FM", "GU", "MH", "MP", "PR", "PW", "AS", "VI", "PH", "BZ"})
# Two digits up to this one mean the years 2000 to 2030, the others 1931 to 1999.
LAST_OF_THIS_CENTURY = 30

# RE2 and Python alike. Where the whole text matches this and names a day of the calendar, it is the standard value.
SIMPLE = r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}"

_TIME = r"(?:[T ,]+\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?(?:z|utc|gmt|[+-]\d{2}:?\d{2}))?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/. ](\d{{1,2}})[-/. ](\d{{1,2}}){_TIME}", re.IGNORECASE | re.ASCII)
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?", re.ASCII)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})[-/. ](\d{{1,2}})[-/. ](\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE | re.ASCII)
_YEAR = re.compile(r"(\d{4})(?:\.0+)?", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_MONTH_NAME = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)


def _day(year: int, month: int, day: int) -> Standard:
    text = f"{year:04d}-{month:02d}-{day:02d}"
    try:
        datetime.date(year, month, day)
    except ValueError:
        return doubted(text, NO_SUCH_DAY)
    return kept(text)


def _century(year: str) -> int:
    number = int(year)
    if len(year) == 4:
        return number
    return number + (2000 if number <= LAST_OF_THIS_CENTURY else 1900)


def _year_last(first: int, second: int, year: int, country: str | None) -> Standard:
    day, month = (second, first) if country in MONTH_FIRST else (first, second)
    if month > 12 >= day:
        day, month = month, day
    return _day(year, month, day)


def _spelt(text: str, country: str | None) -> Standard | None:
    if not _MONTH_NAME.search(text) or len(text) > 60 or not text.isascii():
        return None
    found: list[datetime.date] = []
    # Two different defaults show which of day, month and year the text really names.
    for fallback in (datetime.datetime(2000, 1, 1), datetime.datetime(2001, 2, 2)):  # noqa: DTZ001 - a calendar day has no time zone
        try:
            found.append(
                parser.parse(text, default=fallback, ignoretz=True, dayfirst=country not in MONTH_FIRST).date()
            )
        except (ValueError, OverflowError, TypeError, AttributeError):
            return doubted(fold(text), NOT_A_DATE)
    if found[0] != found[1]:
        same_month = (found[0].year, found[0].month) == (found[1].year, found[1].month)
        return kept(f"{found[0]:%Y-%m}") if same_month else doubted(fold(text), NOT_A_DATE)
    return kept(found[0].isoformat())


class Date(FieldType):
    """A calendar day; a lone year or month is kept as such."""

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """`YYYY-MM-DD`, or `YYYY` and `YYYY-MM` where no more is said; any time of day is left off."""
        if gap := absent(text):
            return gap
        plain = tidy(text)
        if found := _YEAR_FIRST.fullmatch(plain) or _EIGHT.fullmatch(plain):
            return _day(int(found[1]), int(found[2]), int(found[3]))
        if found := _YEAR_LAST.fullmatch(plain):
            return _year_last(int(found[1]), int(found[2]), _century(found[3]), country)
        if found := _YEAR.fullmatch(plain):
            return kept(found[1]) if found[1] >= "1000" else doubted(found[1], NOT_A_DATE)
        if found := _MONTH.fullmatch(plain):
            return kept(plain) if 1 <= int(found[2]) <= 12 else doubted(plain, NO_SUCH_DAY)
        return _spelt(plain, country) or doubted(fold(plain), NOT_A_DATE)

    def format(self, value: str, country: str | None = None) -> str:
        """As `9 December 1908`."""
        try:
            day = datetime.date.fromisoformat(value) if len(value) == 10 else None
        except ValueError:
            day = None
        return f"{day.day} {day:%B %Y}" if day else value
