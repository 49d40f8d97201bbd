"""Computation: one run from files to a published workspace, or a workspace left exactly as it was."""

import shutil
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path

from hotpass import pipeline, profiles
from hotpass.errors import BadInput, HotpassError, RunCancelled, WorkspaceBusy
from hotpass.model.job import Job
from hotpass.model.outcome import Outcome
from hotpass.model.request import RunRequest
from hotpass.model.run import RunRow, RunState
from hotpass.settings import Settings
from hotpass.stewardship.stopping import STOPPED, Stopping
from hotpass.store import runs
from hotpass.store.progress import ProgressFile
from hotpass.store.scratch import Scratch
from hotpass.store.workspace import RUNNING, Workspace
from hotpass.telemetry import Telemetry, read_spans


def compute(
    folder: Path, request: RunRequest, settings: Settings, run_id: str | None = None, *, opened: Workspace | None = None
) -> Outcome:
    """Runs the pipeline and publishes. Raises a HotpassError that says what to do; nothing is published then.

    With bad input a workspace that this call would have made is not made. `opened`: the workspace, where it could be
    opened a moment ago.
    """
    profile = profiles.load(request.profile)
    _refuse_missing(request.files)
    fresh = not folder.exists()
    workspace = opened or Workspace.open(folder, settings.lingering(), RUNNING, create=True)
    if not (fresh or opened):
        with workspace.database.cursor() as cursor:
            runs.count(cursor)
    job = Job(request=request, profile=profile, settings=settings, folder=workspace.run_folder(run_id or runs.new_id()))
    job.folder.mkdir(parents=True, exist_ok=True)
    try:
        return _run(workspace, job)
    except BadInput:
        if fresh:
            shutil.rmtree(folder)
        elif run_id is None:
            shutil.rmtree(job.folder)
        raise


def _run(workspace: Workspace, job: Job) -> Outcome:
    telemetry = Telemetry(job.folder)
    with ExitStack() as ending:
        ending.callback(workspace.close)
        ending.callback(_sweep, job.folder)
        progress = ProgressFile(job.folder, len(pipeline.PIPELINE))
        stopping = Stopping()
        try:
            with stopping:
                # Who reads the progress may ask to stop, so that must be heard before anything is written.
                ending.enter_context(progress)
                with Scratch(job.folder, job.settings, job.ground, workspace) as scratch:
                    pipeline.run(scratch, job, telemetry.tracer, progress)
        except HotpassError as error:
            # A library that was interrupted may report the request as a failure of its own.
            failure = RunCancelled(STOPPED) if stopping.asked else error
            state = RunState.CANCELLED if stopping.asked else RunState.FAILED
            telemetry.shutdown()
            row = _end(workspace, job, state, str(failure))
            if row is None or row.state is not RunState.PUBLISHED:
                progress.say(state=state, failure=str(failure))
                raise failure from error
        else:
            telemetry.shutdown()
            row = _end(workspace, job, RunState.PUBLISHED, None)
        progress.say(state=RunState.PUBLISHED, stage="")
        notes = tuple(note for stage in progress.now.stages_done for note in stage.notes)
    return Outcome(run_id=job.run_id, counts=row.counts if row else {}, seconds=_seconds(job.folder), notes=notes)


def _end(workspace: Workspace, job: Job, state: RunState, failure: str | None) -> RunRow | None:
    """Writes how the run ended; where the workspace is busy, the next program to open it marks the run itself.

    What is published stays published, whatever came after it.
    """
    with suppress(WorkspaceBusy), workspace.database.transaction() as cursor:
        row = runs.one(cursor, job.run_id)
        if row is None:
            return None
        if row.state is RunState.PUBLISHED:
            state, failure = row.state, None
        now = datetime.now(UTC)
        ended = {"state": state, "heartbeat": now, "finished": row.finished or now, "failure": failure}
        row = row.model_copy(update={**ended, "seconds": _seconds(job.folder)})
        runs.finish(cursor, row)
        return row
    return None


def _seconds(folder: Path) -> dict[str, float]:
    """Seconds by stage, from the recorded spans and nothing else."""
    seconds: dict[str, float] = {}
    for span in read_spans(folder):
        stage = span.name.removeprefix("stage ")
        if stage != span.name:
            seconds[stage] = round(seconds.get(stage, 0.0) + span.seconds, 3)
    return seconds


def _sweep(folder: Path) -> None:
    """Removes what the run only needed while it computed."""
    names = ("scratch.duckdb*", "records.arrow", "spill", "reading-*")
    for path in [path for name in names for path in folder.glob(name)]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _refuse_missing(files: tuple[Path, ...]) -> None:
    if not files:
        raise BadInput("No file was named: name at least one spreadsheet, CSV or Parquet file.")
    for path in files:
        if not path.exists():
            raise BadInput(f"There is no file {path}: check the name and the folder.")
        if path.is_dir():
            raise BadInput(f"{path} is a folder: name the files in it.")
