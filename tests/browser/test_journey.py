"""A newcomer's way: upload a workbook, watch the run through a refresh, see the entities, take an export away."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hotpass.reading import read
from hotpass.settings import Settings
from tests.browser.conftest import settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RUN_MILLISECONDS = 120_000


def test_from_a_workbook_to_an_export(
    serve: Callable[[Path], str], visit: Callable[..., Page], schools_workbook: Path, tmp_path: Path
) -> None:
    page = visit(serve(tmp_path / "workspace"))
    page.get_by_role("button", name="Upload spreadsheets").click()
    page.wait_for_url("**/import")
    page.set_input_files("input[type=file]", str(schools_workbook))
    page.get_by_role("button", name="Start the run over 1 file").click()
    expect(page.get_by_role("button", name="Stop this run")).to_be_visible()
    page.reload()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("The run is done and published.")).to_be_visible(timeout=RUN_MILLISECONDS)

    page.get_by_role("link", name="Look at the golden records").click()
    page.wait_for_url("**/entities")
    settle(page)
    expect(page.get_by_text(re.compile(r"\d+ golden records; tick"))).to_be_visible()
    page.get_by_label("Search golden records").fill("kestrel")
    page.get_by_label("Search golden records").press("Enter")
    expect(page.get_by_text(re.compile("^1 golden record; tick"))).to_be_visible()
    assert "q=kestrel" in page.url

    settle(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download").click()
    taken = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(taken)
    reading = read(taken, tmp_path / "look", Settings())
    assert reading.sheets[0].records >= 12


def test_a_run_can_be_stopped(
    serve: Callable[[Path], str], visit: Callable[..., Page], tmp_path_factory: pytest.TempPathFactory
) -> None:
    page = visit(serve(tmp_path_factory.mktemp("stopped")))
    page.get_by_role("button", name="Try with example data").click()
    stop = page.get_by_role("button", name="Stop this run")
    expect(page.get_by_text("step 1 of 10")).to_be_visible()
    stop.click()
    expect(page.get_by_text("The run was stopped.")).to_be_visible()
    expect(page.get_by_role("button", name="Try again with the same files")).to_be_visible()
    page.get_by_role("link", name="Runs").click()
    settle(page)
    expect(page.get_by_text("· stopped ·")).to_be_visible()
