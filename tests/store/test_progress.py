"""Progress is written whole, beats while a run computes, and can be read by anyone."""

import time
from pathlib import Path

from hotpass.model.run import RunState
from hotpass.store.progress import ProgressFile, read_progress


def test_it_says_where_the_run_stands(tmp_path: Path) -> None:
    assert read_progress(tmp_path) is None
    with ProgressFile(tmp_path, 9) as progress:
        progress.say(stage="ingest", stage_number=1)
        progress.done("ingest", 10, 9, ("one row was set aside",))
        progress.say(state=RunState.FAILED, failure="the disk is full")
    found = read_progress(tmp_path)
    assert found == progress.now
    assert found is not None
    assert (found.run_id, found.stages, found.rows, found.failure) == (tmp_path.name, 9, 9, "the disk is full")
    assert [stage.name for stage in found.stages_done] == ["ingest"]
    assert not list(tmp_path.glob("*.part"))


def test_it_beats_without_being_told(tmp_path: Path) -> None:
    with ProgressFile(tmp_path, 9) as progress:
        first = progress.now.heartbeat
        deadline = time.monotonic() + 20
        while progress.now.heartbeat == first:
            assert time.monotonic() < deadline, "the heart stopped"
            time.sleep(0.02)
