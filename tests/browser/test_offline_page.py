"""The offline page in a real browser: worked on by keys, saved as a file, taken in."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from hotpass.model.judgement import Verdict
from hotpass.stewardship import judgements, offline_page
from tests.browser.test_access import faults
from tests.cases import published

pytestmark = pytest.mark.browser


def test_a_colleague_decides_offline_and_hands_it_back(browser: Browser, tmp_path: Path) -> None:
    workspace = published.publish_run(tmp_path / "w", [(["c", "d"], 4.5), (["f", "g"], 2.0), (["a", "h"], 3.0)])
    assert offline_page.write(workspace, tmp_path / "page.html") == 3
    page = browser.new_page(viewport={"width": 1366, "height": 768})
    page.goto(f"file://{tmp_path / 'page.html'}")
    # Chromium drops keys that are pressed before a page was painted first.
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.keyboard.press("s")
    page.keyboard.press("d")
    page.keyboard.press("u")
    page.keyboard.press("n")
    expect(page.get_by_text("3 of 3 · 2 answered")).to_be_visible()
    page.reload()
    expect(page.get_by_text("3 of 3 · 2 answered")).to_be_visible()
    assert faults(page) == []
    page.get_by_label("Note").fill("same street")
    page.get_by_role("button", name="Different").click()
    page.get_by_label("Your name").fill("Cara")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Save my answers").click()
    taken.value.save_as(tmp_path / "answers.jsonl")
    assert judgements.read(workspace, tmp_path / "answers.jsonl") == (3, ())
    said = [(each.verdict, each.by, each.note) for each in judgements.every(workspace)]
    assert said == [
        (Verdict.MATCH, "Cara", ""),
        (Verdict.UNSURE, "Cara", ""),
        (Verdict.NON_MATCH, "Cara", "same street"),
    ]
    page.close()
    workspace.close()
