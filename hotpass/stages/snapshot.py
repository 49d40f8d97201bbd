"""Snapshot: the run enters its name in the workspace and takes along what people decided and what was published."""

import os
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime

from hotpass.model.job import Job
from hotpass.model.run import RunRow, RunState, StageReport
from hotpass.store import (
    anchoring,
    basis,
    carrying,
    facts,
    follow,
    footing,
    ground,
    publication,
    renamed,
    renamings,
    row_keys,
    runs,
    saved_model,
    sources,
)
from hotpass.store.carrying import Going
from hotpass.store.publication import Returned
from hotpass.store.row_keys import Kept
from hotpass.store.scratch import Scratch
from hotpass.store.shown import Shown
from hotpass.store.workspace import Workspace

MOSTLY = 0.5  # of the records as they were: the model of before still speaks of these data


def run(scratch: Scratch, job: Job) -> StageReport:
    """Holds the workspace for a moment; answers how many facts came along."""
    workspace = scratch.workspace
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
    # Held from here on, so that the file is opened once.
    with workspace.database.cursor():
        with workspace.database.transaction() as cursor:
            runs.add(cursor, row)
            published = publication.current(cursor)
        if published is None:
            carrying.named(job.request.deltas(), scratch.cursor)
            scratch.take_in_all()
        told = _remember(scratch, workspace, published, job) if published is not None else []
    if not scratch.follows:
        # What it read of it stays in memory for as long as it is open.
        workspace.close()
    for path in job.request.files:
        workspace.keep_source(path)
    scratch.suit()
    workspace.suit(scratch.settings)
    known = scratch.learn(workspace.journal.facts())
    basis.lay(scratch.cursor, basis.asked(job.request, job.profile, job.settings), known)
    _, records, _ = sources.totals(scratch.cursor)
    told.append(f"{known} decisions of people are taken into account.")
    return StageReport(rows_in=records, rows_out=records, notes=tuple(told))


def _remember(scratch: Scratch, workspace: Workspace, run_id: str, job: Job) -> list[str]:
    """Takes along what was published; where little changed since, only that is left for the stages to work on."""
    with workspace.database.cursor(publication.schema_of(run_id)) as cursor, ExitStack() as ending:
        published = Shown(run_id, cursor)
        stands = _ground(scratch, workspace, published, job)
        if stands is None:
            scratch.take_in_all()
        before = ending.enter_context(ground.before(scratch.cursor)) if stands else cursor
        deltas = carrying.named(job.request.deltas(), scratch.cursor, cursor)
        carrying.make_room(cursor, scratch.cursor, deltas)
        renamed.find(before, scratch.cursor, renamings.said(workspace.journal))
        keys = row_keys.keep(before, scratch.cursor, deltas)
        known = anchoring.anchor(before, scratch.cursor, deltas, fresh=bool(scratch.fresh))
        # A run with the sources of the last one leaves none behind.
        gone = [] if scratch.fresh else carrying.left_behind(cursor, scratch.cursor, deltas)
        going = carrying.carry(cursor, scratch.cursor, deltas, _day(workspace, run_id)) if deltas else []
        scratch.remember_sources(sources.deliveries(before))
        returned = (_followed(scratch, published, stands) if stands else None) or _taken_along(scratch, published, job)
    came = returned.same - sum(each.records for each in going)
    told = f"Of the last run's records {came} came back as they were, {returned.changed} came back changed and "
    again = f" {known} without a key are known again by what they still say." if known else ""
    return [
        f"{told}{returned.gone} are gone; {returned.added} are new.{again}",
        *_keyed(keys),
        *_gone_on(going),
        *_left(gone),
    ]


def _ground(scratch: Scratch, workspace: Workspace, published: Shown, job: Job) -> ground.Stands | None:
    """What the last run left, where it is of the run that is shown and would do with these files what this one does."""
    if not ground.may_stand(job.request):
        return None
    stands, stands_on = scratch.see_ground(), footing.read(published.cursor)
    if stands is None or stands_on is None or stands.run_id != published.run_id:
        return None
    asked = basis.asked(job.request, job.profile, job.settings)
    if not ground.same_wish(stands.asked, asked) or basis.heeded_later(published.cursor, stands.serial):
        return None
    acts = facts.standing(workspace.journal.facts())
    mended = any(act.kind == "mend" for act in acts)
    return None if mended or stands_on.serial != workspace.journal.head() else stands


def _followed(scratch: Scratch, published: Shown, stands: ground.Stands) -> Returned | None:
    """Leaves only the change for the stages to work on; None where everything must be computed."""
    if not ground.same_shape(scratch.cursor):
        return None
    change = ground.compare(scratch.cursor, fresh=bool(scratch.fresh))
    if not change.is_small:
        return None
    stands_on = footing.read(published.cursor)
    if stands_on is not None and stands_on.serial != stands.serial:
        follow.take_decided(published.cursor, scratch.cursor)
    ground.keep_fresh(scratch.cursor)
    scratch.follows = stands.run_id
    return Returned(change.same, change.changed, change.new, change.gone)


def _taken_along(scratch: Scratch, published: Shown, job: Job) -> Returned:
    """Takes along who was which entity, and the model where most records are those it was learned from."""
    cursor = published.cursor
    returned = publication.returned(cursor, sources.contents(scratch.cursor))
    rules = saved_model.read(cursor).comparisons
    scratch.remember_members(publication.members(cursor))
    scratch.remember_redirects(publication.redirects(cursor))
    scratch.remember_retired(publication.retired(cursor))
    here = returned.same + returned.changed + returned.added
    if rules and not job.request.anew and returned.same >= MOSTLY * here:
        model, with_ = saved_model.taken(cursor)
        scratch.remember_model(model, *with_)
    return returned


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
