"""The browser's way back: the address, the choice on the screen and what is shown stay one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute
from tests.browser.conftest import settle
from tests.pages.test_drift import delivered

pytestmark = pytest.mark.browser
LINE, HEAD, INSIDE = 35, 35, 15  # pixels of a table drawn on a canvas


def tick(page: Page, line: int) -> None:
    """Ticks a line of the first table on the page; the first one is 1."""
    settle(page)
    page.locator("canvas").first.click(position={"x": INSIDE, "y": HEAD + LINE * line - LINE // 2}, force=True)


def test_back_through_queues_and_out_of_an_entity(
    serve: Callable[[Path], str], visit: Callable[..., Page], chicago_folder: Path
) -> None:
    page = visit(f"{serve(chicago_folder)}/review")
    page.get_by_text(re.compile("^Sample check")).click()
    page.wait_for_url("**/review?queue=sample")
    page.get_by_text(re.compile("^Big groups")).click()
    page.wait_for_url("**/review?queue=big")
    settle(page)
    page.go_back()
    expect(page.locator("[data-selected=true]")).to_contain_text("Sample check")
    settle(page)
    assert page.url.endswith("?queue=sample")
    page.get_by_text(re.compile("^Sample check")).click()
    settle(page)
    expect(page.locator("[data-selected=true]")).to_contain_text("Sample check")

    page = visit(f"{serve(chicago_folder)}/entities?q=center")
    tick(page, 1)
    page.wait_for_url("**/entities?id=*")
    expect(page.get_by_role("button", name="Back to the list")).to_be_visible()
    settle(page)
    page.go_back()
    expect(page.get_by_label("Search golden records")).to_have_value("center")


def test_back_through_runs_of_one_minute(
    serve: Callable[[Path], str], visit: Callable[..., Page], tmp_path: Path
) -> None:
    runs: list[str] = []
    for city in ("Durban", "Paarl", "Upington"):
        request = RunRequest(files=(delivered(tmp_path / "people.csv", city),), source="people")
        runs.insert(0, compute(tmp_path / "w", request, Settings()).run_id)
    page = visit(f"{serve(tmp_path / 'w')}/runs")
    for line in (2, 3):
        tick(page, line)
        expect(page.get_by_text(f"{runs[line - 1]} · published")).to_be_visible()
    settle(page)
    page.go_back()
    expect(page.get_by_text(f"{runs[1]} · published")).to_be_visible()

    page.goto(f"{serve(tmp_path / 'w')}/drift")
    page.wait_for_url(f"**/drift?reference={runs[1]}&current={runs[0]}")
    settle(page)
    page.get_by_role("combobox", name="Earlier run").click()
    page.get_by_role("option").nth(2).click()
    page.wait_for_url(f"**/drift?reference={runs[2]}&current={runs[0]}")
    settle(page)
    page.go_back()
    page.wait_for_url(f"**/drift?reference={runs[1]}&current={runs[0]}")
    expect(page.get_by_text("What came back")).to_be_visible()
