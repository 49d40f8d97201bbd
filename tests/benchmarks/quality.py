"""Measures `hotpass check` and column profiles: wrong cells against a truth, e-mail syntax, time and memory by rows."""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hotpass import reading
from hotpass.fields.email import Email
from hotpass.model.semantic import SemanticType
from hotpass.settings import Settings
from hotpass.store import column_profile
from hotpass.store.bare_sheets import TABLE, BareSheets
from hotpass.store.inspection.seen import Column
from tests.benchmarks.generate import HEADER, generate

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
PRECISION, RECALL, AGREEMENT = 0.9, 0.8, 0.95
ROWS, CPU_SECONDS, MEMORY_MIB = 1_000_000, 30.0, 2048  # 15 s of wall clock on two cores
PROFILES_CPU = 4.0


def check(path: Path, *more: str) -> tuple[dict[str, Any], float, float, float]:
    """The report of a file; wall and CPU seconds and the most memory (MiB) of the command and its child."""
    before, start = os.times(), time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", "hotpass", "check", str(path), "--json", *more], stdout=subprocess.PIPE
    ) as command:
        text = command.stdout.read() if command.stdout else b""
        _, _, used = os.wait4(command.pid, 0)
        command.returncode = 0
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return json.loads(text), time.monotonic() - start, cpu, used.ru_maxrss / 1024


def wrong_cells(folder: Path) -> bool:
    """Precision and recall by cell, and how many suggestions are the true value."""
    report, wall, _, _ = check(folder / "dirty.csv", "--rows")
    with (folder / "dirty.csv").open(encoding="utf-8") as dirty, (folder / "clean.csv").open(encoding="utf-8") as clean:
        one, other = list(csv.reader(dirty)), list(csv.reader(clean))
    truth = {
        (row, header): right
        for row, (lefts, rights) in enumerate(zip(one[1:], other[1:], strict=True))
        for header, left, right in zip(one[0], lefts, rights, strict=True)
        if left != right
    }
    found: dict[tuple[int, str], set[str | None]] = {}
    for finding in report["findings"]:
        for cell in finding["rows"]:
            found.setdefault((cell["row"], finding["column"]), set()).add(cell["suggestion"])
    right = found.keys() & truth.keys()
    precision, recall = len(right) / max(1, len(found)), len(right) / max(1, len(truth))
    mended = sum(truth[place] in found[place] for place in right)
    say(
        f"{folder.name}: {len(truth)} wrong cells, {len(found)} found, precision {precision:.3f} (at least "
        f"{PRECISION}), recall {recall:.3f} (at least {RECALL}), {mended} suggestions true, {wall:.1f} s"
    )
    return precision >= PRECISION and recall >= RECALL


def mail_syntax(path: Path) -> bool:
    """Agreement with the suite on valid against invalid, each disagreement named."""
    known, agreed, judged = Email(), 0, 0
    for test in ElementTree.parse(path).iter("test"):  # noqa: S314 - a known file
        category, address = test.findtext("category") or "", test.findtext("address") or ""
        text = "".join(chr(ord(sign) - 0x2400) if 0x2400 <= ord(sign) <= 0x2440 else sign for sign in address)
        if category in {"ISEMAIL_VALID_CATEGORY", "ISEMAIL_DNSWARN", "ISEMAIL_ERR"}:
            judged += 1
            taken = known.is_valid(text)
            agreed += taken is (category != "ISEMAIL_ERR")
            if taken is (category == "ISEMAIL_ERR"):
                say(f"  {text!r} is {category} ({test.findtext('diagnosis')}), here {'valid' if taken else 'refused'}")
    say(f"is_email: {agreed} of {judged} agree, {agreed / judged:.3f} (at least {AGREEMENT})")
    return agreed / judged >= AGREEMENT


def growth(rows: int) -> bool:
    """Time and memory for a tenth of the rows and for all of them: twelve columns of invented people."""
    used: list[float] = []
    well = True
    with tempfile.TemporaryDirectory() as place:
        for count in (rows // 10, rows):
            path = Path(place) / f"people{count}.csv"
            write(path, count)
            report, wall, cpu, memory = check(path)
            failing = sum(finding["failing"] for finding in report["findings"])
            say(f"{count:,} rows x 12: {wall:.1f} s, {cpu:.1f} CPU s, {memory:.0f} MiB, {failing:,} failing cells")
            profiled, spent = profiles(path, 12)
            say(f"  profiles of its 12 columns: {profiled:.1f} s, {spent:.1f} CPU s; together {wall + profiled:.1f} s")
            used.append(cpu + spent)
            well = memory <= MEMORY_MIB
    say(f"ten times the rows take {used[1] / used[0]:.1f} times the CPU seconds (at most 12)")
    return well and used[1] <= 12 * used[0] and used[1] <= CPU_SECONDS * rows / ROWS


def profiles(path: Path, width: int) -> tuple[float, float]:
    """Wall and CPU seconds of the profiles of so many columns, those of the file again and again."""
    settings = Settings()
    with tempfile.TemporaryDirectory() as place, BareSheets(Path(place), settings) as opened:
        sheet = reading.read(path, Path(place) / "reading", settings).sheets[0]
        opened.load(sheet)
        every = [
            Column(one.position, one.letter, one.header, one.column_name, SemanticType.TEXT) for one in sheet.columns
        ]
        asked = [every[number % len(every)] for number in range(width)]
        start, cpu = time.monotonic(), time.process_time()
        column_profile.profiles(opened.cursor.cursor, TABLE, asked, sheet.records, settings.threads)
        return time.monotonic() - start, time.process_time() - cpu


def wide(rows: int, width: int) -> bool:
    """Profiles of many columns: at most two seconds on two cores, four CPU seconds."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "wide.csv"
        write(path, rows)
        wall, cpu = profiles(path, width)
    say(f"{rows:,} rows x {width} columns profiled: {wall:.1f} s, {cpu:.1f} CPU s (at most {PROFILES_CPU})")
    return cpu <= PROFILES_CPU


def write(path: Path, rows: int) -> None:
    """Invented people with a number in front and an amount behind."""
    chance = Random(5)
    cells, _ = generate(rows)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", *HEADER, "turnover"))
        writer.writerows((place, *row, round(chance.lognormvariate(10, 1.2), 2)) for place, row in enumerate(cells, 1))


def say(line: str) -> None:
    """Prints a line."""
    sys.stdout.write(f"{line}\n")


def main() -> int:
    """Prints every measure; 1 where a bound is broken."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    asked = parser.parse_args()
    well = [growth(asked.rows), wide(100_000, 40)] if asked.rows else []
    if SHARED.is_dir():
        well += [wrong_cells(folder) for folder in sorted(SHARED.glob("cleaning-*"))]
        well.append(mail_syntax(SHARED / "standards-email-isemail" / "tests.xml"))
    return int(not all(well))


if __name__ == "__main__":
    sys.exit(main())
