"""Websites: the registrable domain."""

import pytest
from hypothesis import given

from hotpass.fields.base import Standard
from hotpass.fields.website import Website
from tests.fields.idempotence import COUNTRIES, cells, check

KNOWN = Website()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("http://www.example.co.za/fly?x=1#top", "example.co.za"),
        ("WWW.Example.COM", "example.com"),
        ("example.org.", "example.org"),
        ("https://user@shop.example.org:8080/", "example.org"),
        ("127.0.0.1", "127.0.0.1"),
        ("https://müller.de", "müller.de"),
    ],
)
def test_valid(text: str, value: str) -> None:
    assert KNOWN.normalise(text) == Standard(value, valid=True, every=(value,))


def test_several() -> None:
    assert KNOWN.normalise("www.a.co.za / www.b.com").every == ("a.co.za", "b.com")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("our website", "It names no registered domain."),
        ("co.za", "It names no registered domain."),
        ("info@example.co.za", "It is an e-mail address, not a website."),
        ("-", "The cell says that there is no value."),
    ],
)
def test_not_valid(text: str, reason: str) -> None:
    found = KNOWN.normalise(text)
    assert (found.value, found.valid, found.reason) == (None, False, reason)


def test_shown_as_a_link() -> None:
    assert KNOWN.format("example.co.za") == "https://example.co.za"


@given(cells("www.", "a.co.za", "http://", "x.org", "/y", "@", "1.2.3.4"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)
