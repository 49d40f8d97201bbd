"""Hasty hands in a real browser: a second click does nothing that its person has not seen."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import settle

pytestmark = pytest.mark.browser
FRAME = "() => new Promise((done) => requestAnimationFrame(done))"


@pytest.fixture
def folder(chicago_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(chicago_folder, tmp_path / "workspace"))


def said(folder: Path) -> list[dict[str, Any]]:
    """What people did, as the journal has it."""
    journal = folder / "journal.jsonl"
    return [json.loads(line) for line in journal.read_text(encoding="utf-8").splitlines()] if journal.exists() else []


def click_twice(page: Page, button: Locator, folder: Path) -> None:
    """Clicks, and once more on the same button as soon as the first click is saved."""
    expect(button).to_be_enabled()
    settle(page)
    before = len(said(folder))
    element = button.element_handle()
    assert element is not None
    element.evaluate("(button) => button.click()")
    while len(said(folder)) == before:
        page.evaluate(FRAME)
    element.evaluate("(button) => button.click()")


def test_a_second_click_decides_nothing_more(
    serve: Callable[[Path], str], visit: Callable[..., Page], folder: Path
) -> None:
    address = f"{serve(folder)}/quality?view="
    page = visit(f"{address}Expectations")
    page.get_by_role("button", name="Look for expectations").click()
    click_twice(page, page.get_by_role("button", name="Expect this from now on"), folder)
    page.get_by_text("Stated (1)").click()
    back = page.get_by_role("button", name="Take it back")
    expect(back).to_be_enabled()
    page.get_by_text("Suggested", exact=True).click()
    page.get_by_role("button", name="Expect this from now on").click()
    page.get_by_text("Stated (2)").click()
    click_twice(page, back, folder)
    expect(page.get_by_text("Stated (1)")).to_be_visible()

    page = visit(f"{address}Mend")
    page.get_by_text("Spellings", exact=True).click()
    click_twice(page, page.get_by_role("button", name="Merge "), folder)
    page.get_by_text("Mended (1)").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_enabled()
    assert [fact["kind"] for fact in said(folder)] == ["expectation", "expectation", "withdrawal", "mend"]


def test_a_note_that_was_typed_goes_with_the_decision(
    serve: Callable[[Path], str], visit: Callable[..., Page], folder: Path
) -> None:
    page = visit(f"{serve(folder)}/review")
    expect(page.locator(".deck[data-painted]")).to_be_visible()
    note = page.get_by_label("Note on this decision")
    for typed, key in (("left out", "Escape"), ("they moved", "Shift")):
        page.keyboard.press("t")
        note.fill(typed)
        note.press(key)
    page.locator("[data-act=match]").click()
    expect(page.get_by_text("all saved")).to_be_visible()
    assert [fact["body"]["note"] for fact in said(folder)] == ["they moved"]


def test_what_was_on_the_screen_is_there_after_a_reload(
    serve: Callable[[Path], str], visit: Callable[..., Page], folder: Path
) -> None:
    page = visit(f"{serve(folder)}/review?words=montessori")
    deck = page.locator(".deck[data-painted]")
    shown = str(deck.get_attribute("data-item"))
    page.reload()
    settle(page)
    expect(deck).to_have_attribute("data-painted", shown)
