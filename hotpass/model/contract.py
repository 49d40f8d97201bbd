"""A data contract: what a file must hold, as the Open Data Contract Standard says it, and how a file kept it."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from hotpass.model.expectation import Dimension, Severity
from hotpass.model.semantic import SemanticType


class Metric(StrEnum):
    """What a rule counts: cells of a column, or rows of a table."""

    EMPTY = "nullValues"
    MISSING = "missingValues"
    INVALID = "invalidValues"
    DUPLICATE = "duplicateValues"
    ROWS = "rowCount"


class Operator(StrEnum):
    """How the count must stand to the limits."""

    IS = "mustBe"
    IS_NOT = "mustNotBe"
    ABOVE = "mustBeGreaterThan"
    FROM = "mustBeGreaterOrEqualTo"
    BELOW = "mustBeLessThan"
    UP_TO = "mustBeLessOrEqualTo"
    BETWEEN = "mustBeBetween"
    NOT_BETWEEN = "mustNotBeBetween"


class ContractRule(BaseModel):
    """One rule: what is counted in which columns, and how many there may be (of a hundred where `percent`)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: str
    metric: Metric
    columns: tuple[str, ...] = ()
    operator: Operator = Operator.IS
    limits: tuple[float, ...] = (0,)
    percent: bool = False
    severity: Severity
    dimension: Dimension
    missing: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    pattern: str | None = None
    type: SemanticType | None = None
    whole: bool = False
    low: float | None = None
    high: float | None = None
    open_low: bool = False
    open_high: bool = False
    shortest: int | None = None
    longest: int | None = None


class ContractTable(BaseModel):
    """A table of a contract: its column names by the name the contract gives them, and its rules."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    sheet: str
    headers: dict[str, str]
    rules: tuple[ContractRule, ...]


class Contract(BaseModel):
    """What a contract says; `unread` names in words each part that Hotpass cannot test."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    version: str
    tables: tuple[ContractTable, ...]
    unread: tuple[str, ...]


class ContractResult(BaseModel):
    """What came of one rule: how many were tested, how many the rule counted, and whether that is allowed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    column: str | None
    expectation: str
    dimension: Dimension
    severity: Severity
    tested: int
    failing: int
    kept: bool
    message: str


class ContractReport(BaseModel):
    """A file held to a contract, the broken rules first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    contract: str
    version: str
    file: str
    results: tuple[ContractResult, ...]
    unread: tuple[str, ...]

    @property
    def failed(self) -> bool:
        """Whether a critical rule is broken."""
        return any(not result.kept and result.severity is Severity.CRITICAL for result in self.results)
