"""Drift: what an empty workspace says, and what moved between two runs."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute

Opener = Callable[..., AppTest]
DRIFT = "observe/drift"


def delivered(path: Path, city: str) -> Path:
    lines = [f"<b>Person</b> {place},{city if place % 2 else 'Cape Town'}" for place in range(200)]
    path.write_text("\n".join(["name,city", *lines]) + "\n", encoding="utf-8")
    return path


def test_before_a_second_run_the_page_says_what_to_wait_for(
    open_page: Opener, filled_folder: Path, tmp_path: Path
) -> None:
    assert "from one run to the next" in open_page(tmp_path, DRIFT).info[0].value
    assert "one run so far" in open_page(filled_folder, DRIFT).info[0].value


def test_what_moved_is_told_and_drawn(open_page: Opener, tmp_path: Path) -> None:
    for name, city in (("may.csv", "Durban"), ("june.csv", "Paarl")):
        compute(tmp_path / "w", RunRequest(files=(delivered(tmp_path / name, city),), source="people"), Settings())
    page = open_page(tmp_path / "w", DRIFT)
    assert not page.error
    assert any("in place of" in each.value for each in page.markdown)
    assert [metric.label for metric in page.metric][:2] == ["Entities new", "Entities gone"]
    assert page.selectbox(key="look_at").value == "people “city” (categories)"
    assert page.get("plotly_chart")[0].proto.alt.startswith("people “city”")
    page.selectbox(key="cell").select("Durban").run()
    assert any("1 to 25 of 100" in each.value for each in page.caption)
    assert set(page.query_params) >= {"reference", "current"}
    page.selectbox(key="reference").set_value(page.selectbox(key="current").value).run()
    assert "two different runs" in page.info[0].value
