"""Every semantic type is known, and standardising keeps the order of its values."""

from hotpass.fields import PARTS, SEVERAL, TYPES, standardise_distinct
from hotpass.model.semantic import SemanticType


def test_every_type_is_known() -> None:
    assert set(TYPES) == set(PARTS) == set(SemanticType)


def test_parts_and_several() -> None:
    assert PARTS[SemanticType.ORGANISATION_NAME] == ("core", "legal_form")
    assert PARTS[SemanticType.PERSON_NAME] == ("given", "family")
    assert PARTS[SemanticType.ADDRESS] == ("number", "street", "unit")
    assert PARTS[SemanticType.EMAIL] == ("user", "domain")
    assert {SemanticType.EMAIL, SemanticType.PHONE, SemanticType.WEBSITE, SemanticType.IDENTIFIER} == SEVERAL


def test_one_outcome_for_each_value_in_order() -> None:
    found = standardise_distinct(SemanticType.REGION, ["KZN", "-", "Gauteng"], "ZA")
    assert [outcome.value for outcome in found] == ["ZA-KZN", None, "ZA-GP"]


def test_a_scheme_is_for_identifiers_alone() -> None:
    assert not standardise_distinct(SemanticType.IDENTIFIER, ["5493001KJTIIGC8Y1R13"], None, "lei")[0].valid
    assert standardise_distinct(SemanticType.TEXT, ["5493001KJTIIGC8Y1R13"], None, "lei")[0].valid


def test_reasons_never_repeat_the_value() -> None:
    for kind in SemanticType:
        for text in ("Zanzibarium 99!", "qwertyuiop", "31/31/3131", "z@z"):
            reason = standardise_distinct(kind, [text], "ZA")[0].reason or ""
            assert text.lower() not in reason.lower()
