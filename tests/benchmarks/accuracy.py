"""Runs the real command on every labelled set of ../shared/data and prints how its clusters agree with the truth."""

import csv
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow.csv
import pyarrow.parquet

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
Told = list[tuple[str, int, str]]


class Labelled(NamedTuple):
    """A set made ready: files without their truth, columns to leave out, the truth, and the least pairwise F1.

    The least is the best that an unsupervised peer reached at its own best threshold (on the Febrl sets 0.002 below).
    """

    files: tuple[Path, ...]
    ignore: tuple[str, ...]
    truth: Told
    least: float


def febrl(*numbers: str, least: float) -> Callable[[Path], Labelled]:
    """Febrl people; the entity stands in `rec_id`, which is left out, while `soc_sec_id` takes part."""

    def made(folder: Path) -> Labelled:
        files = tuple(SHARED / "people-febrl" / f"dataset{number}.csv" for number in numbers)
        truth = [
            (file.name, row, entity)
            for file in files
            for row, entity in enumerate(re.findall(r"^rec-(\d+)-", file.read_text(encoding="utf-8"), re.MULTILINE))
        ]
        return Labelled(files, ("rec_id",), truth, least)

    return made


def chicago(folder: Path) -> Labelled:
    """Early-childhood programmes."""
    place = SHARED / "orgs-chicago-early-childhood"
    with (place / "truth.csv").open(newline="", encoding="utf-8") as stream:
        truth = [(line["source"], int(line["row"]), line["entity"]) for line in csv.DictReader(stream)]
    return Labelled((place / "early_childhood_with_true_ids.csv",), ("True Id", "Id"), truth, 0.87)


def fake(folder: Path) -> Labelled:
    """Splink's 1,000 invented people."""
    return _without_cluster(
        pyarrow.csv.read_csv(SHARED / "people-fake1000" / "fake_1000.csv"), folder / "fake.csv", 0.945
    )


def historical(folder: Path) -> Labelled:
    """50,000 records of historical people."""
    place = SHARED / "people-historical50k" / "historical_figures_with_errors_50k.parquet"
    return _without_cluster(pyarrow.parquet.read_table(place), folder / "historical.csv", 0.842)


def _without_cluster(table: "pyarrow.Table", file: Path, least: float) -> Labelled:
    truth = [(file.name, row, str(entity)) for row, entity in enumerate(table.column("cluster").to_pylist())]
    pyarrow.csv.write_csv(table.drop_columns(["cluster"]), file)
    return Labelled((file,), (), truth, least)


def linked(name: str, left: str, right: str, delimiter: str, least: float) -> Callable[[Path], Labelled]:
    """Two lists and the pairs that are one thing; ids are row numbers."""

    def made(folder: Path) -> Labelled:
        place = SHARED / name
        truth: Told = []
        with (place / "gt.csv").open(newline="", encoding="utf-8") as stream:
            for number, line in enumerate(csv.DictReader(stream, delimiter=delimiter)):
                truth += [(left, int(line["D1"]), str(number)), (right, int(line["D2"]), str(number))]
        told = {(source, row) for source, row, _ in truth}
        for file in (left, right):
            with (place / file).open(newline="", encoding="utf-8") as stream:
                rows = sum(1 for _ in csv.reader(stream, delimiter=delimiter)) - 1
            truth += [(file, row, f"{file} {row}") for row in range(rows) if (file, row) not in told]
        return Labelled((place / left, place / right), ("id",), truth, least)

    return made


SETS: dict[str, Callable[[Path], Labelled]] = {
    "chicago": chicago,
    "febrl 1": febrl("1", least=0.998),
    "febrl 3": febrl("3", least=0.9979),
    "febrl 4": febrl("4a", "4b", least=0.9979),
    "fake 1000": fake,
    "historical 50k": historical,
    "dblp-acm": linked("pubs-dblp-acm", "dblp.csv", "acm.csv", "%", 0.979),
    "abt-buy": linked("products-abt-buy", "abt.csv", "buy.csv", "|", 0.0),
}

# The best that an unsupervised peer reached at its own best threshold, which it was told (one machine, one evaluator).
PEERS = {
    "chicago": "Splink 0.8698",
    "febrl 1": "Splink 1.0000",
    "febrl 3": "recordlinkage 0.9999",
    "febrl 4": "Splink 0.9999",
    "fake 1000": "Splink 0.9448",
    "historical 50k": "goldenmatch 0.8417",
    "dblp-acm": "Splink, one to one, 0.9788",
    "abt-buy": "not measured",
}


def hotpass(*arguments: str) -> dict[str, object]:
    """Runs the command and answers what it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "hotpass", *arguments, "--json"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def measured(labelled: Labelled, folder: Path) -> dict[str, object]:
    """Runs and evaluates one set."""
    truth = folder / "truth.csv"
    with truth.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([("source", "row", "entity"), *labelled.truth])
    ignored = [word for column in labelled.ignore for word in ("--ignore", column)]
    workspace = str(folder / "workspace")
    hotpass("run", *map(str, labelled.files), "--workspace", workspace, *ignored)
    return hotpass("evaluate", "--workspace", workspace, "--truth", str(truth))


def main(names: Sequence[str]) -> int:
    """Prints a line for each set; 1 where one stays below its least F1."""
    if not SHARED.is_dir():
        sys.stdout.write("the shared data sets are not beside this checkout: nothing to measure\n")
        return 0
    low = 0
    for name in names or SETS:
        with tempfile.TemporaryDirectory() as place:
            labelled = SETS[name](Path(place))
            found = measured(labelled, Path(place))
        shown = {kind: found[kind] for kind in ("pairwise", "b_cubed", "exact_clusters")}
        figures = {kind: values["f1"] for kind, values in shown.items() if isinstance(values, dict)}
        pairwise = shown["pairwise"]
        detail = f"P {pairwise['precision']:.4f} R {pairwise['recall']:.4f}" if isinstance(pairwise, dict) else ""
        low += figures["pairwise"] < labelled.least
        sys.stdout.write(
            f"{name:16} F1 {figures['pairwise']:.4f} {detail}  B-cubed {figures['b_cubed']:.4f}  "
            f"clusters {figures['exact_clusters']:.4f}  (at least {labelled.least}; best peer: {PEERS[name]})\n"
        )
    return int(low > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
