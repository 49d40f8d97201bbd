"""The overview of a published run: what its pictures need, counted once when the run ended."""

from pydantic import BaseModel, ConfigDict

from hotpass.model.expectation import Severity


class SourceShare(BaseModel):
    """What became of a source's rows: `alone` and `merged` add up to its records, plus `aside` to its rows."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    file: str
    sheet: str | None
    sha256: str
    rows: int
    aside: int
    alone: int
    merged: int


class QualityCell(BaseModel):
    """One field of one source: how many records it has, how many fill the field, and how many of those are valid."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    source: str
    field: str
    title: str
    records: int
    filled: int
    valid: int


class WorstExpectation(BaseModel):
    """An expectation that failed: in words, how bad, and on how many of the values tested."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    severity: Severity
    tested: int
    failed: int


class AsideReason(BaseModel):
    """Why rows were set aside, and how many for this reason."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    reason: str
    rows: int


class Overview(BaseModel):
    """Counts of a run. `multiples` = entities with at least two records; `held_links` wait for a person.

    `stretched` entities hold together by little.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    files: int
    rows: int
    records: int
    aside: int
    entities: int
    multiples: int
    pairs: int
    held_links: int
    findings: int
    stretched: int = 0
    sources: tuple[SourceShare, ...] = ()
    quality: tuple[QualityCell, ...] = ()
    expectations: tuple[WorstExpectation, ...] = ()
    reasons: tuple[AsideReason, ...] = ()
