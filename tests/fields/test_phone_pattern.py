"""The plain shapes of telephone numbers: whatever the patterns accept, phonenumbers accepts, with the same outcome."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotpass.fields.phone import Phone
from hotpass.fields.phone_pattern import PhonePattern, fast_pattern, lengths

COUNTRIES = ("ZA", "US", "NA", "BW", "ZW", "MZ", "LS", "SZ", "DE", "FR", "IN", "NL", "KE", "IT", "MX")
KNOWN = Phone()


def national_number(pattern: PhonePattern, text: str) -> str | None:
    """What a database does with a text, step by step."""
    if not re.fullmatch(pattern.shape, text):
        return None
    digits = text.translate(str.maketrans("", "", " ()-"))
    found = (pattern.coded and re.fullmatch(pattern.coded, digits)) or re.fullmatch(pattern.plain, digits)
    number = found[1] if found else ""
    fits = re.fullmatch(pattern.general, number) and re.fullmatch(pattern.national, number)
    return number if fits and not re.fullmatch(pattern.idle, number) else None


@pytest.mark.parametrize("country", COUNTRIES)
def test_equal_to_the_library(country: str) -> None:
    pattern = fast_pattern(country)
    assert pattern is not None
    code, prefix = pattern.calling_code, pattern.national_prefix or ""
    numbers = st.one_of(st.from_regex(pattern.national, fullmatch=True), st.from_regex(r"[0-9]{5,11}", fullmatch=True))
    fronts = st.sampled_from(["", prefix, code, f"+{code}", f"+{code} ", f"({prefix}", f"{prefix}-", "+44", "00"])

    @settings(max_examples=150, deadline=None)
    @given(fronts, numbers.filter(str.isascii), st.integers(0, 6), st.sampled_from([" ", "-", ") ", "  "]))
    def holds(front: str, number: str, place: int, gap: str) -> None:
        text = front + number[:place] + gap + number[place:]
        found = national_number(pattern, text)
        if found is not None:
            value = f"+{code}{found}"
            outcome = KNOWN.normalise(text, country)
            assert (outcome.value, outcome.valid, outcome.every) == (value, True, (value,))

    holds()


@pytest.mark.parametrize("text", ["0821234567", "(011) 784-5678", "+27 82 123 4567", "27821234567", "821234567"])
def test_the_usual_shapes_are_among_them(text: str) -> None:
    pattern = fast_pattern("ZA")
    assert pattern is not None
    assert national_number(pattern, text) is not None


@pytest.mark.parametrize("country", ["AR", "BR", "RU", "GB", "AU", "CA", "XX"])
def test_none_where_equality_is_not_certain(country: str) -> None:
    assert fast_pattern(country) is None


@pytest.mark.parametrize(
    ("pattern", "found"),
    [(r"\d{9}", {9}), (r"8(?:1\d{3,5}|2)", {2, 5, 6, 7}), (r"(?:[12]\d?){2}", {2, 3, 4}), (r"12|345", {2, 3})],
)
def test_lengths_of_a_pattern(pattern: str, found: set[int]) -> None:
    assert lengths(pattern) == found


def test_lengths_of_something_else_are_refused() -> None:
    with pytest.raises(ValueError, match="digits, sets, groups and counts"):
        lengths("a+")
