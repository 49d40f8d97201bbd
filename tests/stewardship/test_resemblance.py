"""Resemblance: parts of longer texts are found, and other numbers and common names are told from the same name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotpass.stewardship.resemblance import SURE, Vocabulary, is_same_name, likeness, score, tells_apart

HOLDERS = {
    "travel": 400,
    "air": 300,
    "4": 20,
    "business": 30,
    "university": 500,
    "of": 500,
    "michigan": 3,
    "flint": 1,
    "the": 90,
}
WORDS = Vocabulary(HOLDERS, 1000)
TEXTS = st.lists(st.sampled_from([*HOLDERS, "harbour", "kestrel", "2"]), max_size=6).map(" ".join)


@given(TEXTS, TEXTS)
def test_a_likeness_lies_between_nothing_and_the_same(asked: str, name: str) -> None:
    assert 0 <= likeness(WORDS, asked, name) <= 100
    assert likeness(WORDS, name, name) == (100 if name else 0)


def test_a_name_inside_a_longer_text_is_likely_and_never_sure() -> None:
    asked = "program in chemical biology university of michigan"
    found = {
        name: likeness(WORDS, asked, name)
        for name in ("the university of michigan", "university of michigan flint", "university of bergen", "university")
    }
    assert max(found, key=lambda name: found[name]) == "the university of michigan"
    assert 80 < found["the university of michigan"] < SURE
    assert found["university"] < found["the university of michigan"]
    assert likeness(WORDS, "depot of kestrell harbour", "kestrel harbour") > 80


@pytest.mark.parametrize(
    ("asked", "name", "same"),
    [
        ("kestrel travel", "travel kestrel", True),
        ("kestrl travel", "kestrel travel", True),
        ("capitol way no 1", "capitol way no 2", False),
        ("leasing ireland", "leasing 2 ireland", False),
        ("leasing ireland", "leasing ii ireland", False),
        ("michigan travel", "michigen travel", False),
        ("sfvi aircraft", "sfv aircraft", False),
        ("kestrl travl", "kestrel travel", False),
    ],
)
def test_one_slip_of_the_pen_is_the_same_name_and_another_number_is_not(asked: str, name: str, same: bool) -> None:
    assert is_same_name(WORDS, asked, name) is same


def test_a_name_that_many_words_make_up_by_chance_may_be_of_another() -> None:
    told = {name: tells_apart(WORDS, name) for name in ("business travel", "air 4", "kestrel travel", "kestrel")}
    assert told == {"business travel": False, "air 4": False, "kestrel travel": True, "kestrel": True}


def test_what_was_asked_first_counts_twice() -> None:
    assert score({"name": 90.0, "city": 60.0}) == 80.0
    assert score({}) == 100.0
