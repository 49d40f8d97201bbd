"""Headers as plain words, as names, and as names of fields."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotpass.fields.header import header_words, likeness, slug


@pytest.mark.parametrize(
    ("header", "plain"),
    [
        (" given_name", "given name"),
        ("GivenName", "given name"),
        ("E-mail Address:", "e mail address"),
        ("Elevation (ft)", "elevation"),
        ("5. Size", "size"),
        ("Phone.1", "phone 1"),
        ("Entity.LegalName", "entity legal name"),
        ("IATA", "iata"),
        ("(ft)", "ft"),
        ("Téléphone", "telephone"),
    ],
)
def test_plain_words(header: str, plain: str) -> None:
    assert header_words(header) == plain


@pytest.mark.parametrize(
    ("header", "name"),
    [("Length of Day", "length_of_day"), ("2019", "column_2019"), ("", "column_4"), ("名前", "column_4")],
)
def test_field_names(header: str, name: str) -> None:
    assert slug(header, 3) == name


@given(st.text(max_size=60), st.integers(0, 20_000))
def test_any_header_gives_a_field_name(header: str, position: int) -> None:
    name = slug(header, position)
    assert name.isascii()
    assert name.replace("_", "a").isalnum()
    assert name[0].isalpha()


def test_likeness() -> None:
    assert likeness("e mail", ["e mail"]) == (1.0, True)
    assert likeness("phone 2", ["phone"]) == (0.95, True)
    assert likeness("contact email address", ["email"])[0] > 0.5
    assert likeness("telphone", ["telephone"])[0] > 0.75
    assert likeness("program name", ["name"])[0] == 0
    assert likeness("colour", ["phone"])[0] == 0
