"""Looking back and returning, on the screen."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from hotpass.stewardship import returning
from hotpass.store.workspace import Workspace
from hotpass.ui.frame import workspace_of
from tests.cases import published

Opener = Callable[..., AppTest]


def twice(folder: Path) -> Workspace:
    published.publish_run(folder, [(["a", "b"], 9.0)], "r1")
    return published.publish_run(folder, [(["c", "d"], 9.0)], "r2")


def test_a_steward_looks_at_an_earlier_run_and_returns_to_it(open_page: Opener, tmp_path: Path) -> None:
    folder = twice(tmp_path / "w").folder
    page = open_page(folder, "observe/runs", id="r1")
    page.button(key="foresee").click().run()
    assert any("1 decision" not in each.value and "would be split" in each.value for each in page.markdown)
    page.text_input(key="return_note").set_value("wrong file").run()
    page.button(key="return").click().run()
    assert "returned to it" in page.info[0].value
    assert returning.shown_run(workspace_of(str(folder))) == "r1"
    page.button(key="return_back").click().run()
    assert not any("returned to it" in each.value for each in page.info)


def test_as_of_an_earlier_run_nothing_can_be_changed(open_page: Opener, tmp_path: Path) -> None:
    workspace = twice(tmp_path / "w")
    page = open_page(workspace.folder, "resolve/entities", run="r1")
    assert "You look back" in page.info[0].value
    assert page.dataframe[0].value["Records"].tolist()[0] == 2
    entity_id = page.dataframe[0].value["Entity"][0]
    page = open_page(workspace.folder, "resolve/entities", run="r1", id=entity_id)
    assert "You look back" in page.info[0].value
    assert [button.label for button in page.button] == ["Back to now", "Back to the list"]
    page = open_page(workspace.folder, "resolve/entities", run="r9")
    assert "is not kept" in page.warning[0].value
