"""The review page without a browser: what it says before the first run, and which queues it counts."""

import shutil
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from hotpass.model.review import Queue, ReviewFilter
from hotpass.stewardship import assignments
from tests.cases import published

Opener = Callable[..., AppTest]
REVIEW = "resolve/review"


def test_without_a_run_the_page_leads_to_the_import(open_page: Opener, tmp_path: Path) -> None:
    page = open_page(tmp_path, REVIEW)
    assert "after the first run" in page.info[0].value


def test_queues_are_counted(open_page: Opener, filled_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(filled_folder, tmp_path / "workspace"))
    page = open_page(folder, REVIEW)
    assert not page.error
    titles = [option.split()[0] for option in page.button_group[0].options]
    assert titles == ["Unsure", "Big", "Stretched", "Second", "Not", "Changed", "Sample"]


def test_a_link_leads_to_a_queue_whatever_its_count(open_page: Opener, filled_folder: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(filled_folder, tmp_path / "workspace"))
    page = open_page(folder, REVIEW, queue="stretched")
    assert page.button_group[0].value == "stretched"
    page.button_group[0].set_value("stale").run()
    assert page.query_params["queue"] in ("stale", ["stale"])
    assert open_page(folder, REVIEW, queue="no such queue").button_group[0].value == "unsure"


def test_one_answer_for_all_that_waits_is_offered_with_the_exact_count(open_page: Opener, tmp_path: Path) -> None:
    published.publish_run(tmp_path / "w", [(["c", "d"], 4.5), (["f", "g"], 2.0)]).close()
    page = open_page(tmp_path / "w", REVIEW)
    page.button(key="all_at_once").click().run()
    assert page.button(key="bulk_confirm").label == "Say Same of 2 links"
    assert page.button(key="bulk_confirm").disabled


def test_who_is_asked_finds_the_way_there(open_page: Opener, tmp_path: Path) -> None:
    workspace = published.publish_run(tmp_path / "w", [(["c", "d"], 4.5), (["f", "g"], 2.0)])
    assignments.assign(workspace, Queue.STALE, ReviewFilter(words="school"), "Ben", by="Ann", fact_id="one")
    workspace.close()
    page = open_page(tmp_path / "w", REVIEW)
    assert "Asked of others — Ben: Changed since, with “school”" in [each.value for each in page.caption]
    page.session_state["signed_as"] = "Ben"
    page.run()
    assert any("asks you for Changed since" in each.value for each in page.markdown)
    page.button(key="go_one").click().run()
    assert page.button_group[0].value == "stale"
    assert page.text_input(key="words").value == "school"
    page.button(key="done_one").click().run()
    assert not [each for each in page.button if each.key == "go_one"]
