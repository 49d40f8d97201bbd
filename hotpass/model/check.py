"""A check: what is wrong in a bare file, sheet by sheet, with every failing cell."""

from pydantic import BaseModel, ConfigDict

from hotpass.model.expectation import Dimension, ExpectationKind, Severity


class FailingCell(BaseModel):
    """A cell that fails: `row` counts data rows from 0, `sheet_row` is the row as a person sees it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    row: int
    sheet_row: int
    cell: str | None
    value: str | None
    suggestion: str | None
    reason: str


class Finding(BaseModel):
    """An expectation that fails in a column (None: of whole rows, or of the file).

    `scope` is cells, rows, column or file; `rows` holds the failing cells or rows where they were asked for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sheet: str | None
    column: str | None
    letter: str | None
    expectation: ExpectationKind
    dimension: Dimension
    severity: Severity
    scope: str
    tested: int
    failing: int
    message: str
    rows: tuple[FailingCell, ...] = ()


class Score(BaseModel):
    """A dimension in integers: how many tests were made and how many passed; None where nothing tested it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    passed: int
    tested: int


class CheckedSheet(BaseModel):
    """A sheet that was checked: its rows, its columns by header, and what each was taken for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sheet: str | None
    rows: int
    columns: dict[str, str]


class CheckReport(BaseModel):
    """All findings of a file, the worst first."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    sheets: tuple[CheckedSheet, ...]
    findings: tuple[Finding, ...]
    dimensions: dict[Dimension, Score | None]

    @property
    def failed(self) -> bool:
        """Whether a critical expectation fails."""
        return any(finding.severity is Severity.CRITICAL for finding in self.findings)
