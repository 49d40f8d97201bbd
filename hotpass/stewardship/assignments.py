"""Assignments: who was asked to decide what waits in a queue; nobody is kept from it who comes first."""

from hotpass.errors import BadInput
from hotpass.model.assignment import Assignment
from hotpass.model.review import Queue, ReviewFilter
from hotpass.stewardship import people, revision
from hotpass.store import facts
from hotpass.store.journal import WITHDRAWAL, Fact
from hotpass.store.workspace import Workspace

KIND = "assignment"


def assign(
    workspace: Workspace, queue: Queue, wanted: ReviewFilter, to: str, *, by: str, fact_id: str, note: str = ""
) -> Fact:
    """Asks a person to decide what waits there, now and later. Raises BadInput where nobody is named, or twice."""
    person = people.signed(to)
    if person == people.NAMELESS:
        raise BadInput("Say whom you ask: a name as that person gives it under “Who are you?”.")
    asked = [(each.queue, each.wanted, each.to) for each in every(workspace) if each.fact_id != fact_id]
    if (queue, wanted, person) in asked:
        raise BadInput(f"{person} was asked for that already.")
    body = {"queue": queue.value, "wanted": wanted.model_dump(mode="json"), "to": person, "note": note}
    fact = workspace.journal.append(KIND, body, by=by, fact_id=fact_id)
    revision.follow(workspace)
    return fact


def every(workspace: Workspace) -> tuple[Assignment, ...]:
    """What people are asked for, in the order they were asked; without words and notes where values are masked."""
    found = [
        Assignment.model_validate({**fact.body, "fact_id": fact.id, "by": fact.by, "on": fact.on})
        for fact in facts.standing(workspace.journal.since(0))
        if fact.kind == KIND
    ]
    return tuple(_seen(each) if people.masked(workspace) else each for each in found)


def withdraw(workspace: Workspace, target: str, *, by: str, fact_id: str) -> Fact:
    """Asks no more, because it is done or was a mistake. Raises BadInput where nobody was asked."""
    known = workspace.journal.known(target)
    if known is None or known.kind != KIND:
        raise BadInput("Nobody was asked for that.")
    fact = workspace.journal.append(WITHDRAWAL, {"target": target}, by=by, fact_id=fact_id)
    revision.follow(workspace)
    return fact


def _seen(asked: Assignment) -> Assignment:
    return asked.model_copy(update={"note": "", "wanted": asked.wanted.model_copy(update={"words": ""})})
