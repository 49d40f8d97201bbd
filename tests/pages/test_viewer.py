"""Pages as a viewer has them: each says so, none offers what only a steward may do, the agreement of others shows."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hotpass.stewardship import revision
from tests.cases import published

Opener = Callable[..., AppTest]


def test_a_viewer_is_told_and_offered_nothing_to_change(
    open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = published.publish_run(tmp_path / "w", [(["a", "b"], 3.0)])
    for by in ("Ann", "Ben"):
        said = {"left": "a", "right": "b", "verdict": "match"}
        workspace.journal.append("judgement", said, by=by, fact_id=by)
    revision.catch_up(workspace)
    workspace.close()
    monkeypatch.setenv("HOTPASS_ROLE", "viewer")
    page = open_page(workspace.folder, "prepare/upload")
    assert "what you change is not saved" in page.caption[0].value
    assert "A steward brings files" in page.info[0].value
    assert not page.button
    page.switch_page("pages/observe/audit.py").run()
    assert [header.value for header in page.header] == ["How far people agree"]
    assert not [box for box in page.selectbox if box.key == "act_back"]
