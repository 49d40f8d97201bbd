"""Conditions: what an expectation asks of a record, in SQL and in words."""

from typing import NamedTuple

from hotpass.model.expectation import ExpectationKind, ExpectationSpec
from hotpass.model.field import RunField
from hotpass.model.semantic import SemanticType
from hotpass.store.compose import literal


class Condition(NamedTuple):
    """SQL over one record's `standard`, `others` and `equals`: who is tested, who fails.

    `others` is the value of the field it must agree with, `equals` how many records of its source have the same value.
    """

    tested: str
    fails: str
    message: str


def condition(spec: ExpectationSpec, field: RunField, other: RunField | None) -> Condition | None:
    """How an expectation is put to a record's standard value, None where tidying has told already."""
    match spec.kind:
        case ExpectationKind.PRESENT | ExpectationKind.VALID:
            return None
        case ExpectationKind.UNIQUE:
            message = "'The same value stands in ' || equals || ' rows of this source.'"
            return Condition("standard IS NOT NULL", "equals > 1", message)
        case ExpectationKind.IN_SET:
            fails = "NOT list_contains(list_transform($allowed, lambda one: lower(one)), lower(standard))"
            message = "'Allowed are: ' || array_to_string($allowed, ', ') || '.'"
            return Condition("standard IS NOT NULL", fails, message)
        case ExpectationKind.IN_RANGE:
            number = _number(field)
            return Condition(f"{number} IS NOT NULL", f"NOT {number} BETWEEN $low AND $high", literal(_range(spec)))
        case ExpectationKind.AGREES_WITH:
            return _agreement(field, other)
        case _:
            raise ValueError(f"{spec.kind} is asked of a sheet's cells, not of standard values")


def _agreement(field: RunField, other: RunField | None) -> Condition:
    """A region's code begins with its country's; fields of any other types agree when their values are equal."""
    types = (field.type, other.type if other else None)
    tested = "standard IS NOT NULL AND others IS NOT NULL"
    if types == (SemanticType.REGION, SemanticType.COUNTRY):
        # A region that was not recognised is a matter of validity; only a code names a country.
        coded = f"{tested} AND regexp_full_match(standard, '[A-Z]{{2}}-[A-Z0-9]{{1,3}}')"
        return Condition(
            coded, "split_part(standard, '-', 1) <> others", "standard || ' does not lie in ' || others || '.'"
        )
    named = other.title if other else ""
    message = f"'It does not agree with ' || {literal(named)} || ', which says ' || others || '.'"
    return Condition(tested, "standard <> others", message)


def _number(field: RunField) -> str:
    """The standard value as a number; of a date the year."""
    return (
        "try_cast(left(standard, 4) AS DOUBLE)" if field.type is SemanticType.DATE else "try_cast(standard AS DOUBLE)"
    )


def limits(spec: ExpectationSpec) -> dict[str, object]:
    """The parameters of the condition."""
    match spec.kind:
        case ExpectationKind.IN_SET:
            return {"allowed": list(spec.allowed)}
        case ExpectationKind.IN_RANGE:
            low = float("-inf") if spec.low is None else spec.low
            return {"low": low, "high": float("inf") if spec.high is None else spec.high}
        case _:
            return {}


def _range(spec: ExpectationSpec) -> str:
    low = "" if spec.low is None else f"at least {spec.low:g}"
    high = "" if spec.high is None else f"at most {spec.high:g}"
    return f"It should be {' and '.join(part for part in (low, high) if part)}."


def title(spec: ExpectationSpec, field: RunField, other: RunField | None) -> str:
    """The expectation in words."""
    said = {
        ExpectationKind.PRESENT: "is filled",
        ExpectationKind.VALID: "is valid",
        ExpectationKind.UNIQUE: "is unique within its source",
        ExpectationKind.IN_SET: f"is one of {', '.join(spec.allowed)}",
        ExpectationKind.IN_RANGE: f"is {_range(spec).removeprefix('It should be ').removesuffix('.')}",
        ExpectationKind.AGREES_WITH: f"agrees with {other.title if other else ''}",
    }
    return f"{field.title} {said[spec.kind]}"
