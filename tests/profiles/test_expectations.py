"""What is expected of a field for its type alone."""

import pytest

from hotpass.model.expectation import ExpectationKind
from hotpass.model.field import RunField
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.semantic import SemanticType
from hotpass.profiles import automatic_expectations


def field(kind: SemanticType, name: str = "f", scheme: str | None = None) -> RunField:
    rule = SurvivorshipRule.MOST_FREQUENT
    return RunField(position=0, name=name, title="F", type=kind, matched=True, survivorship=rule, scheme=scheme)


@pytest.mark.parametrize(
    ("kind", "kinds"),
    [
        (SemanticType.ORGANISATION_NAME, ["present"]),
        (SemanticType.EMAIL, ["valid"]),
        (SemanticType.PHONE, ["valid"]),
        (SemanticType.DATE, ["valid"]),
        (SemanticType.IDENTIFIER, ["unique"]),
        (SemanticType.LATITUDE, ["valid", "in_range"]),
        (SemanticType.REGION, ["valid", "agrees_with"]),
        (SemanticType.TEXT, []),
        (SemanticType.CATEGORY, []),
    ],
)
def test_by_type(kind: SemanticType, kinds: list[str]) -> None:
    assert [spec.kind.value for spec in automatic_expectations(field(kind))] == kinds


def test_names_of_people() -> None:
    assert automatic_expectations(field(SemanticType.PERSON_NAME, "family_name"))
    assert not automatic_expectations(field(SemanticType.PERSON_NAME, "middle_name"))


def test_a_scheme_is_checked() -> None:
    kinds = [spec.kind for spec in automatic_expectations(field(SemanticType.IDENTIFIER, "lei", "lei"))]
    assert kinds == [ExpectationKind.UNIQUE, ExpectationKind.VALID]


def test_range_and_agreement() -> None:
    (_, spec) = automatic_expectations(field(SemanticType.LONGITUDE))
    assert (spec.low, spec.high) == (-180, 180)
    assert automatic_expectations(field(SemanticType.REGION))[1].other == "country"
