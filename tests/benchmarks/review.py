"""How quick the review desk is: a key to the next link painted, a key to its decision acknowledged, decisions a minute.

Run by `make bench`. Timed inside the page of a real headless Chromium, on the bundled Chicago sample.
"""

import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from hotpass.settings import Settings
from hotpass.stewardship import showcase
from tests.browser.conftest import CHROMIUM, FLAGS, HERE, free_port, launch

DECISIONS = 120
PAINTED_MS, ACKNOWLEDGED_MS, A_MINUTE = 150, 400, 300
# A steward who presses the next key as soon as the next link is there.
DRIVE = """
async (count) => {
  const host = [...document.querySelectorAll("*")].find((each) => each.shadowRoot?.querySelector(".deck"));
  const deck = host.shadowRoot.querySelector(".deck");
  const saving = deck.querySelector(".saving");
  const frame = () => new Promise((done) => requestAnimationFrame(() => done()));
  const until = async (met) => { while (!met()) await frame(); };
  const painted = [], acknowledged = [];
  const dropped = Storage.prototype.removeItem, kept = Storage.prototype.setItem, born = new Map();
  Storage.prototype.setItem = function (name, value) {
    if (name.startsWith("hotpass-act-")) born.set(name, performance.now());
    kept.call(this, name, value);
  };
  Storage.prototype.removeItem = function (name) {
    if (born.has(name)) acknowledged.push(performance.now() - born.get(name));
    dropped.call(this, name);
  };
  const begun = performance.now();
  for (let turn = 0; turn < count; turn++) {
    await until(() => deck.dataset.painted && deck.dataset.painted === deck.dataset.item);
    const before = deck.dataset.painted, pressed = performance.now();
    document.dispatchEvent(new KeyboardEvent("keydown", { key: turn % 3 ? "d" : "s", bubbles: true }));
    const drawn = () => deck.dataset.painted && deck.dataset.painted === deck.dataset.item;
    await until(() => drawn() && deck.dataset.painted !== before);
    painted.push(performance.now() - pressed);
    await new Promise((done) => setTimeout(done, 100));
  }
  const spent = performance.now() - begun;
  await until(() => saving.textContent.includes("all saved"));
  return { painted, acknowledged, spent };
}
"""


def p95(values: list[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return statistics.quantiles(values, n=20)[-1]


def measure(folder: Path) -> dict[str, Any]:
    """Decides 120 links in a browser and answers what it took, in milliseconds."""
    port = free_port()
    server = launch(folder, folder.parent / "server.txt", port)
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            page = chromium.new_page(viewport={"width": 1366, "height": 768})
            page.goto(f"http://{HERE}:{port}/review")
            page.wait_for_selector(".deck[data-painted]")
            found: dict[str, Any] = page.evaluate(DRIVE, DECISIONS)
            chromium.close()
            return found
    finally:
        server.terminate()
        server.wait()


def main() -> int:
    """Prints the figures beside their goals; fails where one misses twice its goal."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "workspace"
        showcase.fill(folder, "chicago", Settings())
        found = measure(folder)
        stored = len((folder / "journal.jsonl").read_text(encoding="utf-8").splitlines())
    painted, acknowledged = found["painted"], found["acknowledged"]
    minute = 60_000 * len(painted) / found["spent"]
    figures = [
        f"next link painted: p50 {statistics.median(painted):.0f}, p95 {p95(painted):.0f} ms (goal {PAINTED_MS})",
        f"saved: p50 {statistics.median(acknowledged):.0f}, p95 {p95(acknowledged):.0f} ms (goal {ACKNOWLEDGED_MS})",
        f"decisions a minute: {minute:.0f} (goal {A_MINUTE}); stored {stored} of {len(painted)}",
    ]
    sys.stdout.write("\n".join(figures) + "\n")
    missed = p95(painted) > 2 * PAINTED_MS or p95(acknowledged) > 2 * ACKNOWLEDGED_MS or minute < A_MINUTE / 2
    return int(missed or stored != len(painted))


if __name__ == "__main__":
    sys.exit(main())
