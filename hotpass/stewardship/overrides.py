"""Overrides: a steward's own value for a field of an entity, above every rule, shown at once and taken back at will."""

from hotpass.errors import BadInput
from hotpass.fields import Standard, standardise_distinct
from hotpass.model.field import RunField
from hotpass.model.override import Override
from hotpass.stewardship import revision
from hotpass.store import columns, entity_reading
from hotpass.store.golden import is_spelt
from hotpass.store.journal import WITHDRAWAL, Fact
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

KIND = "override"
LONGEST = 10_000


def set_value(workspace: Workspace, wanted: Override, *, by: str, fact_id: str) -> Fact:
    """Saves a value and shows it at once; sending the same id twice is harmless.

    Raises BadInput where the entity is no longer as it was seen, has no such field or record, or already shows this.
    """
    if known := workspace.journal.known(fact_id):
        return known
    revision.catch_up(workspace)
    as_of = workspace.journal.head()
    members = _checked(workspace, wanted)

    def clashes(other: Fact) -> bool:
        """Whether somebody set the same field of this entity at the same moment."""
        said = other.body
        return other.kind == KIND and said.get("field") == wanted.field and said.get("record_id") in members

    body = wanted.model_dump(mode="json")
    fact = workspace.journal.append(KIND, body, by=by, fact_id=fact_id, as_of=as_of, clashes=clashes)
    if fact.id != fact_id:
        raise BadInput(f"{fact.by} set this field a moment ago: look at it again before you change it.")
    revision.catch_up(workspace)
    return fact


def withdraw(workspace: Workspace, target: str, *, by: str, fact_id: str) -> Fact:
    """Takes a value back: the golden record is what it would be without it. Raises BadInput for an unknown one."""
    known = workspace.journal.known(target)
    if known is None or known.kind != KIND:
        raise BadInput("There is no such value to take back.")
    fact = workspace.journal.append(WITHDRAWAL, {"target": target}, by=by, fact_id=fact_id)
    revision.catch_up(workspace)
    return fact


def understood(workspace: Workspace, field: str, typed: str) -> Standard:
    """What a typed text will be kept as: tidied where the field shows tidied values, else as it stands.

    `reason` says why it is not a valid value of the field; it can be kept all the same.
    """
    text = " ".join(typed.split())
    with shown(workspace) as published:
        known = _field(published, field) if published else None
        country = columns.home(published.cursor) if published else None
    if known is None:
        raise BadInput("This entity has no such field: open it again.")
    found = standardise_distinct(known.type, [text], country, known.scheme)[0]
    return found._replace(value=text) if is_spelt(known) or not found.valid else found


def _checked(workspace: Workspace, wanted: Override) -> set[str]:
    """The records of the entity, once everything about the override makes sense."""
    if len(wanted.value) > LONGEST:
        raise BadInput(f"A value may have {LONGEST:,} characters at most.")
    with shown(workspace) as published:
        if published is None or _field(published, wanted.field) is None:
            raise BadInput("This entity has no such field: open it again.")
        fields = columns.fields(published.cursor)
        members = entity_reading.member_ids(published.cursor, wanted.entity_id)
        if wanted.record_id not in members:
            raise BadInput("This entity does not have that record any more: open it again.")
        if entity_reading.version(published.cursor, wanted.entity_id) != wanted.seen:
            raise BadInput("This entity changed while you looked at it: look at it again before you change it.")
        shows = entity_reading.golden(published.cursor, wanted.entity_id, fields, [])
        if (next(each.value for each in shows if each.field == wanted.field) or "") == wanted.value:
            raise BadInput("This is what the golden record shows already.")
    return members


def _field(published: Shown, name: str) -> RunField | None:
    return next((field for field in columns.fields(published.cursor) if field.name == name), None)
