"""Audit: empty at first, then a line for each act, each with the way back; the overview says how decisions stand."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from hotpass.stewardship import decisions, revision
from tests.cases import published

Opener = Callable[..., AppTest]
JUDGED = {
    "id": "00000000-0000-0000-0000-000000000001",
    "deed": "judge",
    "left": "a",
    "right": "b",
    "verdict": "match",
    "milliseconds": 2000,
}


def test_acts_are_listed_and_taken_back(open_page: Opener, tmp_path: Path) -> None:
    workspace = published.publish_run(tmp_path / "w", [(["a", "b"], 3.0)])
    page = open_page(workspace.folder, "observe/audit")
    assert "Nobody did anything" in page.info[0].value
    decisions.take(workspace, [JUDGED], "ann")
    revision.catch_up(workspace)
    page.run()
    assert page.caption[1].value == "1 act, the latest first."
    page.switch_page("pages/observe/overview.py").run()
    assert any(each.value == "1 judgement of people: 1 kept, 0 broken." for each in page.caption)
    page.switch_page("pages/observe/audit.py").run()
    page.selectbox(key="act_back").set_value(JUDGED["id"]).run()
    page.button(key="take_back").click().run()
    assert not page.exception
    assert page.caption[1].value == "2 acts, the latest first."
    assert not [box for box in page.selectbox if box.key == "act_back"]
