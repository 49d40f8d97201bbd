"""Run rows: what the workspace remembers of each pass of the pipeline."""

import json
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from hotpass.model.run import RunRow, RunState
from hotpass.store.queries import Statements
from hotpass.store.turn import is_alive

STATEMENTS = Statements(__file__)
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def boot_id() -> str:
    """Names this start of the machine, so that a process id of an earlier one is not taken for a living run."""
    return BOOT_ID.read_text(encoding="ascii").strip() if BOOT_ID.exists() else ""


def new_id() -> str:
    """A run id that sorts by time and cannot be guessed into another one's folder."""
    return f"{datetime.now(UTC):%Y%m%d%H%M%S}{secrets.token_hex(3)}"


def add(cursor: DuckDBPyConnection, row: RunRow) -> None:
    """Adds a run that is about to start."""
    values = [row.run_id, row.state, row.started, row.heartbeat, row.finished, row.pid, row.boot_id, row.profile]
    cursor.execute(STATEMENTS["add"], [*values, list(row.files), *_figures(row), row.failure])


def finish(cursor: DuckDBPyConnection, row: RunRow) -> None:
    """Writes how a run ended."""
    cursor.execute(
        STATEMENTS["finish"], [row.state, row.heartbeat, row.finished, *_figures(row), row.failure, row.run_id]
    )


def one(cursor: DuckDBPyConnection, run_id: str) -> RunRow | None:
    """The run with this id, if there is one."""
    rows = cursor.execute(STATEMENTS["one"], [run_id]).fetchall()
    return _row(rows[0]) if rows else None


def newest(cursor: DuckDBPyConnection, limit: int = 50, offset: int = 0) -> list[RunRow]:
    """Runs, the latest first."""
    return [_row(found) for found in cursor.execute(STATEMENTS["all"], [limit, offset]).fetchall()]


def count(cursor: DuckDBPyConnection) -> int:
    """How many runs the workspace remembers."""
    return int(cursor.execute(STATEMENTS["count"]).fetchall()[0][0])


def sweep(cursor: DuckDBPyConnection) -> int:
    """Marks as interrupted every run whose program is gone, and answers how many those were."""
    running = [_row(found) for found in cursor.execute(STATEMENTS["running"]).fetchall()]
    gone = [run for run in running if run.boot_id != boot_id() or not is_alive(run.pid)]
    for run in gone:
        cursor.execute(STATEMENTS["interrupt"], [datetime.now(UTC), run.run_id])
    return len(gone)


def _figures(row: RunRow) -> list[str]:
    return [json.dumps(row.counts), json.dumps(row.seconds)]


def _row(found: tuple[Any, ...]) -> RunRow:
    run_id, state, started, heartbeat, finished, pid, boot, profile, files, counts, seconds, failure = found
    return RunRow(
        run_id=run_id,
        state=RunState(state),
        started=started.replace(tzinfo=UTC),
        heartbeat=heartbeat.replace(tzinfo=UTC),
        finished=finished and finished.replace(tzinfo=UTC),
        pid=pid,
        boot_id=boot,
        profile=profile,
        files=tuple(files),
        counts=json.loads(counts),
        seconds=json.loads(seconds),
        failure=failure,
    )
