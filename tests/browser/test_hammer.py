"""Careless hands and failing machines at the review desk: nothing lost, nothing doubled, nothing decided unseen."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import HERE, free_port, launch, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# Notes in the browser's store which acts were made, and what was on the screen before each.
WATCH = """
(() => {
  const kept = Storage.prototype.setItem;
  Storage.prototype.setItem = function (name, value) {
    kept.call(this, name, value);
    if (!name.startsWith("hotpass-act-")) return;
    const { act } = JSON.parse(value);
    const host = [...document.querySelectorAll("*")].find((each) => each.shadowRoot?.querySelector(".deck"));
    const painted = host.shadowRoot.querySelector(".deck").dataset.painted ?? "";
    const group = act.deed === "group";
    const pair = group ? `group:${act.entities.join("~")}` : [act.left, act.right].sort().join("~");
    const made = JSON.parse(localStorage.getItem("made") ?? "[]");
    const blind = (group || act.deed === "judge") && pair !== painted;
    kept.call(this, "made", JSON.stringify([...made, { id: act.id, deed: act.deed, blind }]));
  };
})();
"""


@pytest.fixture
def folder(chicago_folder: Path, tmp_path: Path) -> Path:
    """A workspace of one's own with some hundred doubtful links."""
    return Path(shutil.copytree(chicago_folder, tmp_path / "workspace"))


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1366, "height": 768})
    made.add_init_script(WATCH)
    yield made
    made.close()


def desk(context: BrowserContext, address: str, queue: str = "unsure") -> Page:
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{address}/review?queue={queue}")
    settle(page)
    painted(page)
    return page


def painted(page: Page) -> None:
    expect(page.locator(".deck[data-painted]")).to_be_visible()


def saved(page: Page) -> None:
    expect(page.get_by_text("all saved")).to_be_visible(timeout=60_000)


def made(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("JSON.parse(localStorage.getItem('made') ?? '[]')")
    return found


def journal(folder: Path) -> list[dict[str, Any]]:
    path = folder / "journal.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def check(folder: Path, acts: list[dict[str, Any]]) -> None:
    """Every act is in the journal once, no pair was judged twice, and each was on the screen."""
    facts = journal(folder)
    assert sorted(fact["id"] for fact in facts) == sorted(act["id"] for act in acts)
    assert [act for act in acts if act["blind"]] == []
    pairs = [tuple(sorted((f["body"]["left"], f["body"]["right"]))) for f in facts if f["kind"] == "judgement"]
    assert len(pairs) == len(set(pairs))


def test_keys_as_fast_as_they_come(serve: Callable[[Path], str], folder: Path, context: BrowserContext) -> None:
    page = desk(context, serve(folder))
    while len(made(page)) < 60:
        for key in "sdnsdnsdns":
            page.keyboard.press(key)
    saved(page)
    check(folder, made(page))


def test_groups_decided_as_fast_as_keys_come(
    serve: Callable[[Path], str], folder: Path, context: BrowserContext
) -> None:
    page = desk(context, serve(folder), "big")
    while len(made(page)) < 8:
        for key in "sd2x":
            page.keyboard.press(key)
    saved(page)
    acts, facts = made(page), journal(folder)
    assert [act for act in acts if act["blind"]] == []
    assert {fact["kind"] for fact in facts} == {"grouping"}
    # A decision on one group may change the next: what is decided on that as it was is refused, and said so.
    assert {fact["id"] for fact in facts} <= {act["id"] for act in acts}
    assert len({fact["body"]["digest"] for fact in facts}) == len({fact["id"] for fact in facts}) == len(facts) > 4


def test_a_held_key_and_a_double_click_are_one_decision_each(
    serve: Callable[[Path], str], folder: Path, context: BrowserContext
) -> None:
    page = desk(context, serve(folder))
    for _ in range(20):
        page.keyboard.down("s")
    page.keyboard.up("s")
    assert len(made(page)) == 1
    painted(page)
    page.get_by_role("button", name="Different").first.dblclick()
    saved(page)
    assert len(made(page)) == 2
    check(folder, made(page))


def test_keys_in_a_field_and_keys_that_are_switched_off_decide_nothing(
    serve: Callable[[Path], str], folder: Path, context: BrowserContext
) -> None:
    page = desk(context, serve(folder))
    page.keyboard.press("t")
    page.keyboard.type("sdn same street")
    page.keyboard.press("Enter")
    assert made(page) == []
    expect(page.get_by_text("Note: sdn same street")).to_be_visible()
    page.get_by_label("Keys", exact=True).select_option("off")
    page.locator(".deck").press("s")
    assert made(page) == []
    page.get_by_label("Keys", exact=True).select_option("on")
    page.locator(".deck").press("s")
    saved(page)
    assert [fact["body"]["note"] for fact in journal(folder)] == ["sdn same street"]


def test_a_tab_closed_after_eight_quick_keys(
    serve: Callable[[Path], str], folder: Path, context: BrowserContext
) -> None:
    address = serve(folder)
    page = desk(context, address)
    while len(made(page)) < 8:
        page.keyboard.press("d")
    page.close()
    again = desk(context, address)
    saved(again)
    assert len(made(again)) >= 8
    check(folder, made(again))


@pytest.mark.parametrize("before", [4, 0])
def test_a_server_killed_midway(folder: Path, context: BrowserContext, tmp_path: Path, before: int) -> None:
    port = free_port()
    server = launch(folder, tmp_path / "first.txt", port)
    page = desk(context, f"http://{HERE}:{port}")
    while len(made(page)) < before:
        page.keyboard.press("s")
    server.kill()
    server.wait()
    while len(made(page)) < before + 5:
        page.keyboard.press("d")
    server = launch(folder, tmp_path / "second.txt", port)
    try:
        saved(page)
        check(folder, made(page))
    finally:
        server.terminate()
        server.wait()


def test_three_browsers_on_one_queue(serve: Callable[[Path], str], folder: Path, browser: Browser) -> None:
    address = serve(folder)
    contexts = [browser.new_context(viewport={"width": 1366, "height": 768}) for _ in range(3)]
    for each in contexts:
        each.add_init_script(WATCH)
    pages = [desk(each, address) for each in contexts]
    while min(len(made(page)) for page in pages) < 15:
        for page in pages:
            page.keyboard.press("d")
    for page in pages:
        saved(page)
    check(folder, [act for page in pages for act in made(page)])
    for each in contexts:
        each.close()
