"""Returning: an earlier run is shown again, with the decisions made since, and without computing it anew."""

from hotpass.errors import BadInput
from hotpass.model.drift import Fate
from hotpass.model.returning import Prospect, Return
from hotpass.stewardship import people, revision, runs
from hotpass.store import basis, footing, publication, returns
from hotpass.store.drift import changes, fates
from hotpass.store.journal import Draft, Fact
from hotpass.store.returns import RETURN
from hotpass.store.revision import waiting
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

LISTED = 25


def standing(workspace: Workspace) -> Return | None:
    """The return by which an earlier run is shown, None where it is the last one."""
    if not workspace.database.path.exists():
        return None
    with workspace.database.cursor() as cursor:
        found = returns.standing(cursor, publication.last(cursor))
        return found if found and found.run_id == publication.current(cursor) else None


def shown_run(workspace: Workspace) -> str | None:
    """The run the workspace shows."""
    with shown(workspace) as published:
        return published.run_id if published else None


def is_kept(workspace: Workspace, run_id: str) -> bool:
    """Whether a run was published and its tables are kept."""
    with workspace.database.cursor() as cursor:
        return run_id in publication.kept(cursor)


def foresee(workspace: Workspace, run_id: str) -> Prospect:
    """What returning to a run would change, derived in full with the decisions made since, and not saved.

    Raises BadInput where that run cannot be returned to.
    """
    draft = _draft(workspace, run_id, "rehearsal", "")
    with shown(workspace, run_id) as earlier:
        decisions, later = _since(earlier)
    with revision.rehearsed(workspace, "rehearsal", [draft]) as supposed:
        if supposed is None:
            raise BadInput("There is no run yet.")
        pair = (str(draft.body["left"]), run_id)
        counts = changes.entities(supposed.cursor, pair)
        lists = {fate: fates.page(supposed.cursor, pair, fate, LISTED, 0) for fate in Fate}
    return Prospect(run_id=run_id, entities=counts, decisions=decisions, later=later, lists=lists)


def return_to(workspace: Workspace, run_id: str, *, by: str, fact_id: str, note: str = "") -> Fact:
    """Shows an earlier run from now on, until another is published or this is taken back; twice is harmless.

    Raises BadInput where that run cannot be returned to.
    """
    people.check(workspace)
    if known := workspace.journal.known(fact_id):
        return known
    revision.catch_up(workspace)
    draft = _draft(workspace, run_id, fact_id, note)
    as_of = workspace.journal.head()
    fact = workspace.journal.append(
        RETURN, draft.body, by=by, fact_id=fact_id, as_of=as_of, clashes=lambda other: other.kind == RETURN
    )
    if fact.id != fact_id:
        raise BadInput(f"{fact.by} returned to a run a moment ago: look again.")
    revision.catch_up(workspace)
    return fact


def _draft(workspace: Workspace, run_id: str, fact_id: str, note: str) -> Draft:
    """The act, once everything about it makes sense."""
    if runs.live(workspace) is not None:
        raise BadInput("A run is at work: wait for it, or stop it on the Runs page.")
    with workspace.database.cursor() as cursor:
        kept, now, after = publication.kept(cursor), publication.current(cursor), publication.last(cursor)
    if run_id not in kept:
        raise BadInput(f"No run {run_id} is kept: the runs are {', '.join(kept) or 'none'}.")
    if run_id == now:
        raise BadInput(f"Run {run_id} is the one that is shown.")
    with shown(workspace, run_id) as earlier:
        if earlier is None or footing.read(earlier.cursor) is None:
            raise BadInput(
                "An earlier Hotpass made that run, and decisions cannot be applied to it: it can be looked at."
            )
    return Draft(fact_id, RETURN, {"run_id": run_id, "left": now, "after": after, "note": note})


def _since(earlier: Shown | None) -> tuple[int, int]:
    """How many decisions a run does not show yet, and how many acts after it wait for the next one."""
    stands_on = footing.read(earlier.cursor) if earlier else None
    laid = basis.read(earlier.cursor) if earlier else None
    if earlier is None or stands_on is None:
        return 0, 0
    return waiting(earlier.cursor, stands_on.serial), basis.heeded_later(earlier.cursor, laid.serial) if laid else 0
