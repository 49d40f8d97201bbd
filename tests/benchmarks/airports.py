"""Links two lists of airports that share no codes, with their positions and without: precision, recall and F1.

Scored over the left rows that have a true partner: a right partner counts once, every wrong one against it. Both lists
name each airport once, and are told to do so unless `--measured` is given.
"""

import csv
import gzip
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[2]
CASE = ROOT.parent / "shared" / "data" / "aviation-link-case"
RIGHT = CASE / "right_ourairports_2022-05-02_nocodes.parquet"
POSITIONS = ("lat", "lon", "latitude_deg", "longitude_deg")
DATES = ("2009-02-04", "2014-09-27")


def hotpass(*words: str | Path) -> str:
    """What a command of ours says."""
    command = [sys.executable, "-m", "hotpass", *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def linked(left: Path, folder: Path, ignored: tuple[str, ...], *, told: bool) -> dict[str, list[str]]:
    """For each left id the right ids of its entity."""
    asked = [word for column in ("left_id", "right_id", *ignored) for word in ("--ignore", column)]
    asked += [word for path in (left, RIGHT) for word in ("--unique", path.name)] if told else []
    hotpass("run", left, RIGHT, "--workspace", folder / "w", "--json", *asked)
    hotpass("export", "--workspace", folder / "w", "--output", folder / "members.csv", "--table", "members")
    with gzip.open(left, "rt", encoding="utf-8") as file:
        lefts = [row["left_id"] for row in csv.DictReader(file)]
    rights = [str(each) for each in pq.read_table(RIGHT, columns=["right_id"]).column(0).to_pylist()]
    of_entity: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    with (folder / "members.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            ours = row["source"] == left.name
            ids = lefts if ours else rights
            of_entity[row["entity"]][0 if ours else 1].append(ids[int(row["row"])])
    return {one: found for ones, found in of_entity.values() for one in ones}


def told(title: str, truth: dict[str, str], found: dict[str, list[str]]) -> None:
    """Writes one line of figures."""
    right = sum(partner in found.get(one, []) for one, partner in truth.items())
    wrong = sum(other != partner for one, partner in truth.items() for other in found.get(one, []))
    precision, recall = right / max(right + wrong, 1), right / len(truth)
    f1 = 2 * right / (right + wrong + len(truth))
    cells = [title, f"precision {precision:.4f}", f"recall {recall:.4f}", f"F1 {f1:.4f}"]
    csv.writer(sys.stdout, delimiter="\t").writerow(cells)


def main(*, measured: bool) -> None:
    """Measures both lists of airports, with and without positions."""
    for date in DATES:
        with (CASE / f"truth_openflights_{date}__ourairports_2022-05-02.csv").open(encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for title, ignored in (("with positions", ()), ("without positions", POSITIONS)):
            with tempfile.TemporaryDirectory() as place:
                left = CASE / f"left_openflights_{date}_nocodes.csv.gz"
                found = linked(left, Path(place), ignored, told=not measured)
            told(f"{date} {title}", {row["left_id"]: row["right_id"] for row in rows}, found)
            sure = {row["left_id"]: row["right_id"] for row in rows if row["trust"] == "high"}
            told(f"{date} {title}, sure pairs", sure, found)


if __name__ == "__main__":
    main(measured="--measured" in sys.argv[1:])
