"""A judgement is law: a run that would break one publishes nothing."""

from pathlib import Path

import pytest

from hotpass.errors import RunFailed
from hotpass.stages import cluster, merge, publish
from hotpass.store.shown import shown
from tests.cases import published, scene


def test_a_run_that_would_break_a_decision_fails_and_leaves_the_workspace_as_it_was(tmp_path: Path) -> None:
    pairs = [(["a", "b"], 9.0)]
    workspace = published.publish_run(tmp_path / "w", pairs)
    before = published.published_state(workspace)
    job = scene.job(workspace.run_folder("r2"))
    job.folder.mkdir()
    with published.scratch_of(job, pairs) as scratch:
        cluster.run(scratch, job)
        merge.run(scratch, job)
        scene.add_judgements(scratch, [("a", "b", "non_match")])
        with pytest.raises(RunFailed, match="1 decisions of people would not hold"):
            publish.run(scratch, job)
    assert published.published_state(workspace) == before
    with shown(workspace) as run:
        assert run is not None
        assert run.run_id == "r1"
