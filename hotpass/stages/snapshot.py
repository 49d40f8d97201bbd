"""Snapshot: the run enters its name in the workspace and takes along what people decided and what was published."""

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime

from hotpass.model.job import Job
from hotpass.model.run import RunRow, RunState, StageReport
from hotpass.store import (
    anchoring,
    basis,
    carrying,
    publication,
    renamed,
    renamings,
    row_keys,
    runs,
    saved_model,
    sources,
)
from hotpass.store.carrying import Going
from hotpass.store.row_keys import Kept
from hotpass.store.scratch import Scratch
from hotpass.store.workspace import Workspace

MOSTLY = 0.5  # of the records as they were: the model of before still speaks of these data


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
    if published is None:
        carrying.named(job.request.deltas(), scratch.cursor)
    told = _remember(scratch, workspace, published, job) if published is not None else []
    workspace.close()
    for path in job.request.files:
        workspace.keep_source(path)
    scratch.suit()
    known = scratch.learn(workspace.journal.facts())
    basis.lay(scratch.cursor, basis.asked(job.request, job.profile, job.settings), known)
    _, records, _ = sources.totals(scratch.cursor)
    told.append(f"{known} decisions of people are taken into account.")
    return StageReport(rows_in=records, rows_out=records, notes=tuple(told))


def _remember(scratch: Scratch, workspace: Workspace, published: str, job: Job) -> list[str]:
    """Takes along who was which entity, and the model where most records are those it was learned from."""
    with workspace.database.cursor(publication.schema_of(published)) as cursor:
        members, redirects = publication.members(cursor), publication.redirects(cursor)
        retired = publication.retired(cursor)
        deltas = carrying.named(job.request.deltas(), scratch.cursor, cursor)
        carrying.make_room(cursor, scratch.cursor, deltas)
        renamed.find(cursor, scratch.cursor, renamings.said(workspace.journal))
        keys = row_keys.keep(cursor, scratch.cursor, deltas)
        known = anchoring.anchor(cursor, scratch.cursor, deltas)
        gone = carrying.left_behind(cursor, scratch.cursor, deltas)
        going = carrying.carry(cursor, scratch.cursor, deltas, _day(workspace, published))
        returned = publication.returned(cursor, sources.contents(scratch.cursor))
        rules, learned = saved_model.read(cursor).comparisons, saved_model.taken(cursor)
        deliveries = sources.deliveries(cursor)
    scratch.remember_members(members)
    scratch.remember_redirects(redirects)
    scratch.remember_retired(retired)
    scratch.remember_sources(deliveries)
    here = returned.same + returned.changed + returned.added
    if rules and not job.request.anew and returned.same >= MOSTLY * here:
        model, with_ = learned
        scratch.remember_model(model, *with_)
    came = returned.same - sum(each.records for each in going)
    told = f"Of the last run's records {came} came back as they were, {returned.changed} came back changed and "
    again = f" {known} without a key are known again by what they still say." if known else ""
    return [
        f"{told}{returned.gone} are gone; {returned.added} are new.{again}",
        *_keyed(keys),
        *_gone_on(going),
        *_left(gone),
    ]


def _day(workspace: Workspace, run_id: str) -> date:
    """The day a run was published."""
    with workspace.database.cursor() as cursor:
        row = runs.one(cursor, run_id)
    return (row.finished or row.started).date() if row else datetime.now(UTC).date()


def _keyed(keys: Sequence[Kept]) -> list[str]:
    return [f"The rows of {each.label} are told apart by “{each.header}”, as in the last delivery." for each in keys]


def _gone_on(going: Sequence[Going]) -> list[str]:
    return [
        f"{each.records} records of earlier deliveries of {each.name} go on."
        if each.came
        else f"No file of {each.name} came: its {each.records} records go on."
        for each in going
    ]


def _left(gone: Sequence[Going]) -> list[str]:
    return [
        f"{each.name} brought only what was new or changed the last time and is taken as whole now: {each.records} "
        "records of earlier deliveries are gone. If they should go on, run again with --delta."
        for each in gone
    ]
