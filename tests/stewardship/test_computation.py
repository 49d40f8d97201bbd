"""A run publishes whole or not at all, whatever happens to it."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hotpass import pipeline
from hotpass.errors import RunCancelled, RunFailed
from hotpass.model.job import Job
from hotpass.model.request import RunRequest
from hotpass.model.run import RunState, StageReport
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute
from hotpass.store import publication, runs
from hotpass.store.progress import read_progress
from hotpass.store.scratch import Scratch
from hotpass.store.workspace import Workspace

ROWS = 400
ROUNDS = 20


def people(folder: Path, seed: int) -> Path:
    """A list of people with repeats."""
    chance = random.Random(seed)
    given, family = ["anna", "ben", "carla", "dirk", "eve"], ["nkosi", "botha", "naidoo", "smith", "dlamini", "khan"]
    lines = ["first_name,surname,email,city"]
    for number in range(ROWS):
        who = number if chance.random() < 0.75 else chance.randrange(number + 1)
        lines.append(f"{given[who % 5]},{family[who % 6]},p{who}@mail.co.za,{['Durban', 'Cape Town'][who % 2]}")
    path = folder / f"people-{seed}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def state(workspace: Path) -> tuple[str | None, int]:
    """The published run and the number of its golden records."""
    opened = Workspace.open(workspace, Settings())
    with opened.database.cursor() as cursor:
        run_id = publication.current(cursor)
    if run_id is None:
        return None, 0
    with opened.database.cursor(publication.schema_of(run_id)) as cursor:
        return run_id, cursor.execute("SELECT count(*) FROM golden").fetchall()[0][0]


def start(path: Path, workspace: Path, run_id: str) -> subprocess.Popen[bytes]:
    """A run in its own process."""
    command = [sys.executable, "-m", "hotpass", "run", str(path), "--workspace", str(workspace)]
    command += ["--run-id", run_id, "--anew"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A workspace after one run, and how long that run took in seconds."""
    folder = tmp_path_factory.mktemp("filled")
    began = time.monotonic()
    with start(people(folder, 1), folder / "w", "first") as run:
        assert run.wait() == 0
    return folder / "w", time.monotonic() - began


@pytest.mark.slow
def test_killing_a_run_at_any_moment_leaves_the_published_state(filled: tuple[Path, float], tmp_path: Path) -> None:
    workspace, seconds = filled
    chance = random.Random(7)
    before = state(workspace)
    survived = 0
    for number in range(ROUNDS):
        run_id = f"round{number}"
        with start(people(tmp_path, 2), workspace, run_id) as run:
            try:
                run.wait(chance.uniform(0.05, 1.1) * seconds)
            except subprocess.TimeoutExpired:
                run.send_signal(signal.SIGKILL)
                run.wait()
        after = state(workspace)
        if after[0] == run_id:
            survived += 1
            before = after
        assert after == before
        assert after[1] > 0
    assert survived < ROUNDS
    with Workspace.open(workspace, Settings()).database.cursor() as cursor:
        left = [row for row in runs.newest(cursor, 100) if row.state is RunState.RUNNING]
    assert left == []
    assert list((workspace / "runs").glob("first/scratch*")) == []


def test_a_request_to_stop_ends_the_run_in_order(filled: tuple[Path, float], tmp_path: Path) -> None:
    workspace, _ = filled
    before = state(workspace)
    with start(people(tmp_path, 3), workspace, "stopped") as run:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            progress = read_progress(workspace / "runs" / "stopped")
            if progress is not None and progress.stage_number >= 3:
                break
            time.sleep(0.01)
        run.terminate()
        assert run.wait(30) == 1
    assert state(workspace) == before
    progress = read_progress(workspace / "runs" / "stopped")
    assert progress is not None
    assert progress.state is RunState.CANCELLED
    assert [path.name for path in (workspace / "runs" / "stopped").iterdir() if "scratch" in path.name] == []


def test_a_decision_made_during_a_run_is_taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "w"
    path = people(tmp_path, 4)
    compute(folder, RunRequest(files=(path,)), Settings())
    workspace = Workspace.open(folder, Settings())
    with workspace.database.cursor(publication.schema_of(state(folder)[0] or "")) as cursor:
        left, right = cursor.execute(
            "SELECT a.record_id, b.record_id FROM member AS a JOIN member AS b USING (entity_id) "
            "WHERE a.record_id < b.record_id ORDER BY ALL LIMIT 1"
        ).fetchall()[0]
    workspace.close()
    merge = next(stage for stage in pipeline.PIPELINE if stage.name == "merge")
    said: list[str] = []

    def decide_then_merge(scratch: Scratch, job: Job) -> StageReport:
        if not said:
            body = {"left": left, "right": right, "verdict": "non_match"}
            said.append(workspace.journal.append("judgement", body, by="ann", fact_id="during").id)
        return merge.run(scratch, job)

    meddled = tuple(
        stage._replace(run=decide_then_merge) if stage.name == "merge" else stage for stage in pipeline.PIPELINE
    )
    monkeypatch.setattr(pipeline, "PIPELINE", meddled)
    compute(folder, RunRequest(files=(path,)), Settings())
    with workspace.database.cursor(publication.schema_of(state(folder)[0] or "")) as cursor:
        found = cursor.execute(
            "SELECT count(DISTINCT entity_id) FROM member WHERE record_id IN (?, ?)", [left, right]
        ).fetchall()
    assert found == [(2,)]


def test_a_request_to_stop_that_comes_too_late_leaves_the_run_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "w"
    publish = pipeline.PIPELINE[-1]

    def stopped_afterwards(scratch: Scratch, job: Job) -> StageReport:
        publish.run(scratch, job)
        raise RunCancelled("stopped")

    monkeypatch.setattr(pipeline, "PIPELINE", (*pipeline.PIPELINE[:-1], publish._replace(run=stopped_afterwards)))
    outcome = compute(folder, RunRequest(files=(people(tmp_path, 5),)), Settings(), "late")
    assert outcome.counts["entities"] > 0
    assert state(folder)[0] == "late"
    with Workspace.open(folder, Settings()).database.cursor() as cursor:
        row = runs.one(cursor, "late")
    assert row is not None
    assert (row.state, row.failure) == (RunState.PUBLISHED, None)
    progress = read_progress(folder / "runs" / "late")
    assert progress is not None
    assert progress.state is RunState.PUBLISHED


def test_a_failing_stage_is_recorded_and_names_no_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "w"

    def broken(scratch: Scratch, job: Job) -> StageReport:
        raise ValueError("secret@mail.co.za")

    meddled = tuple(stage._replace(run=broken) if stage.name == "match" else stage for stage in pipeline.PIPELINE)
    monkeypatch.setattr(pipeline, "PIPELINE", meddled)
    with pytest.raises(RunFailed, match="“match” failed"):
        compute(folder, RunRequest(files=(people(tmp_path, 5),)), Settings(), "broken")
    with Workspace.open(folder, Settings()).database.cursor() as cursor:
        row = runs.one(cursor, "broken")
    assert row is not None
    assert row.state is RunState.FAILED
    assert "secret" not in (row.failure or "")
    assert set(row.seconds) == {"ingest", "snapshot", "map columns", "standardise", "locate", "validate", "match"}
    spans = (folder / "runs" / "broken" / "spans.jsonl").read_text(encoding="utf-8")
    assert "secret" not in spans
    assert [json.loads(line)["status"] for line in spans.splitlines()] == ["UNSET"] * 6 + ["ERROR"]


def test_a_column_may_be_called_as_those_of_our_tables_are(tmp_path: Path) -> None:
    names = [
        "row",
        "rowid",
        "Records",
        "Number",
        "rank",
        "touched",
        "source_id",
        "Record ID",
        "entity id",
        "place",
        "filled",
        "value",
        "key",
        "sign",
    ]
    lines = [
        ",".join(["name", *names]),
        *(",".join(f"{name} {row % 40}" for name in ["Ann", *names]) for row in range(60)),
    ]
    file = tmp_path / "list.csv"
    for name in ("Ann", "Bea"):
        file.write_text("\n".join([*lines[:-1], lines[-1].replace("Ann", name)]) + "\n", encoding="utf-8")
        found = compute(tmp_path / "w", RunRequest(files=(file,)), Settings())
        assert found.counts["records"] == 60
    assert any("Only what changed was compared" in note for note in found.notes)
