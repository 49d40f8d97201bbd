"""Picks: whose values a golden record shall show, said together with “same” and taken back with it."""

from hotpass.errors import BadInput
from hotpass.model.judgement import Verdict
from hotpass.model.override import Override
from hotpass.model.review import PICKED_AT_MOST, Act, Deed, Pick
from hotpass.stewardship.overrides import KIND
from hotpass.stewardship.review_items import offered
from hotpass.stewardship.taking_back import act_of
from hotpass.store import columns, explanation
from hotpass.store.facts import JUDGEMENT
from hotpass.store.journal import WITHDRAWAL, Draft
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace


def drafts(workspace: Workspace, act: Act) -> list[Draft]:
    """The values that a decision sets, as parts of it. Raises BadInput where a record has no such value."""
    if act.verdict is not Verdict.MATCH or not act.picks or workspace.journal.known(act.id):
        return []
    pair = act.left, act.right
    with shown(workspace) as published:
        found = explanation.records(published.cursor, pair) if published else {}
        if published is None or len(found) < len(pair):
            raise BadInput("One of these records is no longer here: nothing was saved.")
        fields = columns.fields(published.cursor)
        seen = explanation.values(published.cursor, *pair, fields)
        values = {field.name: offered(field, value) for field, value in zip(fields, seen, strict=True)}
    made = []
    for pick in act.picks:
        value = _picked(pick, pair, values)
        said = Override(
            entity_id=found[pick.record_id].entity_id,
            record_id=pick.record_id,
            field=pick.field,
            value=value,
            note=act.note,
        )
        body = said.model_dump(mode="json") | {"act": {"id": act.id, "deed": JUDGEMENT}}
        made.append(Draft(f"{act.id}.{pick.field}", KIND, body))
    return made


def taken_back(workspace: Workspace, act: Act) -> list[Draft]:
    """What takes back the values that came with decisions which this one undoes or supersedes."""
    over = {act.target} if act.deed is Deed.UNDO else set(act.supersedes)
    known = [fact for name in over if (fact := workspace.journal.known(name))]
    if not known:
        return []
    # The parts of a decision stand right before it.
    first = min(fact.serial for fact in known) - PICKED_AT_MOST - 1
    parts = [
        fact
        for fact in workspace.journal.since(max(0, first))
        if fact.kind == KIND and act_of(fact) in over and not workspace.journal.withdrawn(fact.id)
    ]
    done = {"id": act.id, "deed": WITHDRAWAL if act.deed is Deed.UNDO else JUDGEMENT}
    return [Draft(f"{act.id}.{fact.id}", WITHDRAWAL, {"target": fact.id, "act": done}) for fact in parts]


def _picked(pick: Pick, pair: tuple[str, str], values: dict[str, tuple[str | None, str | None]]) -> str:
    sides = values.get(pick.field)
    value = sides[pair.index(pick.record_id)] if sides and pick.record_id in pair else None
    if not value:
        raise BadInput("A record does not have the value that was picked: nothing was saved.")
    return value
