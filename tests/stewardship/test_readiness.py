"""Keys make a large run quick to look into, and change nothing of what it says."""

from pathlib import Path

from hotpass.stewardship import entities, readiness, regrouping
from hotpass.stewardship.entities import Sought
from hotpass.stewardship.taking_back import take_back
from tests.cases import published


def test_keys_are_made_once_and_change_nothing(tmp_path: Path) -> None:
    workspace = published.publish_run(tmp_path / "w", [(["a", "b"], 9.0), (["b", "c"], 9.0), (["a", "c"], 9.0)])
    page = entities.search(workspace, Sought(least_records=2), 1)
    assert page is not None
    before = entities.entity(workspace, page.lines[0].entity_id)
    assert before is not None
    assert readiness.make_ready(workspace) is None
    made = readiness.make_ready(workspace, many=1)
    assert made is not None
    made.join(60)
    assert readiness.make_ready(workspace, many=1) is None
    assert entities.entity(workspace, before.entity_id) == before
    regrouping.regroup(workspace, regrouping.take_out(workspace, before.entity_id, ("c",)), by="ann", act_id="one")
    after = entities.entity(workspace, before.entity_id)
    assert after is not None and after.record_count == 2
    take_back(workspace, "one", by="ann", undo_id="undo")
    again = entities.entity(workspace, before.entity_id)
    assert again is not None and again.version == before.version
