"""Runs: the list, the stages as their spans recorded them, and failures in words."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

Opener = Callable[..., AppTest]
RUNS = "observe/runs"


def test_without_a_run_the_page_leads_to_the_import(open_page: Opener, tmp_path: Path) -> None:
    assert "No run has been started" in open_page(tmp_path, RUNS).info[0].value


def test_a_run_is_listed_with_its_stages(open_page: Opener, filled_folder: Path) -> None:
    page = open_page(filled_folder, RUNS)
    assert page.dataframe[0].value["State"].tolist() == ["published"]
    assert page.get("plotly_chart")[0].proto.alt.startswith("10 stages; the longest")


def test_an_unknown_run_is_told_so(open_page: Opener, filled_folder: Path) -> None:
    assert "knows no run nobody" in open_page(filled_folder, RUNS, id="nobody").warning[0].value


def test_a_path_for_an_id_is_an_unknown_run(open_page: Opener, filled_folder: Path) -> None:
    assert open_page(filled_folder, RUNS, id="../../etc").warning
