"""Rules for values: a steward chooses how golden values are picked and sees first what that changes."""

from hotpass.errors import BadInput
from hotpass.model.field import RunField
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.survivorship import Otherwise, RuleLine
from hotpass.stewardship import people, revision
from hotpass.store import columns, facts, footing, publication, survivors
from hotpass.store.journal import Fact
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

KIND = "survivorship"
EXAMPLES = 10


def rules(workspace: Workspace) -> tuple[RuleLine, ...]:
    """The fields of the run that is shown, in order, each with its rule and the one stated for the next run."""
    stated = {str(fact.body["field"]): fact for fact in facts.standing(workspace.journal.since(0)) if fact.kind == KIND}
    return tuple(_line(field, stated.get(field.name)) for field in _fields(workspace))


def foresee(workspace: Workspace, field: str, rule: SurvivorshipRule) -> Otherwise:
    """What a rule would change in the golden records that are shown; nothing is saved.

    Raises BadInput, and NotAllowed for those who see masked values.
    """
    people.check_sight(workspace)
    known = _known(workspace, field)
    with workspace.database.cursor() as cursor:
        run_id = publication.current(cursor)
    if run_id is None:
        raise BadInput("There is no run yet.")
    with workspace.database.rehearsal(publication.schema_of(run_id)) as cursor:
        stands_on = footing.read(cursor)
        trusted = stands_on.source_priority if stands_on else ()
        columns.suppose_rule(cursor, field, rule)
        supposed = known.model_copy(update={"survivorship": rule})
        count, examples = survivors.would_differ(cursor, columns.fields(cursor), supposed, trusted, EXAMPLES)
    return Otherwise(changed=count, examples=tuple(examples))


def state(workspace: Workspace, field: str, rule: SurvivorshipRule, *, by: str, fact_id: str, note: str = "") -> Fact:
    """Saves a rule, which holds from the next run on; twice is harmless. Raises BadInput where it holds already."""
    if known := workspace.journal.known(fact_id):
        return known
    line = _line_of(workspace, field)
    if (line.stated or line.rule) is rule:
        raise BadInput("This is the rule of the field already.")
    body = {"field": field, "rule": rule.value, "note": note}
    fact = workspace.journal.append(KIND, body, by=by, fact_id=fact_id)
    revision.follow(workspace)
    return fact


def _line(field: RunField, said: Fact | None) -> RuleLine:
    line = RuleLine(field=field.name, title=field.title, rule=field.survivorship)
    if said is None:
        return line
    return line.model_copy(update={"stated": SurvivorshipRule(said.body["rule"]), "by": said.by, "on": said.on})


def _line_of(workspace: Workspace, field: str) -> RuleLine:
    found = next((line for line in rules(workspace) if line.field == field), None)
    if found is None:
        raise BadInput("The run that is shown has no such field.")
    return found


def _known(workspace: Workspace, field: str) -> RunField:
    found = next((known for known in _fields(workspace) if known.name == field), None)
    if found is None:
        raise BadInput("The run that is shown has no such field.")
    return found


def _fields(workspace: Workspace) -> list[RunField]:
    with shown(workspace) as published:
        return columns.fields(published.cursor) if published else []
