"""Free text: nothing judged but emptiness."""

import pytest
from hypothesis import given

from hotpass.fields.text import Text
from tests.fields.idempotence import COUNTRIES, cells, check

KNOWN = Text()


@pytest.mark.parametrize(
    ("text", "value"),
    [("Héllo\u00a0 World", "hello world"), ("a\u200bb", "ab"), ("\uff21\uff22", "ab"), ("Straße", "strasse")],
)
def test_folded(text: str, value: str) -> None:
    assert KNOWN.normalise(text).value == value


def test_long_prose_is_kept() -> None:
    assert len(KNOWN.normalise("word " * 1000).value or "") == 4999


@given(cells("A", "É", "b"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)
