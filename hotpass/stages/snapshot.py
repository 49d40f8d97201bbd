"""Snapshot: the run enters its name in the workspace and takes along what people decided and what was published."""

import os
from datetime import UTC, datetime

from hotpass.model.job import Job
from hotpass.model.run import RunRow, RunState, StageReport
from hotpass.store import publication, runs, sources
from hotpass.store.scratch import Scratch
from hotpass.store.workspace import Workspace


def run(scratch: Scratch, job: Job) -> StageReport:
    """Holds the workspace for a moment; answers how many facts came along."""
    workspace = Workspace.open(job.workspace, job.settings, f"hotpass run {job.run_id}", create=True)
    now = datetime.now(UTC)
    row = RunRow(
        run_id=job.run_id,
        state=RunState.RUNNING,
        started=now,
        heartbeat=now,
        pid=os.getpid(),
        boot_id=runs.boot_id(),
        profile=job.profile.name,
        files=tuple(path.name for path in job.request.files),
    )
    with workspace.database.transaction() as cursor:
        runs.add(cursor, row)
        published = publication.current(cursor)
    if published is not None:
        with workspace.database.cursor(publication.schema_of(published)) as cursor:
            members, redirects = publication.members(cursor), publication.redirects(cursor)
        scratch.remember_members(members)
        scratch.remember_redirects(redirects)
    workspace.close()
    for path in job.request.files:
        workspace.keep_source(path)
    known = scratch.learn(workspace.journal.facts())
    _, records, _ = sources.totals(scratch.cursor)
    return StageReport(
        rows_in=records, rows_out=records, notes=(f"{known} decisions of people are taken into account.",)
    )
