"""Times reading against pandas: CPU seconds of whole programs, interpreter start and imports on both sides, medians."""

import csv
import datetime
import random
import resource
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parents[2]
RUNS = 3
SHEET_ROWS, CSV_ROWS = 100_000, 1_000_000
SHEET_LIMIT, CSV_LIMIT = 0.10, 0.35
HEADER = [
    *("id", "name", "contact", "email", "phone", "address", "city"),
    *("province", "postcode", "latitude", "longitude", "fleet", "since"),
]
WORDS = [
    "Acme",
    "Global",
    "Flight",
    "School",
    "Aviation",
    "Trust",
    "Cape",
    "Town",
    "Durban",
    "Sandton",
    "Academy",
    "North",
]
FIRST_DAY = datetime.datetime(2020, 1, 1)  # noqa: DTZ001 - a spreadsheet's dates have no time zone
PANDAS_SHEET = "import sys, pandas; pandas.read_excel(sys.argv[1], engine='openpyxl')"
PANDAS_CSV = "import sys, pandas; pandas.read_csv(sys.argv[1], dtype=str)"
# The child alone, started exactly as `read` starts it, and so that no second interpreter is counted.
CHILD = (
    "import json, os, sys; from hotpass.reading.environment import CHILD_ENVIRONMENT; "
    "os.makedirs(sys.argv[2], exist_ok=True); "
    "asked = dict(path=sys.argv[1], folder=sys.argv[2], memory=2 * 1024**3, cpu_seconds=60, fill_merged=False, "
    "encoding=None, delimiter=None, head=None, tidy=False); "
    "os.execve(sys.executable, [sys.executable, '-m', 'hotpass.reading.child', json.dumps(asked)], "
    "{**os.environ, **CHILD_ENVIRONMENT})"
)
# The parent's part is measured too: this program starts the child as the product does.
WHOLE = (
    "import sys; from pathlib import Path; from hotpass.reading import read; from hotpass.settings import Settings; "
    "read(Path(sys.argv[1]), Path(sys.argv[2]), Settings())"
)


def row(number: int, chance: random.Random) -> list[str | float | datetime.datetime]:
    """One organisation of 13 cells: nine texts, three numbers and a date."""
    return [
        f"ORG-{number:06d}",
        " ".join(chance.choices(WORDS, k=4)),
        f"{chance.choice(WORDS)} {chance.choice(WORDS)}",
        f"office{number}@{chance.choice(WORDS).lower()}.co.za",
        f"+27 {chance.randint(10, 99)} {chance.randint(100, 999)} {chance.randint(1000, 9999)}",
        f"{chance.randint(1, 999)} {chance.choice(WORDS)} Street",
        chance.choice(WORDS),
        chance.choice(["Gauteng", "KwaZulu-Natal", "Western Cape"]),
        f"{chance.randint(1, 9999):04d}",
        round(chance.uniform(-34, -22), 6),
        round(chance.uniform(17, 32), 6),
        chance.randint(1, 500),
        FIRST_DAY + datetime.timedelta(days=chance.randint(0, 1500)),
    ]


def write_sheet(path: Path) -> None:
    """A workbook of 100,000 x 13 with shared strings, as spreadsheet programs write them."""
    chance = random.Random(20261123)
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("organisations")
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADER)
    for number in range(SHEET_ROWS):
        cells = row(number, chance)
        sheet.write_row(number + 1, 0, cells[:12])
        sheet.write_datetime(number + 1, 12, cells[12], date)
    book.close()


def write_csv(path: Path) -> None:
    """A text of 1,000,000 x 11."""
    chance = random.Random(20261123)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER[:11])
        writer.writerows(row(number, chance)[:11] for number in range(CSV_ROWS))


def cpu_seconds(code: str, *arguments: str) -> float:
    """CPU seconds of a Python program and of all programs it started, median of three runs."""
    spent = []
    for _ in range(RUNS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code, *arguments], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(spent)


def compare(title: str, write: Callable[[Path], None], path: Path, pandas: str, limit: float) -> bool:
    """Prints both sides and the ratio; True if it is within the limit."""
    write(path)
    theirs = cpu_seconds(pandas, str(path))
    child = cpu_seconds(CHILD, str(path), str(path.parent / "child"))
    whole = cpu_seconds(WHOLE, str(path), str(path.parent / "whole"))
    line = f"{title}: pandas {theirs:.2f} s, whole program {whole:.2f} s = {whole / theirs:.3f} x (limit {limit}), "
    sys.stdout.write(line + f"of which the child {child:.2f} s = {child / theirs:.3f} x\n")
    return whole <= limit * theirs


def main() -> int:
    """Runs both comparisons; exit code 1 if one is over its limit."""
    with tempfile.TemporaryDirectory() as folder:
        sheet = compare("xlsx 100,000 x 13", write_sheet, Path(folder) / "a.xlsx", PANDAS_SHEET, SHEET_LIMIT)
        text = compare("csv 1,000,000 x 11", write_csv, Path(folder) / "a.csv", PANDAS_CSV, CSV_LIMIT)
    return 0 if sheet and text else 1


if __name__ == "__main__":
    sys.exit(main())
