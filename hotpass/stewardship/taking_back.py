"""Taking back: any act of a person is undone as a whole, days later, by acts that say so."""

from hotpass.errors import BadInput
from hotpass.stewardship import revision
from hotpass.store import publication
from hotpass.store.journal import WITHDRAWAL, Draft, Fact
from hotpass.store.returns import RETURN
from hotpass.store.workspace import Workspace


def act_of(fact: Fact) -> str:
    """What a person did at once goes by one name: that of the act it is part of, else its own."""
    part_of = fact.body.get("act")
    return str(part_of["id"]) if isinstance(part_of, dict) and "id" in part_of else fact.id


def take_back(workspace: Workspace, act_id: str, *, by: str, undo_id: str) -> list[Fact]:
    """Takes back everything of an act that stands; what it changed is as if it had never been done.

    Sending it twice is harmless. Raises BadInput for an act nobody did, that is itself a taking back, or that is gone.
    """
    parts = [fact for fact in workspace.journal.since(0) if act_of(fact) == act_id]
    if not parts or parts[0].kind == WITHDRAWAL:
        raise BadInput("There is no such act to take back.")
    done = {"id": undo_id, "deed": "take_back"}
    standing = [fact for fact in parts if not _gone(workspace, fact, undo_id)]
    if not standing:
        raise BadInput("This was taken back already.")
    if any(fact.kind == RETURN and _is_over(workspace, fact) for fact in standing):
        raise BadInput("A run was published since: it is shown now. Return to the run you want on the Runs page.")
    drafts = [Draft(f"{undo_id}.{fact.id}", WITHDRAWAL, {"target": fact.id, "act": done}) for fact in standing]
    saved = workspace.journal.extend(drafts, by=by)
    revision.catch_up(workspace)
    return saved


def _is_over(workspace: Workspace, fact: Fact) -> bool:
    """Whether another run was published since a return."""
    with workspace.database.cursor() as cursor:
        return publication.last(cursor) != int(fact.body["after"])


def _gone(workspace: Workspace, fact: Fact, undo_id: str) -> bool:
    """Whether an act was taken back otherwise than by this very undo."""
    return workspace.journal.withdrawn(fact.id) and workspace.journal.known(f"{undo_id}.{fact.id}") is None
