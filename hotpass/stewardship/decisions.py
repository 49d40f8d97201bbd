"""Decisions: what people do at the review desk, saved one by one before anything else happens with them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from hotpass.errors import BadInput, NotAllowed
from hotpass.model.judgement import Judgement, Verdict
from hotpass.model.review import Act, Decided, Deed, Receipt
from hotpass.stewardship import grouping, picks, revision
from hotpass.stewardship.review_groups import SAID as SAID_OF_GROUP
from hotpass.stewardship.review_groups import key as group_key
from hotpass.stewardship.review_items import SAID, key
from hotpass.store import facts, review_item
from hotpass.store.facts import GROUPING, JUDGEMENT
from hotpass.store.journal import WITHDRAWAL, Draft, Fact
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace

KINDS = {Deed.JUDGE: JUDGEMENT, Deed.GROUP: GROUPING, Deed.SECOND_LOOK: "second_look", Deed.UNDO: WITHDRAWAL}

NAMED = 18  # signs of a name: the list stands in a narrow column


def take(workspace: Workspace, sent: Iterable[Any], by: str) -> list[Receipt]:
    """Saves acts in the order they were made; each is on the disk when its receipt is made out.

    An act that was taken before gets the same receipt again. One that makes no sense, or that somebody else's decision
    overtook, is refused with a sentence.
    """
    return [_allowed(workspace, each, by) for each in sent]


def _allowed(workspace: Workspace, sent: object, by: str) -> Receipt:
    """A viewer gets a receipt that says no."""
    try:
        return _take(workspace, sent, by)
    except NotAllowed as error:
        return Receipt(id=str(sent.get("id")) if isinstance(sent, dict) else "", stored=False, words=str(error))


def _take(workspace: Workspace, sent: object, by: str) -> Receipt:
    try:
        act = Act.model_validate(sent)
    except ValidationError:
        name = sent.get("id") if isinstance(sent, dict) else None
        return Receipt(id=str(name), stored=False, words="This decision could not be read and was not saved.")
    if act.deed is Deed.GROUP:
        return _take_group(workspace, act, by)
    if fault := _fault(workspace, act):
        return Receipt(id=act.id, stored=False, words=fault)
    said = Draft(act.id, KINDS[act.deed], _body(act))
    try:
        drafts = [*picks.drafts(workspace, act), *picks.taken_back(workspace, act), said]
    except BadInput as fault:
        return Receipt(id=act.id, stored=False, words=str(fault))
    fact = workspace.journal.extend(
        drafts,
        by=by,
        as_of=act.as_of,
        clashes=(lambda other: _overtakes(workspace, other, act)) if act.deed is Deed.JUDGE else None,
    )[-1]
    if fact.id != act.id:
        return Receipt(id=act.id, stored=False, words=_overtaken(fact))
    return Receipt(id=act.id, stored=True)


def _take_group(workspace: Workspace, act: Act, by: str) -> Receipt:
    """Saves a decision on a group, once everything said before is applied: it must be the group that was seen."""
    if workspace.journal.known(act.id):
        return Receipt(id=act.id, stored=True)
    revision.catch_up(workspace)
    as_of = workspace.journal.head()
    with shown(workspace) as published:
        fault = grouping.fault(published, act) if published else grouping.CHANGED
        if published is None or fault:
            return Receipt(id=act.id, stored=False, words=fault)
        body = grouping.body(published, act)
        members = grouping.members(published, act)

    def clashes(other: Fact) -> bool:
        """Whether somebody said something of these records at the same moment."""
        return any({said["left"], said["right"]} & members for said in facts.sayings(other))

    fact = workspace.journal.append(GROUPING, body, by=by, fact_id=act.id, as_of=as_of, clashes=clashes)
    stored = fact.id == act.id
    return Receipt(id=act.id, stored=stored, words="" if stored else grouping.CHANGED)


def _fault(workspace: Workspace, act: Act) -> str:
    """What is wrong with an act, in words; nothing for one that can be saved."""
    if act.deed is Deed.UNDO:
        known = workspace.journal.known(act.target)
        return "" if known and known.kind in KINDS.values() else "There is no such decision to take back."
    if not act.left or not act.right or act.left == act.right:
        return "A decision names two records."
    return "A decision says same, different or not sure." if act.deed is Deed.JUDGE and act.verdict is None else ""


def _body(act: Act) -> dict[str, Any]:
    if act.deed is Deed.UNDO:
        return {"target": act.target}
    body: dict[str, Any] = {"left": act.left, "right": act.right, "note": act.note, "seen": act.seen}
    if act.verdict is not None and act.deed is Deed.JUDGE:
        said = Judgement(
            left=act.left, right=act.right, verdict=act.verdict, by="", on=datetime.now(UTC), note=act.note
        )
        told = {"milliseconds": act.milliseconds, "supersedes": list(act.supersedes)}
        body |= said.model_dump(mode="json", exclude={"by"}) | told
    return body


def _overtakes(workspace: Workspace, other: Fact, act: Act) -> bool:
    """Whether another decision on the same pair was made that this person had not seen."""
    same = any({said["left"], said["right"]} == {act.left, act.right} for said in facts.sayings(other))
    return same and other.id not in act.supersedes and not workspace.journal.withdrawn(other.id)


def _overtaken(fact: Fact) -> str:
    said = SAID[Verdict(fact.body["verdict"])] if fact.kind == JUDGEMENT else SAID_OF_GROUP[fact.body["deed"]]
    return f"{fact.by} decided this {_since(fact.on)}: {said}. Yours was not saved; F asks for a second look."


def latest(published: Shown, limit: int, by: str | None = None) -> tuple[Decided, ...]:
    """The decisions made last that stand, or those of one person, the latest first, each with what it is about."""
    made = [found for found in review_item.latest(published.cursor, limit) if by in (None, found.by)]
    names = review_item.names(
        published.cursor, [found.left for found in made], [each for found in made for each in found.entities]
    )
    return tuple(
        Decided(
            id=found.fact_id,
            key=group_key(found.entities) if found.entities else key(found.left, found.right),
            by=found.by,
            note=found.note,
            words=_told(found, names),
        )
        for found in made
    )


def _told(found: review_item.Decision, names: Mapping[str, str]) -> str:
    about = next((names[each] for each in (found.left, *found.entities) if each in names), "")
    return f"{_words(found)} · {about[:NAMED] or _since(found.on)}"


def _words(found: review_item.Decision) -> str:
    return f"Group: {SAID_OF_GROUP[found.said]}" if found.entities else SAID[Verdict(found.said)]


def _since(when: datetime) -> str:
    return ago((datetime.now(UTC) - when).total_seconds())


def ago(seconds: float) -> str:
    """How long ago, roughly; a clock that was turned back makes it now."""
    if seconds < 2:
        return "just now"
    for name, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {name} ago"
    return f"{seconds:.0f} seconds ago"
