"""A quality report: what a published run says of its records, for people who have no workspace."""

from pydantic import AwareDatetime, BaseModel, ConfigDict

from hotpass.model.check import Score
from hotpass.model.expectation import Dimension, Severity
from hotpass.model.quality import FailingRow, Rule


class PastScores(BaseModel):
    """The scores of a run: tests passed and made by dimension, None where nothing tested it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    scores: dict[Dimension, Score | None]


class ReportSource(BaseModel):
    """A file or sheet of the run; `filled` and `valid` count cells of recognised fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    rows: int
    aside: int
    filled: int
    valid: int


class QualityReport(BaseModel):
    """Scores, rules and sources of a run; `rows` holds the first failing rows by rule where they were asked for.

    `past` are this run and those before it, the earliest first. `worse`: rules that more rows fail than in the run
    before.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    workspace: str
    run_id: str
    since: str | None
    made: AwareDatetime
    records: int
    entities: int
    mended: int
    scores: dict[Dimension, Score | None]
    past: tuple[PastScores, ...]
    sources: tuple[ReportSource, ...]
    worse: tuple[Rule, ...]
    rules: tuple[Rule, ...]
    rows: dict[str, tuple[FailingRow, ...]] = {}

    @property
    def critical(self) -> int:
        """How many rows fail a critical rule."""
        return sum(rule.failed for rule in self.rules if rule.severity is Severity.CRITICAL and not rule.holds)
