"""Measures `hotpass drift`: time and memory at a million rows, false alarms by simulation, real counts by plain SQL."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import duckdb
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hotpass.model.drift import Band, Cell
from hotpass.model.run import RunRow, RunState
from hotpass.settings import Settings
from hotpass.store import basis, footing, publication, runs
from hotpass.store.drift.effect import adjusted, band, effect
from hotpass.store.scratch import Scratch
from hotpass.store.workspace import Workspace

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
ROWS, WALL_SECONDS, MEMORY_MIB = 1_000_000, 20.0, 2048
ROUNDS, CATEGORIES = 400, (3, 4, 5, 6, 8, 10, 12, 15, 20, 40, 100, 300)
# Rows of both sides, and the most runs of twelve columns that may raise an alarm where nothing changed.
ALARMS = ((500, 500, 0.10), (2000, 300, 0.10), (5000, 5000, 0.02))

# Twenty columns of texts: a number of the row, `i`, and one of its content, `h`, make the values.
COLUMNS = (
    "'id-' || i",
    "'Name ' || (h % 700000)",
    "(h % 9999) || ' Long Street'",
    "'person' || (h % 400000) || '@mail' || (h % 500) || '.example'",
    "'+27 ' || (h % 900000000 + 100000000)",
    "printf('%.5f', -20 - (h % 1500000) / 100000.0)",
    "printf('%.5f', 18 + (h % 1400000) / 100000.0)",
    "printf('%.2f', exp((h % 2000) / 300.0))",
    "(h % 100000)::VARCHAR",
    "(h % 500)::VARCHAR",
    "(h % 12)::VARCHAR",
    "(DATE '2000-01-01' + (h % 9000)::INTEGER)::VARCHAR",
    "(DATE '2015-01-01' + (h % 3000)::INTEGER)::VARCHAR",
    "'province ' || (h % 9)",
    "'suburb ' || (h % 300)",
    "CASE WHEN h % 3 = 0 THEN 'yes' ELSE 'no' END",
    "CASE WHEN h % 10 < 9 THEN 'note ' || (h % 50000) END",
    "'KIND-' || (h % 40)",
    "md5(h::VARCHAR)",
    "CASE WHEN h % 4 = 0 THEN 'https://site' || (h % 300000) || '.example/' END",
)
FILLED = (
    "CREATE OR REPLACE TABLE entity AS SELECT 'e' || i AS entity_id, 1 AS records FROM range(?) AS rows(i)",
    "CREATE OR REPLACE TABLE member AS SELECT 'e' || i AS entity_id, 'r' || i AS record_id FROM range(?) AS rows(i)",
    "CREATE TABLE pair AS SELECT i % 60 - 4.0 AS match_weight FROM range(? // 5) AS rows(i)",
    "CREATE TABLE golden AS SELECT 'e' || i AS entity_id, raw_0001.* FROM range(?) AS rows(i) POSITIONAL JOIN raw_0001",
)


def publish(workspace: Workspace, run_id: str, rows: int, salt: int) -> None:
    """A published run of one source with twenty columns; nine tenths of the records are as in every other salt."""
    folder = workspace.folder / "runs" / run_id
    folder.mkdir(parents=True)
    scratch = Scratch(folder, workspace.settings)
    cursor = scratch.cursor
    row = f"SELECT i, hash(i + CASE WHEN i % 10 = 0 THEN {salt:d} ELSE 0 END) AS h FROM range({rows:d}) AS rows(i)"
    texts = ", ".join(f"{text} AS c{place}" for place, text in enumerate(COLUMNS))
    cursor.execute(f"CREATE TABLE raw_0001 AS SELECT 'r' || i AS record_id, {texts} FROM ({row})")
    cursor.execute(f"INSERT INTO record SELECT 'r' || i, 1, i, i + 2, h::VARCHAR FROM ({row})")
    cursor.execute(
        "INSERT INTO source (source_id, name, file, sha256, label, records, raw_table) "
        "VALUES (1, 'many', 'many.csv', '', 'many.csv', ?, 'raw_0001')",
        [rows],
    )
    cursor.executemany(
        "INSERT INTO source_column (source_id, position, header, column_name) VALUES (1, ?, ?, ?)",
        [[place, f"column {place}", f"c{place}"] for place in range(len(COLUMNS))],
    )
    for statement in FILLED:
        cursor.execute(statement, [rows])
    footing.lay(cursor, 0, ())
    basis.lay(cursor, "{}", 0)
    scratch.close()
    publication.fill(workspace.database, scratch.path, run_id)
    now = datetime.now(UTC)
    with workspace.database.transaction() as writer:
        runs.add(
            writer,
            RunRow(
                run_id=run_id,
                state=RunState.PUBLISHED,
                started=now,
                heartbeat=now,
                finished=now,
                pid=os.getpid(),
                boot_id=runs.boot_id(),
                profile="auto",
                files=("many.csv",),
                counts={},
                seconds={},
                failure=None,
            ),
        )
        publication.flip(writer, run_id)
    scratch.remove()


def large(rows: int) -> bool:
    """Wall clock and the most memory of the command over two runs of so many rows and twenty columns."""
    with tempfile.TemporaryDirectory() as place:
        workspace = Workspace.open(Path(place) / "w", Settings(), create=True)
        for salt, run_id in enumerate(("20260101000000aaaaaa", "20260201000000bbbbbb")):
            publish(workspace, run_id, rows, salt)
        workspace.close()
        start = time.monotonic()
        command = [sys.executable, "-m", "hotpass", "drift", "--workspace", str(workspace.folder), "--json"]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as asked:
            text = asked.stdout.read() if asked.stdout else b""
            _, status, used = os.wait4(asked.pid, 0)
            asked.returncode = os.waitstatus_to_exitcode(status)
        wall, memory = time.monotonic() - start, used.ru_maxrss / 1024
    report = json.loads(text)
    (change,) = report["changes"]
    right = change["changed"] == rows / 10 and change["same"] == rows - rows / 10
    good = right and asked.returncode == 0 and wall <= WALL_SECONDS and memory <= MEMORY_MIB
    cpu = used.ru_utime + used.ru_stime
    say(
        f"2 x {rows:,} rows x {len(COLUMNS)} columns: {wall:.1f} s (at most {WALL_SECONDS}), {cpu:.1f} s of CPU, "
        f"{memory:,.0f} MiB (at most {MEMORY_MIB}), {len(report['metrics'])} metrics, "
        f"changed records {'right' if right else 'WRONG'}"
    )
    return good


def alarms(reference: int, current: int, most: float) -> bool:
    """The share of runs of twelve columns that raise an alarm where both sides are draws of one distribution."""
    chance = np.random.default_rng(11)
    raised = 0
    for _ in range(ROUNDS):
        found = []
        for size in CATEGORIES:
            shares = chance.dirichlet(np.full(size, 2.0))
            sides = zip(chance.multinomial(reference, shares), chance.multinomial(current, shares), strict=True)
            found.append(effect([Cell(text="", reference=int(one), current=int(other)) for one, other in sides]))
        chances = adjusted([each.p for each in found])
        bands = (band(each.psi, each.floor, q) for each, q in zip(found, chances, strict=True))
        raised += any(each not in (Band.SAME, Band.TOO_FEW) for each in bands)
    say(f"{reference} and {current} rows, nothing changed: {raised / ROUNDS:.1%} of runs alarm (at most {most:.0%})")
    return raised / ROUNDS <= most


def airports() -> bool:
    """Records and columns that changed between the three dates of OurAirports, beside a plain count on the files."""
    files = [SHARED / "drift-ourairports" / f"airports_{day}.csv.gz" for day in ("2020-10-23", "2021-04-12")]
    files.append(SHARED / "aviation-ourairports-2022-05-02" / "airports.csv.gz")
    good = True
    with tempfile.TemporaryDirectory() as place:
        for path in files:
            hotpass("run", "--workspace", place, "--source", "airports", "--key", "ident", str(path))
        ids = sorted(path.name for path in (Path(place) / "runs").iterdir())
        for place_of, (before, now) in enumerate(pairwise(files)):
            report = json.loads(
                hotpass(
                    "drift",
                    "--workspace",
                    place,
                    "--reference",
                    ids[place_of],
                    "--current",
                    ids[place_of + 1],
                    "--json",
                )
            )
            (change,) = report["changes"]
            ours = (change["added"], change["gone"], change["columns"])
            theirs = counted(before, now)
            good &= ours == theirs
            say(
                f"{before.name} to {now.name}: {ours} {'as plain SQL counts' if ours == theirs else f'WRONG: {theirs}'}"
            )
    return good


def counted(before: Path, now: Path) -> tuple[int, int, dict[str, int]]:
    """Idents that are new and gone, and in how many of the others each column has another text."""
    with duckdb.connect() as con:
        for name, path in (("a", before), ("b", now)):
            con.execute(f"CREATE TABLE {name} AS FROM read_csv(?, all_varchar = true, strict_mode = true)", [str(path)])
        added, gone = con.execute(
            "SELECT count(*) FILTER (a.id IS NULL), count(*) FILTER (b.id IS NULL) FROM a FULL JOIN b USING (ident)"
        ).fetchall()[0]
        headers = [row[0] for row in con.execute("DESCRIBE a").fetchall()]
        moved = ", ".join(f"count(*) FILTER (coalesce(trim(a.{h}), '') <> coalesce(trim(b.{h}), ''))" for h in headers)
        counts = con.execute(f"SELECT {moved} FROM a JOIN b USING (ident)").fetchall()[0]
    return added, gone, {header: count for header, count in zip(headers, counts, strict=True) if count}


def hotpass(*arguments: str) -> str:
    """What the command prints."""
    done = subprocess.run([sys.executable, "-m", "hotpass", *arguments], check=True, capture_output=True, text=True)
    return done.stdout


def say(line: str) -> None:
    """Writes a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """Answers 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--without-airports", action="store_true")
    asked = parser.parse_args(arguments)
    held = [alarms(*sides) for sides in ALARMS]
    held.append(large(asked.rows))
    if SHARED.is_dir() and not asked.without_airports:
        held.append(airports())
    return 0 if all(held) else 1


if __name__ == "__main__":
    raise SystemExit(main())
