"""Quality: scores as counts, rules by damage, every failing row with its cell, and a closer look at a file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import quality, quality_pictures
from hotpass.stewardship.computation import compute
from hotpass.stewardship.opening import opened

Opener = Callable[..., AppTest]
QUALITY = "prepare/quality"
FAULTY = 120


@pytest.fixture(scope="module")
def faulty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose one file has 120 wrong e-mail addresses among 300 rows, and one town misspelt."""
    place = tmp_path_factory.mktemp("faulty")
    lines = ["Name,Email,Town"]
    for number in range(300):
        mail = f"post@firm{number}" if number < FAULTY else f"post@firm{number}.co.za"
        lines.append(f"Firm {chr(65 + number % 26)}{number},{mail},{'Kimberlxy' if number == 7 else 'Kimberley'}")
    path = place / "firms.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    compute(place / "workspace", RunRequest(files=(path,), profile="organisation"), Settings())
    return place / "workspace"


def test_without_a_run_the_page_leads_to_the_import(open_page: Opener, tmp_path: Path) -> None:
    assert "after the first run" in open_page(tmp_path, QUALITY).info[0].value


def test_scores_are_counts_and_nothing_tested_is_said_so(open_page: Opener, faulty_folder: Path) -> None:
    page = open_page(faulty_folder, QUALITY)
    tiles = {metric.label: (metric.value, metric.delta) for metric in page.metric}
    assert tiles["Accuracy"] == ("—", "not measured")
    assert tiles["Completeness"][0] == "100 %"
    found = quality.quality_of(opened(faulty_folder))
    assert found is not None
    assert all(score is None or 0 <= score.passed <= score.tested for score in found.scores.values())


def test_every_failing_row_is_shown_counted_and_told_with_its_cell(open_page: Opener, faulty_folder: Path) -> None:
    workspace = opened(faulty_folder)
    found = quality.quality_of(workspace)
    assert found is not None
    rule = found.rules[0]
    pages = [quality.failing_rows(workspace, rule.expectation_id, number) for number in range(1, 7)]
    assert rule.failed == FAULTY == sum(len(page) for page in pages)
    assert (pages[0][0].cell, pages[0][0].original) == ("B2", "post@firm0")
    page = open_page(faulty_folder, QUALITY)
    assert any("Rows 1 to 25 of 120" in caption.value for caption in page.caption)
    assert page.get("download_button")


def test_the_rules_of_one_dimension_or_source_are_a_link_of_their_own(open_page: Opener, faulty_folder: Path) -> None:
    workspace = opened(faulty_folder)
    found = quality.quality_of(workspace)
    assert found is not None
    rule, label = found.rules[0], found.labels[0]
    here = quality.narrowed(workspace, found, rule.dimension, label)
    assert {one.dimension for one in here.rules} == {rule.dimension}
    assert (here.rules[0].expectation_id, here.rules[0].shown, here.rules[0].failed) == (
        rule.expectation_id,
        FAULTY,
        FAULTY,
    )
    elsewhere = quality.narrowed(workspace, found, None, "no such source")
    assert [one.shown for one in elsewhere.rules] == [0] * len(found.rules)
    assert quality.failing_rows(workspace, rule.expectation_id, 1, "no such source") == ()
    assert len(quality.failing_rows(workspace, rule.expectation_id, 1, label)) == quality.PAGE_SIZE
    page = open_page(faulty_folder, QUALITY)
    page.selectbox(key="in_source").select(label).run()
    page.selectbox(key="dimension").select(rule.dimension.value).run()
    assert not page.exception
    assert any("Rows 1 to 25 of 120" in caption.value for caption in page.caption)


def test_a_closer_look_names_the_cell_and_its_mend(open_page: Opener, faulty_folder: Path) -> None:
    page = open_page(faulty_folder, QUALITY)
    page.segmented_control(key="view").set_value("closer").run()
    page.button(key="look").click().run()
    assert not page.exception
    report = quality.closer_look(opened(faulty_folder), quality.files(opened(faulty_folder))[0])
    wrong = {cell.cell: cell.suggestion for finding in report.findings for cell in finding.rows}
    assert wrong["C9"] == "Kimberley"


def test_an_expectation_is_suggested_edited_accepted_refused_and_taken_back(
    open_page: Opener, faulty_folder: Path
) -> None:
    page = open_page(faulty_folder, QUALITY)
    page.segmented_control(key="view").set_value("expectations").run()
    page.button(key="suggest").click().run()
    assert not page.exception
    before = page.selectbox(key="suggestion").options
    next(one for one in page.button if one.label == "Do not suggest it again").click().run()
    assert len(page.selectbox(key="suggestion").options) == len(before) - 1
    page.segmented_control(key="expectation_view").set_value("own").run()
    page.selectbox(key="own_kind").set_value("matches").run()
    page.selectbox(key="own_field").set_value("city").run()
    page.text_input(key="pattern_own_city_matches").input("Kimberley").run()
    assert any("Would fail **1 row** today, of 300" in one.value for one in page.markdown)
    next(one for one in page.button if one.label == "Expect this from now on").click().run()
    assert not page.exception
    assert any("1 change saved" in info.value for info in page.info)
    page.segmented_control(key="expectation_view").set_value("stated").run()
    next(one for one in page.button if one.label == "Take it back").click().run()
    assert not page.exception
    assert not any("saved" in info.value for info in page.info)


def test_the_pictures_show_sources_gaps_and_repeats_as_they_are_counted(open_page: Opener, faulty_folder: Path) -> None:
    found = quality_pictures.pictures(opened(faulty_folder))
    assert found is not None
    validity = next(one for one in found.sources if one.dimension == "validity")
    assert (validity.source, validity.records, validity.sound) == ("firms.csv", 300, 300 - FAULTY)
    assert [(gap.titles, gap.records) for gap in found.gaps] == [((), 300)]
    assert [one.alone + one.within + one.across for one in found.repeats] == [300]
    page = open_page(faulty_folder, QUALITY)
    page.segmented_control(key="view").set_value("pictures").run()
    assert not page.exception
    assert "Run by run" in [header.value for header in page.header]


def test_a_score_leads_to_the_rules_it_counts(open_page: Opener, faulty_folder: Path) -> None:
    page = open_page(faulty_folder, QUALITY)
    page.button(key="to_validity").click().run()
    assert not page.exception
    assert page.selectbox(key="dimension").value == "validity"
    assert any("Rows 1 to 25 of 120" in caption.value for caption in page.caption)
