"""A small workspace as a run would have published it, and what that run would have made of other facts."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.job import Job
from hotpass.model.run import RunRow, RunState
from hotpass.settings import Settings
from hotpass.stages import cluster, merge, publish
from hotpass.store import publication, runs
from hotpass.store.scratch import Scratch
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.cases import scene

FIELDS = {"name": {"type": "organisation_name"}, "city": {"type": "city", "rule": "longest"}}
RECORDS: Mapping[str, Mapping[str, Any]] = {
    letter: {"source": 1 + place % 2, "name": f"School {letter}{place % 3}", "city": ("George", "Springs")[place % 2]}
    for place, letter in enumerate("abcdefgh")
}
TABLES = ("cluster", "held_link", "stretched", "entity", "member", "golden", "provenance")
LINES = (6.0, 1.0)
SETTINGS = Settings(idle_seconds=0.5)
Pairs = Sequence[tuple[Sequence[str], float]]


class Fact(NamedTuple):
    """A judgement or a value set by hand, as a run's tables have it; what one act says has one serial."""

    kind: str
    left: str
    right: str
    said: str
    serial: int | None = None


def publish_run(folder: Path, pairs: Pairs, run_id: str = "r1") -> Workspace:
    """A workspace whose last run holds these pairs; pairs from 6 bits on are sure, from 1 on doubtful."""
    if folder.exists():
        _publish(folder, pairs, run_id)
    else:
        told = tuple((tuple(two), weight) for two, weight in pairs)
        _lay_out(folder, _first_run(told, run_id, repr((FIELDS, RECORDS, LINES))))
    return Workspace.open(folder, SETTINGS)


@lru_cache(maxsize=8)
def _first_run(pairs: Pairs, run_id: str, over: str) -> Mapping[str, bytes | None]:
    """Every file and folder of a new workspace after that run, by its place; many tests begin with equal ones.

    `over` says what the run is over, which a test may have changed: it is kept apart by that.
    """
    with TemporaryDirectory() as place:
        folder = Path(place) / "workspace"
        _publish(folder, pairs, run_id)
        found = sorted(folder.rglob("*"))
        return {str(each.relative_to(folder)): each.read_bytes() if each.is_file() else None for each in found}


def _lay_out(folder: Path, files: Mapping[str, bytes | None]) -> None:
    folder.mkdir(parents=True)
    for place, content in files.items():
        if content is None:
            (folder / place).mkdir()
        else:
            (folder / place).write_bytes(content)


def _publish(folder: Path, pairs: Pairs, run_id: str) -> None:
    workspace = Workspace.open(folder, SETTINGS, create=True)
    job = scene.job(workspace.run_folder(run_id))
    job.folder.mkdir()
    begun = RunRow(
        run_id=run_id,
        state=RunState.RUNNING,
        started=scene.NOW,
        heartbeat=scene.NOW,
        pid=os.getpid(),
        boot_id=runs.boot_id(),
        profile="organisation",
        files=(),
    )
    with workspace.database.transaction() as cursor:
        runs.add(cursor, begun)
    with scratch_of(job, pairs) as scratch:
        with shown(workspace) as before:
            if before is not None:
                scratch.remember_members(publication.members(before.cursor))
                scratch.remember_redirects(publication.redirects(before.cursor))
                scratch.remember_retired(publication.retired(before.cursor))
        scratch.learn(workspace.journal.facts())
        cluster.run(scratch, job)
        merge.run(scratch, job)
        publish.run(scratch, job)
    scratch.remove()
    workspace.close()


@contextmanager
def scratch_of(job: Job, pairs: Pairs) -> Iterator[Scratch]:
    """The tables of a run with these pairs, before its clusters are made."""
    with Scratch(job.folder, job.settings) as scratch:
        scene.add_sources(scratch, ["members", "contacts"])
        scratch.cursor.execute("UPDATE source SET sha256 = '', rows_seen = 4, rows_aside = 0, records = 4")
        fields = scene.add_fields(scratch, FIELDS, 2)
        scene.add_records(scratch, job, fields, RECORDS)
        scene.add_pairs(scratch, [(*sorted(two), weight) for two, weight in pairs])
        scratch.cursor.execute("INSERT INTO model VALUES ('{}', 0.01, ?, ?, [], '{}', NULL, NULL)", LINES)
        yield scratch


def rerun(folder: Path, pairs: Pairs, base: list[tuple[Any, ...]], facts: Sequence[Fact]) -> dict[str, Any]:
    """What the whole run makes of these facts, with the entities of the base as those of before."""
    job = scene.job(folder / "runs" / "again")
    job.folder.mkdir(parents=True, exist_ok=True)
    with scratch_of(job, pairs) as scratch:
        for entity_id, record_id in base:
            scratch.cursor.execute("INSERT INTO prior_member VALUES (?, ?)", [entity_id, record_id])
        for place, fact in enumerate(facts, 1):
            serial = fact.serial or place
            if fact.kind == "judgement":
                row = [f"j{place}", serial, fact.left, fact.right, fact.said, "ann", scene.NOW, ""]
                scratch.cursor.execute("INSERT INTO judgement VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            else:
                row = [f"o{place}", serial, fact.left, None, "city", fact.said, "ann", scene.NOW, ""]
                scratch.cursor.execute("INSERT INTO override VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        cluster.run(scratch, job)
        merge.run(scratch, job)
        found = state(scratch.cursor)
        redirects = "SELECT old_id, entity_id FROM redirect ORDER BY ALL"
        found["redirect"] = scratch.cursor.execute(redirects).fetchall()
        found["event"] = scratch.cursor.execute("FROM entity_event ORDER BY ALL").fetchall()
    scratch.remove()
    return found


def state(cursor: DuckDBPyConnection) -> dict[str, Any]:
    """Everything a run says of clusters and entities."""
    return {table: cursor.execute(f"SELECT * FROM {table} ORDER BY ALL").fetchall() for table in TABLES}


def published_state(workspace: Workspace) -> dict[str, Any]:
    """The same of what the workspace shows, with redirects and with the events since the run."""
    with shown(workspace) as published:
        assert published is not None
        found = state(published.cursor)
        found["redirect"] = published.cursor.execute("SELECT old_id, entity_id FROM redirect ORDER BY ALL").fetchall()
        has = "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'later_event' AND schema_name = current_schema()"
        if published.cursor.execute(has).fetchall()[0][0]:
            found["event"] = published.cursor.execute("FROM later_event ORDER BY ALL").fetchall()
    return found
