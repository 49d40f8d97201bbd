"""Identifiers: one spelling, check digits where a scheme has them."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotpass.fields.base import Standard
from hotpass.fields.identifier import Identifier
from tests.fields.idempotence import COUNTRIES, cells, check

KNOWN = Identifier()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("ab-12 34", "AB1234"),
        ("2001/012345/07", "2001/012345/07"),
        ("12345.0", "12345"),
        ("0012", "0012"),
        ("faor", "FAOR"),
    ],
)
def test_any_code(text: str, value: str) -> None:
    assert KNOWN.normalise(text) == Standard(value, valid=True, every=(value,))


def test_several() -> None:
    assert KNOWN.normalise("A1; b 2").every == ("A1", "B2")


@pytest.mark.parametrize(
    ("scheme", "country", "text", "value"),
    [
        ("lei", None, "5493001kjtiigc8y1r12", "5493001KJTIIGC8Y1R12"),
        ("iban", None, "GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"),
        ("isin", None, "US0378331005", "US0378331005"),
        ("isbn", None, "978-0-471-11709-4", "9780471117094"),
        ("sa_id", None, "800101 5009 087", "8001015009087"),
        ("vat", "DE", "DE136695976", "136695976"),
        ("icao_airport", None, "faor", "FAOR"),
        ("iata_airport", None, "jnb", "JNB"),
        ("za_company", None, "2001/012345/07", "2001/012345/07"),
        ("no such scheme", None, "x 1", "X1"),
    ],
)
def test_schemes(scheme: str, country: str | None, text: str, value: str) -> None:
    assert Identifier(scheme).normalise(text, country) == Standard(value, valid=True, every=(value,))


@pytest.mark.parametrize(
    ("scheme", "text", "reason"),
    [
        ("lei", "5493001KJTIIGC8Y1R13", "The check digits do not fit, a digit is wrong or two are swapped."),
        ("sa_id", "800101", "The code does not have the shape of its scheme."),
        ("sa_id", "8001015009088", "The check digits do not fit, a digit is wrong or two are swapped."),
        ("iata_airport", "JNBX", "An IATA code has three letters."),
    ],
)
def test_broken_codes_are_kept(scheme: str, text: str, reason: str) -> None:
    assert Identifier(scheme).normalise(text) == Standard(text, valid=False, every=(text,), reason=reason)


def test_every_lei_of_the_register_is_valid(shared_data: Path) -> None:
    with (shared_data / "registry-gleif" / "gleif_south_africa.csv").open(encoding="utf-8") as file:
        leis = [row["LEI"] for row in csv.DictReader(file)]
    assert len(leis) > 100
    assert all(Identifier("lei").is_valid(lei) for lei in leis)


@given(
    cells("5493", "001KJTIIGC8Y1R12", "-", "DE"), COUNTRIES, st.sampled_from(["lei", "vat", "iban", "isin", "sa_id"])
)
def test_a_checked_value_stands_for_itself(text: str, country: str | None, scheme: str) -> None:
    check(Identifier(scheme), text, country)


@given(cells("AB", "12", ".0", "or", "|"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)
