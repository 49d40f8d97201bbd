"""The review desk as a steward meets it: by keyboard alone, readable for everybody, showing values as text."""

import csv
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute
from hotpass.stewardship.opening import opened
from hotpass.store.shown import shown
from tests.browser.conftest import settle
from tests.browser.test_access import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HOSTILE = (
    "<img src=x onerror=alert(1)> <b>Bold</b> Works",
    "[link](http://example.invalid) **Stars** `tick` Works",
    "مدرسة الطيران Works \u202e gnp",
    "🛩️👩🏽‍✈️ Emoji Works",
    "Long " + "x" * 30_000,
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_desk_is_accessible_and_above_the_fold(
    serve: Callable[[Path], str], visit: Callable[..., Page], chicago_folder: Path, tmp_path: Path, scheme: str
) -> None:
    folder = Path(shutil.copytree(chicago_folder, tmp_path / "workspace"))
    page = visit(f"{serve(folder)}/review", scheme)
    expect(page.locator(".deck[data-painted]")).to_be_visible()
    assert faults(page) == []
    for name in ("Same", "Different", "Not sure", "Undo"):
        expect(page.get_by_role("button", name=re.compile(f"^{name}")).first).to_be_in_viewport(ratio=1)
    page.keyboard.press("s")
    page.keyboard.press("?")
    page.get_by_text("Other records of these groups").click()
    expect(page.get_by_text("all saved")).to_be_visible()
    settle(page)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_whole_way_by_keyboard(
    serve: Callable[[Path], str], visit: Callable[..., Page], chicago_folder: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(chicago_folder, tmp_path / "workspace"))
    page = visit(f"{serve(folder)}/review")
    deck = page.locator(".deck[data-painted]")
    expect(deck).to_be_visible()
    assert "Score" not in page.locator(".sides").inner_text()
    first = str(deck.get_attribute("data-item"))
    page.keyboard.press("s")
    expect(deck).not_to_have_attribute("data-painted", first)
    expect(page.get_by_text(re.compile(r"The model said \d+ of 100\. You said: Same\."))).to_be_visible()
    page.keyboard.press("u")
    expect(deck).to_have_attribute("data-painted", first)
    page.keyboard.press("j")
    expect(deck).not_to_have_attribute("data-painted", first)
    page.keyboard.press("k")
    expect(deck).to_have_attribute("data-painted", first)
    page.keyboard.press("h")
    expect(page.locator(".sides")).to_contain_text("Score")
    page.keyboard.press("f")
    expect(page.get_by_text("A second look is asked for.")).to_be_visible()
    expect(page.get_by_text("all saved")).to_be_visible()
    # What is saved takes effect a moment later.
    for _ in range(20):
        page.reload()
        settle(page)
        if page.get_by_text("Second look 1").is_visible():
            break
    expect(page.get_by_text("Second look 1")).to_be_visible()
    page.goto(f"{page.url.split('?')[0]}?item={first}")
    settle(page)
    expect(deck).to_have_attribute("data-painted", first)
    page.keyboard.press("d")
    expect(page.get_by_text("all saved")).to_be_visible()


def test_who_finds_nothing_is_told_that_somebody_else_has_it(
    serve: Callable[[Path], str], visit: Callable[..., Page], chicago_folder: Path, tmp_path: Path
) -> None:
    address = f"{serve(Path(shutil.copytree(chicago_folder, tmp_path / 'workspace')))}/review?words=montessori"
    pages = [visit(address) for _ in range(2)]
    there = pages[0].locator(".deck[data-painted]")
    expect(there).to_be_visible()
    waiting = int(re.findall(r"(\d+) waiting", pages[0].locator(".saving").inner_text())[0])
    assert 0 < waiting <= 12
    expect(pages[1].get_by_text("on the screen of somebody else")).to_be_visible()
    for _ in range(waiting):
        shown_now = str(there.get_attribute("data-item"))
        pages[0].keyboard.press("d")
        expect(pages[0].locator(f'.deck[data-painted="{shown_now}"]')).to_have_count(0)
    expect(pages[0].get_by_text("Nothing waits here.")).to_be_visible()
    expect(pages[1].get_by_text("Nothing waits here.")).to_be_visible(timeout=30_000)


FRAMES = "async (n) => { for (; n > 0; n--) await new Promise((done) => requestAnimationFrame(done)); }"
# A key that makes the deck send, and a click on another queue before that is sent.
AT_ONCE = """
() => {
  const queue = [...document.querySelectorAll("button")].find((each) => each.textContent.includes("Sample check"));
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "d", bubbles: true }));
  queue.click();
}
"""


@pytest.mark.parametrize("queue", ["second_look", "unsure"])
def test_a_desk_that_nobody_touches_says_nothing(
    serve: Callable[[Path], str], visit: Callable[..., Page], chicago_folder: Path, queue: str
) -> None:
    page = visit(f"{serve(chicago_folder)}/review?queue={queue}")
    sent: list[str | bytes] = []

    def heard(frame: str | bytes) -> None:
        sent.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", heard))
    page.reload()
    settle(page)
    expect(page.get_by_text("all saved")).to_be_visible()
    page.evaluate(FRAMES, 30)
    assert sent, "what it sends is heard"
    sent.clear()
    page.evaluate(FRAMES, 60)
    assert sent == []


def test_a_queue_chosen_while_the_desk_sends_is_opened(
    serve: Callable[[Path], str], visit: Callable[..., Page], chicago_folder: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(chicago_folder, tmp_path / "workspace"))
    page = visit(f"{serve(folder)}/review?words=montessori")
    expect(page.locator(".deck[data-painted]")).to_be_visible()
    page.evaluate(AT_ONCE)
    expect(page).to_have_url(re.compile("queue=sample"))
    expect(page.get_by_text("So of 100 merges are wrong")).to_be_visible()
    expect(page.get_by_text("all saved")).to_be_visible()


def test_hostile_values_are_shown_as_text(
    serve: Callable[[Path], str], visit: Callable[..., Page], tmp_path: Path
) -> None:
    file = tmp_path / "works.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["Company name", "Phone", "Town"])
        for place, name in enumerate(HOSTILE):
            rows.writerow([name, f"021 555 10{place:02}", "Cape Town"])
            rows.writerow([f"{name} B", f"021 555 20{place:02}", "Cape Town"])
    folder = tmp_path / "workspace"
    compute(folder, RunRequest(files=(file,), profile="organisation"), Settings())
    for first, second, name in pairs(folder):
        page = visit(f"{serve(folder)}/review?item={min(first, second)}~{max(first, second)}")
        expect(page.locator(".deck[data-painted]")).to_be_visible()
        shown = page.locator(".sheet td.value").first.inner_text()
        assert shown.replace("\n", " ").startswith(name[:40].strip())
        assert page.locator(".sheet img, .sheet b, .sheet a").count() == 0
        expect(page.get_by_role("button", name="Same").first).to_be_in_viewport(ratio=1)
        page.context.close()


def pairs(folder: Path) -> list[tuple[str, str, str]]:
    """Both records of each name, in the file's order."""
    with shown(opened(folder)) as published:
        assert published is not None
        rows = published.cursor.execute('SELECT record_id FROM record ORDER BY "row"').fetchall()
    ids = [row[0] for row in rows]
    return [
        (one, other, name if one < other else f"{name} B")
        for one, other, name in zip(ids[::2], ids[1::2], HOSTILE, strict=True)
    ]
