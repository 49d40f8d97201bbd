"""Names of organisations: one plain spelling, the legal form apart."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotpass.fields import organisation_name
from hotpass.fields.base import Standard
from hotpass.fields.organisation_name import OrganisationName
from tests.fields.idempotence import COUNTRIES, cells, check

KNOWN = OrganisationName()


@pytest.mark.parametrize(
    ("text", "core", "form"),
    [
        ("Acme Flying (Pty) Ltd", "acme flying", "pty ltd"),
        ("ACME FLYING Proprietary Limited", "acme flying", "pty ltd"),
        ("Acme Flying (Pty) Limited", "acme flying", "pty ltd"),
        ("Acme Flying Pty. Ltd.", "acme flying", "pty ltd"),
        ("Acme Flying Eiendoms Beperk", "acme flying", "pty ltd"),
        ("Blue & Sons CC", "blue and sons", "cc"),
        ("Blue and Sons Close Corporation", "blue and sons", "cc"),
        ("Children's Home NPC", "childrens home", "npc"),
        ("Eskom Holdings SOC Ltd", "eskom holdings", "soc ltd"),
        ("Transaction Capital (RF) Ltd", "transaction capital", "rf ltd"),
        ("Siemens Bau GmbH & Co. KG", "siemens bau", "gmbh and co kg"),
        ("Peugeot S.A.", "peugeot", "sa"),
        ("Philips B.V.", "philips", "bv"),
        ("Café de l'Été, Inc.", "cafe de lete", "inc"),
        ("Novo Ørsted A/S", "novo orsted", "a s"),
        ("Smith & Co", "smith", "and co"),
        ("Johnson & Johnson", "johnson and johnson", None),
        ("O.R. Tambo International Airport", "o r tambo international airport", None),
        ("Ltd", "ltd", None),
    ],
)
def test_legal_forms_are_split_off(text: str, core: str, form: str | None) -> None:
    found = KNOWN.normalise(text)
    assert found.parts == (core, form)
    assert found.value == (f"{core} {form}" if form else core)
    assert found.valid


@pytest.mark.parametrize("text", ["", "-", "n/a", "None", "UNKNOWN", "tbc", "..."])
def test_placeholders(text: str) -> None:
    found = KNOWN.normalise(text)
    assert (found.value, found.valid, found.parts) == (None, False, (None, None))


def test_shown_with_capitals() -> None:
    assert KNOWN.format("friends of the sky pty ltd") == "Friends of the Sky (Pty) Ltd"


WORDS = st.sampled_from(
    ["Acme", "FLY", "CC", "Ltd", "none", "and", "Co", "S", "A", "42", "OOO", "Unknown", "Pty", "not", "known"]
)


@given(st.lists(WORDS, min_size=1, max_size=4).map(" ".join))
def test_simple_shapes_are_the_lower_case_text(text: str) -> None:
    lower = text.lower()
    assert re.fullmatch(organisation_name.SIMPLE, text)
    if not re.search(organisation_name.unless(), lower):
        assert KNOWN.normalise(text) == Standard(lower, valid=True, every=(lower,), parts=(lower, None))


@given(cells("Acme", "(Pty) Ltd", "cc", "&", "and", "co", "S.A.", "OOO", "é", "GmbH"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)
