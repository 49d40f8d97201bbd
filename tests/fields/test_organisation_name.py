"""Names of organisations: one plain spelling, the legal form apart."""

import pytest
from hypothesis import given

from hotpass.fields.organisation_name import OrganisationName, plain_forms, split_form
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


def test_a_form_told_from_one_or_two_words_is_the_one_that_is_split_off() -> None:
    plain = plain_forms()
    told = {spelling: form for spelling, form in (plain.one | plain.two).items() if spelling not in plain.tails}
    assert len(told) > 100
    for spelling, form in told.items():
        assert split_form(["blue", *spelling.split()]) == (["blue"], [form])


@given(cells("Acme", "(Pty) Ltd", "cc", "&", "and", "co", "S.A.", "OOO", "é", "GmbH"), COUNTRIES)
def test_a_standard_value_stands_for_itself(text: str, country: str | None) -> None:
    check(KNOWN, text, country)
