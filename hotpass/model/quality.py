"""Quality: what a published run says of its records, by dimension, rule by rule, and row by row."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from hotpass.model.check import Score
from hotpass.model.expectation import Dimension, Severity


class Since(StrEnum):
    """How a rule stands beside the run before: nothing is said where there was none, or it did not ask."""

    NEW = "new"
    STILL = "still"
    SOLVED = "solved"
    UNKNOWN = ""


class Rule(BaseModel):
    """An expectation with its counts; `before`: how many rows failed in the run before, None where it was not asked.

    Up to `tolerated` rows may fail before the expectation does. `here` of the failing rows are in the source asked for.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    expectation_id: str
    title: str
    dimension: Dimension
    severity: Severity
    tested: int
    failed: int
    tolerated: int = 0
    before: int | None = None
    here: int | None = None

    @property
    def shown(self) -> int:
        """How many failing rows there are to be shown."""
        return self.failed if self.here is None else self.here

    @property
    def holds(self) -> bool:
        """Whether no more rows fail than may."""
        return self.failed <= self.tolerated

    @property
    def since(self) -> Since:
        """Whether its failures are new, still there or solved."""
        if self.before is None or (not self.failed and not self.before):
            return Since.UNKNOWN
        if not self.failed:
            return Since.SOLVED
        return Since.STILL if self.before else Since.NEW


class FailingRow(BaseModel):
    """A row that fails a rule, with its cell, the file's own text, the standard value, why, and a suggestion."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    sheet_row: int
    cell: str
    header: str
    original: str | None
    standard: str | None
    message: str
    suggestion: str | None


class Unasked(BaseModel):
    """An expectation that a run could not ask, and why."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    severity: Severity
    reason: str


class Quality(BaseModel):
    """The scores (None: not measured) and the rules of a run, the most damage first; `since` is the run before.

    `labels` name its sources; `accuracy` are the bounds of that share, 0 to 1, that so large a sample allows.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    since: str | None
    scores: dict[Dimension, Score | None]
    rules: tuple[Rule, ...]
    labels: tuple[str, ...] = ()
    accuracy: tuple[float, float] | None = None
    unasked: tuple[Unasked, ...] = ()
