"""Countries: ISO 3166-1 alpha-2."""

import pytest
from hypothesis import given

from hotpass.fields.base import Standard
from hotpass.fields.country import Country, names
from tests.fields.idempotence import COUNTRIES, cells, check

KNOWN = Country()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("South Africa", "ZA"),
        ("RSA", "ZA"),
        ("zaf", "ZA"),
        ("za", "ZA"),
        ("Suid-Afrika", "ZA"),
        ("Sout Africa", "ZA"),
        ("NA", "NA"),
        ("Namibia", "NA"),
        ("Swaziland", "SZ"),
        ("U.K.", "GB"),
        ("U.S.A.", "US"),
        ("The United States of America", "US"),
        ("Korea, Republic of", "KR"),
        ("Côte d'Ivoire", "CI"),
        ("Ivory Coast", "CI"),
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Türkiye", "TR"),
    ],
)
def test_countries(text: str, value: str) -> None:
    assert KNOWN.normalise(text) == Standard(value, valid=True, every=(value,))


def test_unknown_country_stays_as_words() -> None:
    assert KNOWN.normalise("Atlantis") == Standard(
        "atlantis", valid=False, every=("atlantis",), reason="No country has this name or code."
    )


def test_two_countries_are_never_taken_for_each_other() -> None:
    for name, code in names().items():
        assert KNOWN.normalise(name).value == code


def test_shown_by_name() -> None:
    assert KNOWN.format("ZA") == "South Africa"
    assert KNOWN.format("atlantis") == "atlantis"


@given(cells("South", "Africa", "NA", "the", "U.S.", "Congo"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)
