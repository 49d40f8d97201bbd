"""Runs: started in a process of their own, watched from their folder, stopped, listed however they ended."""

import os
import select
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hotpass.errors import BadInput
from hotpass.model.request import RunRequest
from hotpass.model.run import RunState
from hotpass.stewardship import run_log, runs
from hotpass.stewardship.opening import opened
from hotpass.store.progress import Progress
from hotpass.store.runs import boot_id, new_id
from hotpass.store.workspace import Workspace

PATIENCE_SECONDS = 120


def ended(workspace: Workspace, run_id: str) -> Progress:
    """The run's last word, once its process is gone."""
    told = runs.progress(workspace, run_id)
    assert told is not None
    with suppress(ProcessLookupError):
        process = os.pidfd_open(told.pid)
        gone, _, _ = select.select([process], [], [], PATIENCE_SECONDS)
        os.close(process)
        assert gone
    last = runs.progress(workspace, run_id)
    assert last is not None
    return last


def written(workspace: Workspace, **changes: object) -> Progress:
    """A progress file as a run with this program's id would have left it."""
    now = datetime.now(UTC)
    told = Progress(
        run_id=new_id(),
        state=RunState.RUNNING,
        pid=os.getpid(),
        boot_id=boot_id(),
        stage="ingest",
        stage_number=1,
        stages=9,
        rows=0,
        started=now,
        heartbeat=now,
    ).model_copy(update=changes)
    folder = workspace.run_folder(told.run_id)
    folder.mkdir(parents=True)
    (folder / "progress.json").write_text(told.model_dump_json(), encoding="utf-8")
    return told


def test_a_run_is_started_watched_and_listed(tmp_path: Path, schools_workbook: Path) -> None:
    workspace = opened(tmp_path)
    run_id = runs.start(workspace, RunRequest(files=(schools_workbook,), profile="organisation"))
    live = runs.live(workspace)
    assert live is not None
    assert live.run_id == run_id
    with pytest.raises(BadInput, match="A run is at work"):
        runs.start(workspace, RunRequest(files=(schools_workbook,)))
    assert ended(workspace, run_id).state is RunState.PUBLISHED
    (line,) = run_log.listing(workspace)
    assert (line.state, line.counts["records"]) == (RunState.PUBLISHED, 24)
    account = run_log.account(workspace, run_id)
    assert account is not None
    assert account.stages[0].name == "ingest"
    assert all(stage.well and stage.seconds >= 0 for stage in account.stages)


def test_a_run_over_a_bad_file_says_why_and_can_be_tried_again(tmp_path: Path) -> None:
    workspace = opened(tmp_path)
    bad = tmp_path / "empty.csv"
    bad.write_bytes(b"")
    told = ended(workspace, runs.start(workspace, RunRequest(files=(bad,))))
    assert told.state is RunState.FAILED
    assert "empty.csv" in (told.failure or "")
    (line,) = run_log.listing(workspace)
    assert line.files == ("empty.csv",)
    bad.write_text("name,city\nKaroo Air,Upington\nAcacia,George\n", encoding="utf-8")
    assert ended(workspace, runs.start_again(workspace, told.run_id)).state is RunState.PUBLISHED


def test_a_run_that_never_spoke_is_failed_with_its_last_words(tmp_path: Path) -> None:
    workspace = opened(tmp_path)
    told = ended(workspace, runs.start(workspace, RunRequest(files=(tmp_path / "gone.csv",), profile="no-such")))
    assert told.state is RunState.FAILED
    assert "no-such" in (told.failure or "")


def test_a_run_is_stopped(tmp_path: Path, schools_workbook: Path) -> None:
    workspace = opened(tmp_path)
    run_id = runs.start(workspace, RunRequest(files=(schools_workbook,)))
    assert runs.cancel(workspace, run_id)
    assert ended(workspace, run_id).state is RunState.CANCELLED
    assert not runs.cancel(workspace, run_id)
    assert runs.live(workspace) is None


def test_another_program_with_the_same_number_is_not_the_run(tmp_path: Path) -> None:
    workspace = opened(tmp_path)
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    told = written(workspace, heartbeat=long_ago)
    assert not runs.cancel(workspace, told.run_id)
    found = runs.progress(workspace, told.run_id)
    assert found is not None
    assert found.state is RunState.INTERRUPTED


def test_a_run_of_an_earlier_start_of_the_machine_is_over(tmp_path: Path) -> None:
    workspace = opened(tmp_path)
    told = written(workspace, boot_id="another")
    found = runs.progress(workspace, told.run_id)
    assert found is not None
    assert found.state is RunState.INTERRUPTED
    assert run_log.listing(workspace)[0].state is RunState.INTERRUPTED


def test_nobody_knows_an_unknown_run(tmp_path: Path) -> None:
    workspace = opened(tmp_path)
    assert runs.progress(workspace, "nobody") is None
    assert run_log.account(workspace, "nobody") is None
    assert runs.latest(workspace) is None
    assert not runs.cancel(workspace, "nobody")
    with pytest.raises(BadInput, match="not started here"):
        runs.start_again(workspace, "nobody")
