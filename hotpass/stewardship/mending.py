"""Mending: a steward puts texts of the sources right, sees before what that changes, and can take it back."""

from hotpass.errors import BadInput
from hotpass.model.mend import Fault, Mend, MendLine, Preview
from hotpass.stewardship import people, revision
from hotpass.store import columns, mending, mends
from hotpass.store.journal import WITHDRAWAL, Fact
from hotpass.store.shown import shown
from hotpass.store.veil import HIDDEN
from hotpass.store.workspace import Workspace

KIND = "mend"
SAMPLES = 25
LONGEST = 10_000


def faults(workspace: Workspace) -> tuple[Fault, ...]:
    """The texts of the published run that fail a rule, those with a suggestion first."""
    with shown(workspace) as published:
        return () if published is None else mending.faults(published.cursor)


def preview(workspace: Workspace, field: str, texts: tuple[str, ...]) -> Preview:
    """How many cells of the published run hold one of these texts, exactly, and the first of them."""
    with shown(workspace) as published:
        if published is None or field not in {known.name for known in columns.fields(published.cursor)}:
            return Preview(cells=0, places=())
        return mending.preview(published.cursor, field, texts, SAMPLES)


def mend(workspace: Workspace, wanted: Mend, *, by: str, fact_id: str) -> Fact:
    """Saves a mend in the journal; the next run heeds it. Sending the same id twice is harmless.

    Raises BadInput where it says nothing, or would fill every empty cell at once.
    """
    value = wanted.value.strip()
    replaced = tuple(dict.fromkeys(text.strip() for text in wanted.replaced if text.strip() != value))
    if not replaced:
        raise BadInput("This changes nothing: write what should stand in its place.")
    if wanted.record_id is None and "" in replaced:
        raise BadInput("Every empty cell of a field cannot be filled at once: mend them one by one.")
    if len(value) > LONGEST:
        raise BadInput(f"A value may have {LONGEST:,} characters at most.")
    if wanted.record_id is not None and len(replaced) > 1:
        raise BadInput("A record's cell holds one text: name that one.")
    body = wanted.model_copy(update={"replaced": replaced, "value": value}).model_dump(mode="json")
    fact = workspace.journal.append(KIND, body, by=by, fact_id=fact_id)
    revision.follow(workspace)
    return fact


def withdraw(workspace: Workspace, target: str, *, by: str, fact_id: str) -> Fact:
    """Takes a mend back; the next run shows the files' own text again. Raises BadInput where there is no such mend."""
    known = workspace.journal.known(target)
    if known is None or known.kind != KIND:
        raise BadInput("There is no such mend to take back.")
    fact = workspace.journal.append(WITHDRAWAL, {"target": target}, by=by, fact_id=fact_id)
    revision.follow(workspace)
    return fact


def every(workspace: Workspace) -> tuple[MendLine, ...]:
    """The mends that stand and those taken back whose trace the published run still shows, the latest first."""
    with shown(workspace) as published:
        uses = {} if published is None else mends.uses(published.cursor)
    lines = []
    for fact in workspace.journal.since(0):
        if fact.kind == KIND:
            gone = workspace.journal.withdrawn(fact.id)
            cells = uses.get(fact.id)
            if not gone or cells:
                made = _seen(workspace, Mend.model_validate(fact.body))
                lines.append(MendLine(fact_id=fact.id, mend=made, by=fact.by, on=fact.on, cells=cells, withdrawn=gone))
    return tuple(reversed(lines))


def _seen(workspace: Workspace, mend: Mend) -> Mend:
    """The mend as those who serve this workspace may see it."""
    if not people.masked(workspace):
        return mend
    return mend.model_copy(update={"replaced": (HIDDEN,), "value": HIDDEN, "note": ""})


def waiting(lines: tuple[MendLine, ...]) -> int:
    """How many of these mends, or of their withdrawals, the published run does not show yet."""
    return sum(line.withdrawn or line.cells is None for line in lines)
