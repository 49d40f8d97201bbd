"""Which two records an explanation speaks of, when a person names records or entities."""

from hotpass.errors import BadInput
from hotpass.model.explanation import ExplainedRecord
from hotpass.store import entity_reading
from hotpass.store import explanation as stored
from hotpass.store.shown import Shown

NAMED = 6
HINT = "`hotpass export --table members` lists the ids"


def chosen(published: Shown, left: str, right: str) -> tuple[ExplainedRecord, ExplainedRecord, tuple[str, ...]]:
    """The two records meant, and a sentence on each choice made for the person.

    Of an entity with several records, the one that is most like the other side stands for it. Raises BadInput for an
    id nobody knows and for one thing named twice.
    """
    one, other = _meant(published, left), _meant(published, right)
    if set(one) & set(other):
        raise BadInput(_twice(left, right, one if len(one) > 1 else other))
    pair = stored.best_between(published.cursor, one, other) or (one[0], other[0])
    found = stored.records(published.cursor, pair)
    notes = [
        f"{asked} is an entity of {len(meant)} records; {record} of them stands for it here."
        for asked, meant, record in ((left, one, pair[0]), (right, other, pair[1]))
        if len(meant) > 1
    ]
    return found[pair[0]], found[pair[1]], tuple(notes)


def _meant(published: Shown, asked: str) -> list[str]:
    if stored.records(published.cursor, [asked]):
        return [asked]
    entity_id = entity_reading.resolve(published.cursor, asked)
    if entity_id is None:
        raise BadInput(f"No record or entity of the current run has the id {asked}: {HINT}.")
    return stored.members(published.cursor, entity_id)


def _twice(left: str, right: str, members: list[str]) -> str:
    if len(members) == 1:
        return f"{left} and {right} are one and the same record: name two."
    named = ", ".join(members[:NAMED]) + (", …" if len(members) > NAMED else "")
    return f"{left} and {right} are one entity of {len(members)} records: name two of {named}."
