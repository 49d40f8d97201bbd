"""Times runs over deliveries that came before: nothing changed, and one row of a hundred changed, beside the first run.

`memory.py [RECORDS]…` takes 100,000 and 1,000,000 records where no numbers are given. CPU seconds of whole programs,
interpreter start and imports included; medians of three below 1,000,000 records, one run from there on.
"""

import random
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.generate import write
from tests.benchmarks.speed import command, say, used_by

SIZES = (100_000, 1_000_000)
MANY = 1_000_000
UNCHANGED_AT_MOST, CHANGED_AT_MOST = 0.05, 0.15
CHANGED = 0.01


def cpu_seconds(people: Path, workspace: Path) -> float:
    """The CPU seconds of one run, its children included; raises where it fails."""
    arguments = ["run", str(people), "--workspace", str(workspace), "--profile", "person", "--source", "people"]
    used = used_by([sys.executable, "-m", "hotpass", *arguments])
    return used.ru_utime + used.ru_stime


def change(people: Path, seed: int) -> None:
    """Gives one row of a hundred another date of birth."""
    head, *rows = people.read_text(encoding="utf-8").splitlines()
    place = head.split(",").index("date_of_birth")
    chance = random.Random(seed)
    for at in chance.sample(range(len(rows)), max(1, int(len(rows) * CHANGED))):
        cells = rows[at].split(",")
        cells[place] = f"19{chance.randrange(30, 99)}-0{chance.randrange(1, 10)}-1{chance.randrange(10)}"
        rows[at] = ",".join(cells)
    people.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def measure(folder: Path, size: int) -> tuple[float, float, float]:
    """CPU seconds of a first run, of one over the same file, and of one over a file that changed a little."""
    people, _ = write(folder, size)
    times = range(1 if size >= MANY else 3)

    def repeated(work: Callable[[int], float]) -> float:
        return statistics.median([work(number) for number in times])

    first = repeated(lambda number: cpu_seconds(people, folder / f"w{number}"))
    same = repeated(lambda number: cpu_seconds(people, folder / f"w{number}"))

    def changed(number: int) -> float:
        change(people, number)
        return cpu_seconds(people, folder / "w0")

    spent = repeated(changed)
    moved = command("drift", "--workspace", str(folder / "w0"))["changes"]
    say("", "the last of them", str(moved))
    return first, same, spent


def main(sizes: Sequence[int]) -> int:
    """Prints all sizes; 1 where a bar is missed."""
    missed = 0
    for size in sizes:
        with tempfile.TemporaryDirectory() as place:
            first, same, changed = measure(Path(place), size)
        say(f"{size:,} records", f"first run {first:.2f} CPU s")
        for name, spent, bar in (
            ("nothing changed", same, UNCHANGED_AT_MOST),
            ("1 % changed", changed, CHANGED_AT_MOST),
        ):
            say("", name, f"{spent:.2f} CPU s", f"{spent / first:.3f} of the first run (at most {bar})")
            missed += spent > bar * first
        sys.stdout.flush()
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main([int(word.replace(",", "")) for word in sys.argv[1:]] or SIZES))
