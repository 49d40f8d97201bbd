"""Revision: decisions made since a run take effect in what it published, as that run would have heeded them."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

import pyarrow as pa

from hotpass.errors import WorkspaceBusy
from hotpass.model.job import Job
from hotpass.model.profile import Profile
from hotpass.model.request import RunRequest
from hotpass.stages import cluster, merge
from hotpass.stewardship import people
from hotpass.store import entities, facts, footing, kin, layers, overview, publication, returns, revision
from hotpass.store.compose import quote
from hotpass.store.database import see
from hotpass.store.footing import Footing
from hotpass.store.journal import Draft
from hotpass.store.miniature import Miniature
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace


def catch_up(workspace: Workspace) -> None:
    """Applies the decisions that the published run does not show yet, in one transaction.

    They wait where another program has the workspace, and for the next run where an earlier Hotpass published the last.
    """
    with suppress(WorkspaceBusy):
        with workspace.database.cursor() as cursor:
            run_id = publication.current(cursor)
        if run_id is None:
            return
        with workspace.database.transaction(publication.schema_of(run_id)) as cursor:
            facts.follow(cursor, workspace.journal)
            turned = publication.current(cursor) != run_id
            if not turned and _apply(workspace, Shown(run_id, cursor)):
                overview.recount(cursor)
        if turned:
            catch_up(workspace)


@contextmanager
def rehearsed(workspace: Workspace, by: str, drafts: Sequence[Draft]) -> Iterator[Shown | None]:
    """The run that would be shown had these acts been saved, as it would be; None before the first run.

    Nothing is saved. Raises WorkspaceBusy where another program has the workspace, and NotAllowed for those who see
    masked values.
    """
    people.check_sight(workspace)
    with workspace.database.cursor() as cursor:
        run_id = publication.current(cursor)
    if run_id is None:
        yield None
        return
    with workspace.database.rehearsal(publication.schema_of(run_id)) as cursor:
        facts.follow(cursor, workspace.journal)
        facts.suppose(cursor, by, drafts)
        supposed = Shown(publication.current(cursor) or run_id, cursor)
        see(cursor, publication.schema_of(supposed.run_id))
        _apply(workspace, supposed, rehearsed=True)
        yield supposed


def _apply(workspace: Workspace, published: Shown, *, rehearsed: bool = False) -> bool:
    """Derives anew what the waiting acts concern; answers whether any did."""
    cursor = published.cursor
    _settle(published)
    stands_on = footing.read(cursor)
    if stands_on is None or not revision.waiting(cursor, stands_on.serial):
        return False
    layers.free(cursor, publication.schema_of(published.run_id))
    (revision.stand_in_for_base if rehearsed else revision.keep_base)(cursor)
    kin.learn(cursor)
    changed = revision.touch(cursor, stands_on.serial) > 0
    if changed:
        revision.put_back(cursor, _derived(workspace, stands_on, revision.take(cursor)))
    footing.lay(cursor, facts.known(cursor), stands_on.source_priority)
    return changed


def _settle(published: Shown) -> None:
    """Where people returned to this run, gives the ids of the runs they left their answers in it."""
    cursor = published.cursor
    found = returns.turns(cursor, publication.last(cursor))
    if returns.is_settled(cursor, found.serial):
        return
    revision.keep_base(cursor)
    for run_id in sorted(found.runs & set(publication.kept(cursor))):
        entities.answer_strangers(cursor, quote(publication.schema_of(run_id)))
        revision.heed_strangers(cursor)
    kin.forget(cursor)
    returns.mark_settled(cursor, found.serial)


def follow(workspace: Workspace) -> None:
    """Tells the database of the decisions in the journal, so that queues know them before they are applied."""
    with suppress(WorkspaceBusy), workspace.database.transaction() as cursor:
        facts.follow(cursor, workspace.journal)


def waiting(workspace: Workspace) -> int:
    """How many decisions the published run does not show yet."""
    with shown(workspace) as published:
        if published is None:
            return 0
        stands_on = footing.read(published.cursor)
        return revision.waiting(published.cursor, stands_on.serial if stands_on else 0)


def _derived(workspace: Workspace, stands_on: Footing, taken: dict[str, pa.Table]) -> dict[str, pa.Table]:
    """What the run would have made of these records had it known today's decisions."""
    profile = Profile(name="published", title="As published", source_priority=stands_on.source_priority)
    folder = workspace.folder / "cache"
    job = Job(request=RunRequest(files=()), profile=profile, settings=workspace.settings, folder=folder)
    with Miniature(folder, workspace.settings, taken) as small:
        cluster.run(small, job)
        merge.run(small, job)
        return {name: small.rows(name) for name in revision.CHANGED}
