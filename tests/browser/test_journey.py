"""A newcomer's way by keys alone: upload, watch the run through a refresh, see entities, export, change a value."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FileChooser, Page, expect

from hotpass.reading import read
from hotpass.settings import Settings
from tests.browser.conftest import settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]
RUN_MILLISECONDS = 120_000
MOST_STOPS = 60
FOCUSED = """() => {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  const named = found.getAttribute("aria-label") || found.labels?.[0]?.innerText;
  const said = named || found.innerText || found.getAttribute("placeholder") || "";
  const kind = found.getAttribute("role") || found.tagName.toLowerCase();
  return `${kind}: ${said.replaceAll("\\n", " ").trim().slice(0, 50)}`;
}"""


def reach(page: Page, wanted: str, key: str = "Tab") -> None:
    """Goes on by one key until what is focused is called so."""
    passed = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        passed.append(str(page.evaluate(FOCUSED)))
        if wanted in passed[-1]:
            return
    pytest.fail(f"{wanted} cannot be reached by {key}: {passed}")


def press(page: Page, wanted: str, key: str = "Tab") -> None:
    """Reaches something and presses Enter on it."""
    reach(page, wanted, key)
    page.keyboard.press("Enter")


def test_from_a_workbook_to_an_export_by_keyboard_alone(
    serve: Callable[[Path], str], visit: Callable[..., Page], schools_workbook: Path, tmp_path: Path
) -> None:
    page = visit(serve(tmp_path / "workspace"))
    press(page, "button: Upload spreadsheets")
    page.wait_for_url("**/import")
    expect(page.get_by_test_id("stFileUploader")).to_be_visible()
    settle(page)
    _hand_in(page, schools_workbook)
    expect(page.get_by_role("button", name="Start the run over 1 file")).to_be_visible()
    settle(page)
    press(page, "button: Start the run over 1 file")
    expect(page.get_by_role("button", name="Stop this run")).to_be_visible()
    page.reload()
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("The run is done and published.")).to_be_visible(timeout=RUN_MILLISECONDS)
    settle(page)
    press(page, "Look at the golden records")
    page.wait_for_url("**/entities")
    settle(page)
    expect(page.get_by_text(re.compile(r"\d+ golden records; tick"))).to_be_visible()
    reach(page, "Search golden records")
    page.keyboard.type("kestrel")
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("^1 golden record; tick"))).to_be_visible()
    assert "q=kestrel" in page.url
    settle(page)
    taken = _downloaded(page, tmp_path)
    assert read(taken, tmp_path / "look", Settings()).sheets[0].records >= 12

    reach(page, "canvas", "Shift+Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    page.wait_for_url("**/entities?*id=*")
    settle(page)
    _change_a_value_and_take_it_back(page)


def _hand_in(page: Page, path: Path) -> None:
    """A key that falls into the moment when a page is drawn anew does nothing; a person presses it again."""
    chosen: list[FileChooser] = []

    def opened(chooser: FileChooser) -> None:
        chosen.append(chooser)

    page.once("filechooser", opened)
    reach(page, "button: upload")
    while not chosen:
        page.keyboard.press("Enter")
        page.wait_for_timeout(500)
    chosen[0].set_files(str(path))


def _downloaded(page: Page, place: Path) -> Path:
    reach(page, "button: Download")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    waiting.value.save_as(place / waiting.value.suggested_filename)
    return place / waiting.value.suggested_filename


def _change_a_value_and_take_it_back(page: Page) -> None:
    """Another value for the first field, which is what the entity is called."""
    reach(page, "combobox: Field")
    reach(page, "Kestrel")  # the first of the choices
    reach(page, "Another value", "ArrowDown")
    settle(page)
    reach(page, "The value")
    page.keyboard.type("Kestrel Pan")
    page.keyboard.press("Enter")
    settle(page)
    press(page, "button: Save this value", "Shift+Tab")
    expect(page.get_by_role("heading", name="Kestrel Pan", exact=True)).to_be_visible()
    settle(page)
    press(page, "button: Take it back")
    expect(page.get_by_role("heading", name="Kestrel Pan Flying School")).to_be_visible()


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
