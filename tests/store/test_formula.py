"""A text that a spreadsheet would run is marked, the mark comes off again, and other texts stay as they are."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hotpass.store.formula import guard, unguard

DANGEROUS = [
    "=1+1",
    "@SUM(A1)",
    "-cmd",
    "+cmd|' /C calc'!A0",
    "\t=1",
    "\rx",
    "\nx",
    "\x00",
    "  =1",
    "\u00a0=1",
    "\ufeff=1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20x",
    "-",
    "--1",
    "-1.5.2",
    "+27 82 123",
    "+27821234567\n",
    "=\uff11",
]
HARMLESS = ["", "+27821234567", "-12", "-12.5", "12", "abc", "a=b", "it's", "'quoted'", "'", "''", "\u0967"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_what_could_run_is_marked(text: str) -> None:
    assert guard(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_what_cannot_run_stays_as_it_is(text: str) -> None:
    assert guard(text) == text


@given(st.one_of(st.text(), st.text(alphabet="'=+-@ 1a.\t\n\r\x00\uff1d", max_size=8)))
@example("'=1")
@example("''=1")
@example("'+27821234567")
def test_the_way_back_is_unambiguous(text: str) -> None:
    assert unguard(guard(text)) == text


@given(st.text(alphabet="'=+-@ 1a.\t\n\r\x00\uff1d", max_size=8))
def test_nothing_marked_begins_with_a_sign(text: str) -> None:
    marked = guard(text).strip()
    harmless = marked == text and (text[:1] in "+-" or not text.strip())
    assert harmless or marked[:1] not in tuple("=+-@\uff1d")
