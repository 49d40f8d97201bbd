"""Times Hotpass against bare Splink on the same records: CPU seconds of linking and of whole programs, peak memory, F1.

`speed.py [RECORDS]…` takes 10,000, 100,000 and 1,000,000 records where no numbers are given. Both sides read the same
CSV; for whole programs interpreter start and imports count on both sides. Linking is train, predict and cluster: the
stages match and cluster of a run, with a fresh model and with the model that the run saved. Medians of three below
1,000,000 records, one run from there on.
"""

import csv
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks import bare
from tests.benchmarks.generate import write

if TYPE_CHECKING:
    from hotpass.model.job import Job
    from hotpass.model.run import StageReport
    from hotpass.pipeline import Stage
    from hotpass.store.scratch import Scratch

ROOT = Path(__file__).resolve().parents[2]
SIZES = (10_000, 100_000, 1_000_000)
MANY = 1_000_000
LINKING = ("match", "cluster")
# Whoever uses the programs has their bytecode from the second start on.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class Bars(NamedTuple):
    """The most that Hotpass may need, as a share of what bare Splink needs, and the least F1."""

    fresh: float
    saved: float
    whole: float
    peak: float
    f1: float


# A small run's memory is that of the libraries it loads.
BARS = {
    10_000: Bars(0.35, 0.12, 0.8, 2.0, 0.98),
    100_000: Bars(0.35, 0.20, 1.0, 2.0, 0.98),
    1_000_000: Bars(0.50, 0.45, 1.0, 0.75, 0.98),
    5_000_000: Bars(0.50, 0.45, 1.0, 0.75, 0.95),
}


class Cost(NamedTuple):
    """CPU seconds of linking and of the whole program, its largest resident memory in bytes, and what it printed."""

    linking: float
    whole: float
    peak: float


def used_by(command: Sequence[str]) -> resource.struct_rusage:
    """Runs a program to its end; answers what it used, its children included. Raises where it fails."""
    with subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as program:
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
    if program.returncode:
        raise subprocess.CalledProcessError(program.returncode, command)
    return used


def cost(command: Sequence[str], outcome: Path) -> Cost:
    """Runs a program to its end, which leaves `linking` in its outcome; raises where it fails."""
    used = used_by(command)
    linking = json.loads(outcome.read_text(encoding="utf-8"))["linking"]
    return Cost(linking, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(statistics.median(figures) for figures in zip(*costs, strict=True)))


def measured_run(outcome: Path, arguments: Sequence[str]) -> NoReturn:
    """Runs a command of ours, writes the CPU seconds of the linking stages, and ends as the command does."""
    from hotpass.cli import hotpass, leave
    from hotpass.commands.run import leave_pandas, prepare

    prepare()
    leave_pandas()
    from hotpass import pipeline

    spent: dict[str, float] = defaultdict(float)

    def timed(stage: "Stage") -> "Stage":
        def run(scratch: "Scratch", job: "Job") -> "StageReport":
            begun = bare.cpu_seconds()
            report = stage.run(scratch, job)
            spent[stage.name] += bare.cpu_seconds() - begun
            return report

        return stage._replace(run=run)

    pipeline.PIPELINE = tuple(timed(stage) for stage in pipeline.PIPELINE)
    hotpass.main(list(arguments), standalone_mode=False)
    linking = sum(spent[name] for name in LINKING)
    outcome.write_text(json.dumps({"linking": linking, "stages": dict(spent)}), encoding="utf-8")
    leave(0)


def pairwise_f1(clusters: Sequence[object], entities: Sequence[object]) -> float:
    """The harmonic mean of precision and recall over all pairs of rows."""
    both = _pairs(zip(clusters, entities, strict=True))
    return 2 * both / (_pairs(clusters) + _pairs(entities))


def _pairs(groups: Iterable[object]) -> int:
    return sum(count * (count - 1) // 2 for count in Counter(groups).values())


def entities_of(truth: Path) -> list[str]:
    """The entity of each row."""
    with truth.open(newline="", encoding="utf-8") as stream:
        return [line["entity"] for line in csv.DictReader(stream)]


def say(*cells: str) -> None:
    """One line of the outcome."""
    csv.writer(sys.stdout, delimiter="\t").writerow(cells)


def command(*arguments: str) -> dict[str, object]:
    """What a command of ours prints as JSON."""
    done = subprocess.run(
        [sys.executable, "-m", "hotpass", *arguments, "--json"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


class Measured(NamedTuple):
    """What one size cost on both sides, and how right either was."""

    fresh: Cost
    saved: Cost
    splink: Cost
    f1: float
    saved_f1: float
    splink_f1: float


def measure(folder: Path, size: int) -> Measured:
    """Runs both sides."""
    people, truth = write(folder, size)
    outcome, model = folder / "outcome.json", folder / "model.json"

    def ours(workspace: str, *more: str) -> Cost:
        arguments = ["run", str(people), "--workspace", workspace, "--profile", "person", *more]
        return cost([sys.executable, __file__, "hotpass", str(outcome), *arguments], outcome)

    def f1(workspace: str) -> float:
        found = command("evaluate", "--workspace", workspace, "--truth", str(truth))["pairwise"]
        return float(found["f1"]) if isinstance(found, dict) else 0.0

    def repeated(work: Callable[[int], Cost]) -> Cost:
        return median([work(number) for number in range(1 if size >= MANY else 3)])

    fresh = repeated(lambda number: ours(str(folder / f"fresh-{number}")))
    export = [sys.executable, "-m", "hotpass", "model", "export", "--workspace", str(folder / "fresh-0")]
    subprocess.run([*export, "--output", str(model)], cwd=ROOT, check=True, capture_output=True)
    saved = repeated(lambda number: ours(str(folder / f"saved-{number}"), "--model", str(model)))
    splink = repeated(lambda _: cost([sys.executable, bare.__file__, str(people), str(outcome)], outcome))
    clusters = json.loads(outcome.read_text(encoding="utf-8"))["clusters"]
    bare_f1 = pairwise_f1(clusters, entities_of(truth))
    return Measured(fresh, saved, splink, f1(str(folder / "fresh-0")), f1(str(folder / "saved-0")), bare_f1)


def show(size: int, found: Measured) -> bool:
    """Prints a size; answers whether every bar holds."""
    bars, splink = BARS[size], found.splink
    ratios = (
        ("linking, fresh model", found.fresh.linking / splink.linking, bars.fresh),
        ("linking, saved model", found.saved.linking / splink.linking, bars.saved),
        ("whole program", found.fresh.whole / splink.whole, bars.whole),
        ("peak memory", found.fresh.peak / splink.peak, bars.peak),
    )
    say(f"{size:,} records", "linking CPU s", "whole CPU s", "peak MiB", "F1")
    sides = (
        ("fresh", found.fresh, found.f1),
        ("saved", found.saved, found.saved_f1),
        ("Splink", splink, found.splink_f1),
    )
    for name, side, f1 in sides:
        say(name, f"{side.linking:.2f}", f"{side.whole:.2f}", f"{side.peak / 2**20:.0f}", f"{f1:.4f}")
    for name, ratio, bar in ratios:
        say("", name, f"{ratio:.3f} of bare Splink's (at most {bar})")
    sys.stdout.flush()
    return all(ratio <= bar for _, ratio, bar in ratios) and min(found.f1, found.saved_f1) >= bars.f1


def main(sizes: Sequence[int]) -> int:
    """Prints all sizes; 1 where a bar is missed."""
    missed = 0
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            missed += not show(size, measure(Path(place), size))
    return int(missed > 0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["hotpass"]:
        measured_run(Path(sys.argv[2]), sys.argv[3:])
    else:
        sys.exit(main([int(word.replace(",", "")) for word in sys.argv[1:]] or SIZES))
