"""Regrouping: records taken out of an entity, moved or merged by hand, seen before it is done and taken back as one."""

from hotpass.errors import BadInput
from hotpass.model.entity import Entity
from hotpass.model.regrouping import Foreseen, Regroup, Regrouping
from hotpass.stewardship import entities, revision
from hotpass.stewardship.regrouping_judgements import contradicted, drafts
from hotpass.store import entity_reading, facts
from hotpass.store.journal import WITHDRAWAL, Draft, Fact
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

MOST_PARTS = 20
MOST_RECORDS = 2_000
# Records of more than this are taken for one block: they hold together by themselves, or the rehearsal says so.
SINGLY = 200


def take_out(workspace: Workspace, entity_id: str, records: tuple[str, ...], *, alone: bool = False) -> Regrouping:
    """A plan that makes these records an entity of their own, or each its own (`alone`), apart from the rest for good.

    Raises BadInput where they are not of the entity, or where nothing would be left or taken.
    """
    members, seen = _members(workspace, entity_id)
    taken = [record for record in members if record in set(records)]
    rest = [record for record in members if record not in set(records)]
    if not taken or len(taken) < len(set(records)):
        raise BadInput("Choose records of this entity that do not belong to it.")
    if not rest and not alone:
        raise BadInput("Taking every record out leaves the entity as it is: leave one in, or make each its own.")
    groups = [[record] for record in taken] if alone else [taken]
    if len(groups) > MOST_PARTS:
        raise BadInput(f"At most {MOST_PARTS} records can be made entities of their own at once.")
    parts = tuple(_blocks(group) for group in (*groups, rest) if group)
    return Regrouping(deed=Regroup.TAKE_OUT, parts=parts, seen=seen)


def move(workspace: Workspace, record: str, entity_id: str, target: str) -> Regrouping:
    """A plan that takes a record out of its entity and makes it one of the target's."""
    plan = take_out(workspace, entity_id, (record,))
    members, seen = _members(workspace, target)
    if record in members:
        raise BadInput("The record is there already: choose another entity.")
    return Regrouping(
        deed=Regroup.MOVE, parts=(((record,), tuple(members)), *plan.parts[1:]), seen={**plan.seen, **seen}
    )


def merge(workspace: Workspace, one: str, other: str) -> Regrouping:
    """A plan that makes two entities one."""
    (left, seen), (right, too) = _members(workspace, one), _members(workspace, other)
    if set(left) == set(right):
        raise BadInput("This is the same entity: choose another one.")
    return Regrouping(deed=Regroup.MERGE, parts=((tuple(left), tuple(right)),), seen={**seen, **too})


def foresee(workspace: Workspace, plan: Regrouping) -> Foreseen:
    """What a plan would bring, derived in full and not saved; raises BadInput where its entities changed meanwhile."""
    with shown(workspace) as published:
        if published is None:
            raise BadInput("There is no run yet.")
        before = tuple(_known(published, entity_id) for entity_id in plan.seen)
        said = drafts(published, plan, "rehearsal", "")
        against = contradicted(workspace, published, plan)
    after, exact = _rehearsed(workspace, plan, said)
    if not exact and not plan.firm:
        return foresee(workspace, plan.model_copy(update={"firm": True}))
    return Foreseen(plan=plan, before=before, after=after, judgements=len(said), exact=exact, against=against)


def regroup(workspace: Workspace, plan: Regrouping, *, by: str, act_id: str, note: str = "") -> list[Fact]:
    """Saves a plan as one act and shows it at once; sending it twice is harmless.

    Raises BadInput where its entities changed since they were seen: look again.
    """
    revision.catch_up(workspace)
    as_of = workspace.journal.head()
    with shown(workspace) as published:
        if published is None:
            raise BadInput("There is no run yet.")
        if workspace.journal.known(f"{act_id}.0") is None:
            for entity_id in plan.seen:
                _known(published, entity_id, plan.seen[entity_id])
        said = drafts(published, plan, act_id, note)
    records = {record for part in plan.parts for block in part for record in block}

    def clashes(other: Fact) -> bool:
        """Whether somebody spoke of one of these records, or took something back, at the same moment."""
        named = {end for said in facts.sayings(other) for end in (said["left"], said["right"])}
        return other.kind == WITHDRAWAL or bool(named & records) or other.body.get("record_id") in records

    saved = workspace.journal.extend(said, by=by, as_of=as_of, clashes=clashes)
    if saved[0].id != said[0].id:
        raise BadInput(f"{saved[0].by} decided something about these records a moment ago: look again.")
    revision.catch_up(workspace)
    return saved


def _rehearsed(workspace: Workspace, plan: Regrouping, said: list[Draft]) -> tuple[tuple[Entity, ...], bool]:
    """The entities of the records as they would be, and whether they are the parts that were wanted."""
    wanted = [{record for block in part for record in block} for part in plan.parts]
    with revision.rehearsed(workspace, "rehearsal", said) as supposed:
        if supposed is None:
            return (), False
        homes = [entity_reading.homes(supposed.cursor, sorted(part)) for part in wanted]
        found = list(dict.fromkeys(home for of_part in homes for home in sorted(set(of_part.values()))))
        members = {home: entity_reading.member_ids(supposed.cursor, home) for home in found}
        after = tuple(entities.whole(supposed, home, home) for home in found[:MOST_PARTS])
    asked = set().union(*wanted)
    return after, sorted(sorted(each & asked) for each in members.values()) == sorted(map(sorted, wanted))


def _members(workspace: Workspace, asked: str) -> tuple[list[str], dict[str, str]]:
    """The records of an entity in their order, and its id with its version."""
    with shown(workspace) as published:
        entity_id = entity_reading.resolve(published.cursor, asked) if published else None
        if published is None or entity_id is None:
            raise BadInput(f"No entity has the id {asked}.")
        found = sorted(entity_reading.member_ids(published.cursor, entity_id))
        seen = {entity_id: entity_reading.version(published.cursor, entity_id)}
    if len(found) > MOST_RECORDS:
        raise BadInput(f"An entity of more than {MOST_RECORDS:,} records is taken apart at the review desk.")
    return found, seen


def _known(published: Shown, entity_id: str, version: str | None = None) -> Entity:
    """An entity that is still as it was seen."""
    found = entity_reading.resolve(published.cursor, entity_id)
    changed = version is not None and entity_reading.version(published.cursor, entity_id) != version
    if found != entity_id or changed:
        raise BadInput("An entity changed while you looked at it: look again before you change it.")
    return entities.whole(published, entity_id, entity_id)


def _blocks(records: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple((record,) for record in records) if len(records) <= SINGLY else (tuple(records),)
