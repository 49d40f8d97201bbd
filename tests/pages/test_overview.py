"""Overview: an empty workspace invites, a filled one is told in a sentence, pictures and next steps."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

Opener = Callable[..., AppTest]


def test_an_empty_workspace_offers_two_ways_to_begin(open_page: Opener, tmp_path: Path) -> None:
    page = open_page(tmp_path)
    assert [button.label for button in page.button] == ["Try with example data", "Upload spreadsheets"]
    assert any("This workspace is empty" in text.value for text in page.markdown)


def test_a_filled_workspace_is_told_in_a_sentence_and_figures(open_page: Opener, filled_folder: Path) -> None:
    page = open_page(filled_folder)
    assert page.header[0].value.startswith("Your 1 file holds 26 rows.")
    assert "describe" in page.header[0].value
    tiles = {metric.label: metric.value for metric in page.metric}
    assert tiles["Rows read"] == "26"
    assert int(tiles["Golden records"]) >= 12
    assert len(page.get("plotly_chart")) == 2


def test_every_picture_has_words_and_a_table(open_page: Opener, filled_folder: Path) -> None:
    page = open_page(filled_folder)
    labels = [tab.label for tab in page.tabs]
    assert labels == ["Picture", "As a table"] * 2
    assert all(chart.proto.alt for chart in page.get("plotly_chart"))
