"""Model: what decides, what other lines would do, which records meet, what changed."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import entities, model_lines
from hotpass.stewardship.computation import compute
from hotpass.stewardship.entities import Sought
from hotpass.stewardship.opening import opened

Opener = Callable[..., AppTest]
MODEL = "resolve/model"


def test_without_a_run_the_page_leads_to_the_import(open_page: Opener, tmp_path: Path) -> None:
    assert "after the first run" in open_page(tmp_path, MODEL).info[0].value


def test_the_model_is_told_in_words_pictures_and_tables(open_page: Opener, filled_folder: Path) -> None:
    page = open_page(filled_folder, MODEL)
    assert [header.value for header in page.header] == [
        "What is compared, and what it is worth",
        "Where the lines stand",
        "Which records meet",
        "How right it is",
        "What changed since the last model",
        "Why, or why not",
    ]
    assert any("fields of your records decide" in text.value for text in page.markdown)
    charts = page.get("plotly_chart")
    assert len(charts) == 3
    assert all(chart.proto.alt for chart in charts)
    assert any("Nobody has decided" in text.value for text in page.info)
    assert any("first model of this workspace" in text.value for text in page.info)


def test_moving_a_line_shows_what_it_would_do(open_page: Opener, filled_folder: Path) -> None:
    page = open_page(filled_folder, MODEL)
    before = {metric.label: metric for metric in page.metric}
    assert all(metric.delta == "at this run's lines" for metric in before.values())
    lines = [effect.line for effect in model_lines.at_each_line(opened(filled_folder))]
    page.select_slider(key="lines").set_range(lines[0], lines[-1]).run()
    after = {metric.label: metric for metric in page.metric}
    assert int(after["Pairs above the right line"].value) <= int(before["Pairs above the right line"].value)
    assert int(after["Real things"].value) >= int(before["Real things"].value)
    assert after["Pairs above the right line"].delta.endswith("against this run's lines")


def test_two_ids_are_explained_even_where_the_run_kept_no_pair(open_page: Opener, filled_folder: Path) -> None:
    kestrel, karoo = (
        line.entity_id
        for words in ("kestrel", "karoo gap")
        if (found := entities.search(opened(filled_folder), Sought(words=words), 1))
        for line in found.lines
    )
    page = open_page(filled_folder, MODEL, a=kestrel, b=karoo)
    said = [text.value for text in page.markdown]
    assert any("never compared" in text or "two entities" in text for text in said)
    assert any("What decides" in text for text in said)
    assert [expander.label for expander in page.expander] == ["Show the sum"]
    unknown = open_page(filled_folder, MODEL, a=kestrel, b="nobody")
    assert "has the id nobody" in unknown.warning[0].value


def test_a_run_that_compared_nothing_says_so(open_page: Opener, tmp_path: Path) -> None:
    lone = tmp_path / "lone.csv"
    lone.write_text("Name\nHeron\n", encoding="utf-8")
    compute(tmp_path / "w", RunRequest(files=(lone,)), Settings())
    page = open_page(tmp_path / "w", MODEL)
    assert page.info[0].value.startswith("The last run compared no records.")
