"""How quick the review desk is: a key to the next link painted, a key to its decision acknowledged, decisions a minute.

`review.py [WORKSPACE [DECISIONS]]` takes a filled workspace, else the bundled Chicago sample, which is read again while
the last half of the decisions is made; and how long it takes to open a group of 60. Run by `make bench`. Timed inside
the page of a real headless Chromium.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Page, sync_playwright

from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import revision, showcase
from hotpass.stewardship.computation import compute
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.browser.conftest import CHROMIUM, FLAGS, HERE, ROOT, free_port, launch, settle

DECISIONS = 120
PAINTED_MS, ACKNOWLEDGED_MS, A_MINUTE = 150, 400, 300
RUNNING = 250, 1500  # painted and acknowledged while a run goes
GROUP, OPENED_MS, TIMES = 60, 600, 12
SHOWN = """!![...document.querySelectorAll("*")].find((each) => each.shadowRoot?.querySelector(".deck"))
  ?.shadowRoot.querySelector(".deck[data-painted^='group']")"""
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


def measure(folder: Path, decisions: int, *, while_a_run_goes: bool = False) -> dict[str, Any]:
    """Decides links in a browser and answers what it took, in milliseconds."""
    with desk(folder) as (page, address):
        page.goto(f"{address}/review")
        page.wait_for_selector(".deck[data-painted]")
        run = again(folder) if while_a_run_goes else None
        found: dict[str, Any] = page.evaluate(DRIVE, decisions)
        if run is not None:
            found["run_went_on"] = run.poll() is None
            run.wait()
        return found


@contextmanager
def desk(folder: Path) -> Iterator[tuple[Page, str]]:
    """A page of a browser, and the address of a dashboard that serves a workspace."""
    port = free_port()
    server = launch(folder, folder.parent / "server.txt", port)
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
            yield chromium.new_page(viewport={"width": 1366, "height": 768}), f"http://{HERE}:{port}"
            chromium.close()
    finally:
        server.terminate()
        server.wait()


def again(folder: Path) -> "subprocess.Popen[bytes]":
    """Computes the workspace's files once more in a program of its own."""
    files = sorted(str(path) for path in (folder / "sources").glob("*/*"))
    words = ["run", *files, "--workspace", str(folder), "--anew"]
    return subprocess.Popen([sys.executable, "-m", "hotpass", *words], cwd=ROOT, stdout=subprocess.DEVNULL)


def crowded(folder: Path) -> Path:
    """A workspace with one group of 60 records, among 240 others."""
    names = [f"Acacia Ridge Clinic {'abcdefghij'[place % 10]}" for place in range(GROUP)]
    lines = [f"{name},+27 21 555 10{place:02},Paarl" for place, name in enumerate(names)]
    lines += [f"{'bcdfghklmn'[n % 10]}a{n * 7919 % 1000} Stores {n},+27 11 555 {2000 + n},Ceres" for n in range(240)]
    (folder / "crowd.csv").write_text("\n".join(["name,phone,town", *lines]) + "\n", encoding="utf-8")
    request = RunRequest(files=(folder / "crowd.csv",), profile="organisation")
    compute(folder / "crowd", request, Settings())
    workspace = Workspace.open(folder / "crowd", Settings())
    with shown(workspace) as run:
        ids = run.cursor.execute("SELECT record_id FROM record ORDER BY sheet_row").fetchall()[:GROUP] if run else []
    for place, ((one,), (other,)) in enumerate(pairwise(ids)):
        said = {"left": one, "right": other, "verdict": "match", "seen": {}}
        workspace.journal.append("judgement", said, by="bench", fact_id=str(place))
    revision.catch_up(workspace)
    workspace.close()
    return folder / "crowd"


def opened(folder: Path) -> list[float]:
    """Milliseconds from the click on the queue to its group of 60 painted."""
    took = []
    with desk(folder) as (page, address):
        page.goto(f"{address}/review?queue=second_look")  # one window: what it was dealt waits for no other
        page.wait_for_selector(".deck")
        for _ in range(TIMES):
            settle(page)
            began = time.perf_counter()
            page.get_by_text("Big groups 1").click()
            page.wait_for_function(SHOWN)
            took.append(1000 * (time.perf_counter() - began))
            page.get_by_text("Second look 0").click()
            page.wait_for_function(f"!({SHOWN})")
    return took[1:]


def told(words: str, found: dict[str, Any], goals: tuple[int, int]) -> bool:
    """Writes the figures beside their goals; True where one misses twice its goal."""
    painted, acknowledged = found["painted"], found["acknowledged"]
    minute = 60_000 * len(painted) / found["spent"]
    figures = [
        f"{words}: {len(painted)} decisions in {found['spent'] / 1000:.0f} s",
        f"  next link painted: p50 {statistics.median(painted):.0f}, p95 {p95(painted):.0f} ms (goal {goals[0]})",
        f"  saved: p50 {statistics.median(acknowledged):.0f}, p95 {p95(acknowledged):.0f} ms (goal {goals[1]})",
        f"  decisions a minute: {minute:.0f} (goal {A_MINUTE})",
    ]
    sys.stdout.write("\n".join(figures) + "\n")
    return p95(painted) > 2 * goals[0] or p95(acknowledged) > 2 * goals[1] or minute < A_MINUTE / 2


def lines_of(folder: Path) -> int:
    """How many acts the journal of a workspace has."""
    journal = folder / "journal.jsonl"
    return len(journal.read_text(encoding="utf-8").splitlines()) if journal.exists() else 0


def main() -> int:
    """Prints the figures beside their goals; fails where one misses twice its goal, or a decision is not stored."""
    decisions = int(sys.argv[2]) if len(sys.argv) > 2 else DECISIONS
    with tempfile.TemporaryDirectory() as place:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(place) / "workspace"
        if len(sys.argv) == 1:
            showcase.fill(folder, "chicago", Settings())
        before = lines_of(folder)
        missed = told("alone", measure(folder, decisions), (PAINTED_MS, ACKNOWLEDGED_MS))
        beside = measure(folder, decisions, while_a_run_goes=True)
        missed |= told(f"while a run goes ({'all' if beside['run_went_on'] else 'part'} of the time)", beside, RUNNING)
        stored = lines_of(folder) - before
        took = opened(crowded(Path(place)))
    last = statistics.quantiles(took, n=20, method="inclusive")[-1]
    sys.stdout.write(f"stored {stored} of {2 * decisions}\n")
    sys.stdout.write(
        f"group of {GROUP} opened: p50 {statistics.median(took):.0f}, p95 {last:.0f} ms (goal {OPENED_MS})\n"
    )
    return int(missed or stored != 2 * decisions or last > 2 * OPENED_MS)


if __name__ == "__main__":
    sys.exit(main())
