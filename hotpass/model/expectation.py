"""Expectations: what must hold of a field, how bad a breach is, and which dimension it speaks of."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Dimension(StrEnum):
    """The dimensions of data quality a breach counts against."""

    COMPLETENESS = "completeness"
    VALIDITY = "validity"
    UNIQUENESS = "uniqueness"
    CONSISTENCY = "consistency"
    TIMELINESS = "timeliness"
    ACCURACY = "accuracy"


class Severity(StrEnum):
    """How bad a breach is; a critical one makes a run exit with code 3."""

    WARNING = "warning"
    ERROR = "error"
    CRITICAL = "critical"


class ExpectationKind(StrEnum):
    """The tests there are."""

    PRESENT = "present"
    VALID = "valid"
    UNIQUE = "unique"
    IN_SET = "in_set"
    IN_RANGE = "in_range"
    AGREES_WITH = "agrees_with"


class ExpectationSpec(BaseModel):
    """One expectation of one field, as a profile or the automatic set states it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    kind: ExpectationKind
    severity: Severity = Severity.WARNING
    allowed: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    other: str | None = Field(default=None, description="for agrees_with: the field that must agree")
