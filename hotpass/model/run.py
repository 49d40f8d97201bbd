"""Runs: one pass of the pipeline, its stages and what each reported."""

from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict


class RunState(StrEnum):
    """Where a run stands. Only a published run changes what the workspace shows; an unchanged one had nothing to do."""

    RUNNING = "running"
    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


class StageReport(BaseModel):
    """What a stage did: rows that went in, rows that came out, and sentences a person should read."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows_in: int
    rows_out: int
    notes: tuple[str, ...] = ()


class RunRow(BaseModel):
    """A run as the workspace remembers it. Seconds per stage come from the recorded spans."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    state: RunState
    started: AwareDatetime
    heartbeat: AwareDatetime
    finished: AwareDatetime | None = None
    pid: int
    boot_id: str
    profile: str
    files: tuple[str, ...]
    counts: dict[str, int] = {}
    seconds: dict[str, float] = {}
    failure: str | None = None
