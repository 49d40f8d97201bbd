"""What is expected of a field for its semantic type alone, where the profile says nothing of it."""

from hotpass.model.expectation import ExpectationKind, ExpectationSpec, Severity
from hotpass.model.field import RunField
from hotpass.model.semantic import SemanticType

_PRESENT = frozenset({SemanticType.ORGANISATION_NAME})
_VALID = frozenset(
    {
        SemanticType.EMAIL,
        SemanticType.PHONE,
        SemanticType.REGION,
        SemanticType.COUNTRY,
        SemanticType.POSTCODE,
        SemanticType.WEBSITE,
        SemanticType.DATE,
        SemanticType.NUMBER,
        SemanticType.CITY,
    }
)
_RANGES = {SemanticType.LATITUDE: (-90.0, 90.0), SemanticType.LONGITUDE: (-180.0, 180.0)}
# The names a profile gives to the fields that hold a person's whole or family name.
_NAMES_OF_PEOPLE = frozenset({"name", "person_name", "family_name"})


def automatic_expectations(field: RunField) -> tuple[ExpectationSpec, ...]:
    """The expectations of one field by its type; `agrees_with` names the field `country`, which a run may lack."""
    found: list[ExpectationSpec] = []
    if field.type in _PRESENT or (field.type is SemanticType.PERSON_NAME and field.name in _NAMES_OF_PEOPLE):
        found.append(_of(field, ExpectationKind.PRESENT))
    if field.type in _VALID:
        found.append(_of(field, ExpectationKind.VALID))
    if field.type is SemanticType.IDENTIFIER:
        found.append(_of(field, ExpectationKind.UNIQUE))
        if field.scheme is not None:
            found.append(_of(field, ExpectationKind.VALID, Severity.ERROR))
    if field.type in _RANGES:
        low, high = _RANGES[field.type]
        found.append(_of(field, ExpectationKind.VALID))
        found.append(_of(field, ExpectationKind.IN_RANGE, Severity.ERROR).model_copy(update={"low": low, "high": high}))
    if field.type is SemanticType.REGION:
        found.append(_of(field, ExpectationKind.AGREES_WITH).model_copy(update={"other": "country"}))
    return tuple(found)


def _of(field: RunField, kind: ExpectationKind, severity: Severity = Severity.WARNING) -> ExpectationSpec:
    return ExpectationSpec(field=field.name, kind=kind, severity=severity, other=None)
