"""The log of runs: every run the workspace or its folders know, and when each stage ran."""

from pydantic import AwareDatetime, BaseModel, ConfigDict

from hotpass.model.run import RunRow, RunState
from hotpass.stewardship.runs import asked, progress
from hotpass.store import runs
from hotpass.store.progress import Progress
from hotpass.store.workspace import Workspace
from hotpass.telemetry import Span, read_spans

STAGE = "stage "


class RunLine(BaseModel):
    """A run in the list; `seconds` is None while it is at work."""

    model_config = ConfigDict(frozen=True)

    run_id: str
    state: RunState
    started: AwareDatetime
    seconds: float | None
    profile: str
    files: tuple[str, ...]
    counts: dict[str, int]
    failure: str | None


class StageLine(BaseModel):
    """A stage as its span recorded it: when it began, how long it took (both in seconds from the run's first span)."""

    model_config = ConfigDict(frozen=True)

    name: str
    begins: float
    seconds: float
    rows_in: int | None
    rows_out: int | None
    well: bool


class RunAccount(BaseModel):
    """One run in full: its line, its recorded stages, and what the stages told."""

    model_config = ConfigDict(frozen=True)

    line: RunLine
    stages: tuple[StageLine, ...]
    notes: tuple[tuple[str, str], ...]


def listing(workspace: Workspace, limit: int = 50) -> list[RunLine]:
    """The latest runs, those that failed before they entered the workspace included."""
    rows: dict[str, RunRow] = {}
    if workspace.database.path.exists():
        with workspace.database.cursor() as cursor:
            rows = {row.run_id: row for row in runs.newest(cursor, limit)}
    folder = workspace.folder / "runs"
    names = {path.name for path in folder.iterdir() if path.is_dir()} if folder.exists() else set()
    lines = [_line(workspace, rows.get(run_id), progress(workspace, run_id)) for run_id in names | rows.keys()]
    return sorted((line for line in lines if line), key=lambda line: line.started, reverse=True)[:limit]


def account(workspace: Workspace, run_id: str) -> RunAccount | None:
    """One run in full, None for an id nobody knows."""
    row = None
    if workspace.database.path.exists():
        with workspace.database.cursor() as cursor:
            row = runs.one(cursor, run_id)
    told = progress(workspace, run_id) if run_id.isalnum() else None
    line = _line(workspace, row, told)
    if line is None:
        return None
    notes = tuple((stage.name, note) for stage in (told.stages_done if told else ()) for note in stage.notes)
    return RunAccount(line=line, stages=stages(read_spans(workspace.run_folder(run_id))), notes=notes)


def line(workspace: Workspace, row: RunRow) -> RunLine:
    """A run's line in the list."""
    return _entered_line(row, progress(workspace, row.run_id))


def seconds(workspace: Workspace, run_id: str) -> dict[str, float]:
    """Seconds by stage, as far as the run's spans are recorded by now."""
    return {stage.name: stage.seconds for stage in stages(read_spans(workspace.run_folder(run_id)))}


def stages(spans: list[Span]) -> tuple[StageLine, ...]:
    """The stages among recorded spans, in order of their start."""
    staged = [span for span in spans if span.name.startswith(STAGE)]
    first = min((span.start_unix_nano for span in staged), default=0)
    return tuple(
        StageLine(
            name=span.name.removeprefix(STAGE),
            begins=(span.start_unix_nano - first) / 1e9,
            seconds=span.seconds,
            rows_in=_count(span, "rows_in"),
            rows_out=_count(span, "rows_out"),
            well=span.status != "ERROR",
        )
        for span in staged
    )


def _count(span: Span, name: str) -> int | None:
    found = span.attributes.get(name)
    return int(found) if found is not None else None


def _line(workspace: Workspace, row: RunRow | None, told: Progress | None) -> RunLine | None:
    """The workspace's own row counts; before it has one, the run's folder does."""
    if row is None:
        return _told_line(workspace, told) if told else None
    return _entered_line(row, told)


def _entered_line(row: RunRow, told: Progress | None) -> RunLine:
    over = row.finished or (told.heartbeat if told and row.state is not RunState.RUNNING else None)
    started = min(row.started, told.started) if told else row.started
    return RunLine(
        run_id=row.run_id,
        state=told.state if told and row.state is RunState.RUNNING else row.state,
        started=started,
        seconds=(over - started).total_seconds() if over else None,
        profile=row.profile,
        files=row.files,
        counts=row.counts,
        failure=row.failure or (told.failure if told else None),
    )


def _told_line(workspace: Workspace, told: Progress) -> RunLine:
    over = told.state is not RunState.RUNNING
    request = asked(workspace, told.run_id)
    return RunLine(
        run_id=told.run_id,
        state=told.state,
        started=told.started,
        seconds=(told.heartbeat - told.started).total_seconds() if over else None,
        profile=request.profile if request else "",
        files=tuple(path.name for path in request.files) if request else (),
        counts={},
        failure=told.failure,
    )
