"""Names of people: given names first, titles and suffixes off."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotpass.fields import person_name
from hotpass.fields.base import Standard
from hotpass.fields.person_name import PersonName
from tests.fields.idempotence import COUNTRIES, cells, check

KNOWN = PersonName()


@pytest.mark.parametrize(
    ("text", "given_names", "family"),
    [
        ("Nomsa Dlamini", "nomsa", "dlamini"),
        ("van der Merwe, Pieter J", "pieter j", "van der merwe"),
        ("Pieter J van der Merwe", "pieter j", "van der merwe"),
        ("Dr. Pieter van der Merwe Jr.", "pieter", "van der merwe"),
        ("SMITH, JOHN", "john", "smith"),
        ("Smith, Mr John", "john", "smith"),
        ("Prof (Dr) Nomsa Dlamini", "nomsa", "dlamini"),
        ("O'Brien, Mary-Ann", "mary ann", "obrien"),
        ("Capt. José Núñez", "jose", "nunez"),
        ("Mr & Mrs John Jones", "john", "jones"),
        ("Smith Jones, Mary", "mary", "smith jones"),
    ],
)
def test_whole_names(text: str, given_names: str, family: str) -> None:
    found = KNOWN.normalise(text)
    assert found.value == f"{given_names} {family}"
    assert found.parts == (given_names, family)


@pytest.mark.parametrize("text", ["Madonna", "King", "Prince", "Bishop", "Major", "Dr"])
def test_a_word_alone_stays_whole(text: str) -> None:
    found = KNOWN.normalise(text)
    assert (found.value, found.parts) == (text.lower(), (None, None))


def test_a_family_name_alone_stays_whole() -> None:
    assert KNOWN.normalise("van der Merwe").value == "van der merwe"


@pytest.mark.parametrize("text", ["", "-", "n/a", "none", "Unknown"])
def test_placeholders(text: str) -> None:
    assert KNOWN.normalise(text).value is None


def test_shown_with_capitals() -> None:
    assert KNOWN.format("pieter van der merwe") == "Pieter van der Merwe"


WORDS = st.sampled_from(["Mary", "SMITH", "Dr", "van", "Jr", "none", "and", "King", "Al", "unknown", "not", "known"])


@given(st.lists(WORDS, min_size=1, max_size=2).map(" ".join))
def test_simple_shapes_are_the_lower_case_text(text: str) -> None:
    lower = text.lower()
    assert re.fullmatch(person_name.SIMPLE, text)
    if not re.search(person_name.unless(), lower):
        parts = tuple(lower.split()) if " " in lower else (None, None)
        assert KNOWN.normalise(text) == Standard(lower, valid=True, every=(lower,), parts=parts)


@given(cells("van der", "Dr", "Smith", "Jr", "and", "Mary", "(x)", "'"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)
