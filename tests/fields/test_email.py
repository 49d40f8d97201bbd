"""E-mail addresses: what a mail server would take, in lower case."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotpass.fields import email
from hotpass.fields.base import Standard
from hotpass.fields.email import Email
from tests.fields.idempotence import COUNTRIES, cells, check

KNOWN = Email()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("joe@example.co.za", "joe@example.co.za"),
        ("  Joe.Soap@Example.CO.ZA ", "joe.soap@example.co.za"),
        ("mailto:joe@fly.org", "joe@fly.org"),
        ("Joe Soap <joe@fly.org>", "joe@fly.org"),
        ("joe@fly.org,", "joe@fly.org"),
        ("josé@exämple.com", "josé@exämple.com"),
        ("x/y+tag@fly.org", "x/y+tag@fly.org"),
    ],
)
def test_valid(text: str, value: str) -> None:
    found = KNOWN.normalise(text)
    assert found == Standard(value, valid=True, every=(value,), parts=tuple(value.split("@")))


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("joe@fly.org; mary@sky.com", ("joe@fly.org", "mary@sky.com")),
        ("joe@fly.org / mary@sky.com", ("joe@fly.org", "mary@sky.com")),
        ("joe@fly.org\nMARY@sky.com", ("joe@fly.org", "mary@sky.com")),
        ("joe@fly.org or joe@fly.org", ("joe@fly.org",)),
        ("joe@@fly.org, mary@sky.com", ("mary@sky.com",)),
    ],
)
def test_several(text: str, every: tuple[str, ...]) -> None:
    found = KNOWN.normalise(text)
    assert (found.value, found.every) == (every[0], every)


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("joe@@fly.org", "joe@@fly.org", "The domain of the e-mail address is not well formed."),
        ("joe@fly", "joe@fly", "The domain of the e-mail address is not well formed."),
        ("joe@fly.test", "joe@fly.test", "The domain is reserved and receives no mail."),
        ("ask the office", None, "No e-mail address is in it."),
        ("test@test.com", None, "The cell says that there is no value."),
        ("n/a", None, "The cell says that there is no value."),
        (" ", None, "The cell is empty."),
    ],
)
def test_not_valid(text: str, value: str | None, reason: str) -> None:
    found = KNOWN.normalise(text)
    assert (found.value, found.valid, found.reason) == (value, False, reason)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("test@iana.org", True),
        ("test.test@iana.org", True),
        ("!#$%&`*+/=?^{|}~@iana.org", True),
        ("test@nic.travel", True),
        ("", False),
        ("test", False),
        ("@", False),
        ("test@", False),
        ("test..test@iana.org", False),
        (".test@iana.org", False),
        ("test@.iana.org", False),
        ("test@iana.org-", False),
        ("te st@iana.org", False),
    ],
)
def test_a_few_forms_of_the_standard(text: str, taken: bool) -> None:
    assert KNOWN.is_valid(text) is taken


# Valid by the standard, refused here: a domain of one label, and what people type to get past a form.
REFUSED = {"test@io", "test@test.com"}


def test_agreement_with_the_isemail_suite(shared_data: Path) -> None:
    tests = ElementTree.parse(shared_data / "standards-email-isemail" / "tests.xml")  # noqa: S314 - a known file
    refused, judged = set(), 0
    for test in tests.iter("test"):
        category, address = test.findtext("category") or "", test.findtext("address") or ""
        text = "".join(chr(ord(sign) - 0x2400) if 0x2400 <= ord(sign) <= 0x2440 else sign for sign in address)
        if category in {"ISEMAIL_VALID_CATEGORY", "ISEMAIL_DNSWARN"}:
            judged += 1
            refused |= set() if KNOWN.is_valid(text) else {text}
        elif category == "ISEMAIL_ERR":
            judged += 1
            assert not KNOWN.is_valid(text)
    assert judged == 88
    assert refused == REFUSED


@given(st.from_regex(email.SIMPLE, fullmatch=True, alphabet=st.characters(codec="ascii")))
def test_simple_shapes_are_the_lower_case_text(text: str) -> None:
    lower = text.lower()
    if not re.search(email.UNLESS, lower):
        assert KNOWN.normalise(text) == Standard(lower, valid=True, every=(lower,), parts=tuple(lower.split("@")))
        assert KNOWN.is_valid(text)


@given(cells("joe", "@", "example.co.za", "mailto:", "<", ">", ";", "Ü", "test", "@test.com"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)
