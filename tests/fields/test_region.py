"""Regions: ISO 3166-2, however a province is spelt."""

import pytest
from hypothesis import given

from hotpass.fields.base import Standard
from hotpass.fields.region import Region, names
from tests.fields.idempotence import COUNTRIES, cells, check

KNOWN = Region()


@pytest.mark.parametrize(
    "text",
    [
        "KZN",
        "kzn",
        "KwaZulu-Natal",
        "Kwa-Zulu Natal",
        "Kwazulu Natal",
        "KWAZULU NATL",
        "Natal",
        "ZA-KZN",
        "za kzn",
        "Kwazulu/Natal",
    ],
)
def test_one_province_many_spellings(text: str) -> None:
    assert KNOWN.normalise(text, "ZA") == Standard("ZA-KZN", valid=True, every=("ZA-KZN",))


@pytest.mark.parametrize(
    ("text", "country", "value"),
    [
        ("Gauteng", "ZA", "ZA-GP"),
        ("GP", "ZA", "ZA-GP"),
        ("w. cape", "ZA", "ZA-WC"),
        ("Wes-Kaap", "ZA", "ZA-WC"),
        ("Northen Cape", "ZA", "ZA-NC"),
        ("Nothern Cape", "ZA", "ZA-NC"),
        ("Freestate", "ZA", "ZA-FS"),
        ("Free state prov.", "ZA", "ZA-FS"),
        ("Northwest Prov", "ZA", "ZA-NW"),
        ("North-West", "ZA", "ZA-NW"),
        ("Limpompo", "ZA", "ZA-LP"),
        ("Mpumulanga", "ZA", "ZA-MP"),
        ("Gautang", "ZA", "ZA-GP"),
        ("nsw", "AU", "AU-NSW"),
        ("wa", "AU", "AU-WA"),
        ("wa", "US", "US-WA"),
        ("Limpopo", None, "ZA-LP"),
        ("US-IL", "ZA", "US-IL"),
        ("Hardap", "ZA", "NA-HA"),
        ("Central", "ZA", "central"),
        ("Veszprém", "HU", "HU-VE"),
        ("Khulna", "BD", "BD-D"),
        ("Hiiumaa", "EE", "EE-39"),
    ],
)
def test_regions(text: str, country: str | None, value: str) -> None:
    found = KNOWN.normalise(text, country)
    assert (found.value, found.valid) == (value, True)


@pytest.mark.parametrize(
    ("text", "country", "value", "reason"),
    [
        ("Bavaria", "ZA", "bavaria", "Its country has no region of this name or code."),
        ("wa", None, "wa", "No country is known, so the region cannot be told."),
        ("tbc", "ZA", None, "The cell says that there is no value."),
    ],
)
def test_not_told(text: str, country: str | None, value: str | None, reason: str) -> None:
    found = KNOWN.normalise(text, country)
    assert (found.value, found.valid, found.reason) == (value, False, reason)


@pytest.mark.parametrize("country", ["ZA", "AU", "US", "GB", "NA", "BW"])
def test_names_lead_to_codes_that_exist(country: str) -> None:
    for name, code in names(country).items():
        assert KNOWN.normalise(name, country).value == code
        assert KNOWN.format(code) != code.title()


def test_shown_by_name() -> None:
    assert KNOWN.format("ZA-GP") == "Gauteng"
    assert KNOWN.format("bavaria") == "Bavaria"


@given(cells("KZN", "ZA-", "Cape", "West", "ern", "IL"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)


@pytest.mark.parametrize(("old", "code"), [("ZA-GT", "ZA-GP"), ("ZA-NL", "ZA-KZN"), ("ZA-NP", "ZA-LP")])
def test_codes_that_were_replaced(old: str, code: str) -> None:
    assert KNOWN.normalise(old, "ZA").value == code
