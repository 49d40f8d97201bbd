"""Rows of a register found by their names, in the way in which others find golden records who ask for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from hotpass.fields import standardise_distinct
from hotpass.model.explanation import FieldEvidence, SeenValue
from hotpass.model.field import RunField
from hotpass.model.semantic import SemanticType
from hotpass.stewardship.resemblance import AHEAD, SURE, Vocabulary, is_same_name, likeness, score, tells_apart
from hotpass.store import proposals
from hotpass.store.proposals import Proposed
from hotpass.store.shown import Shown

NAMES = (SemanticType.ORGANISATION_NAME, SemanticType.PERSON_NAME)
LOOKED_AT = 30  # rows that are weighed closely for each golden record
# Below this likeness (0 to 100) a row is not worth a look, where names alone can be compared and where more can.
LEAST_ALONE, LEAST = 70.0, 75.0
Texts = Mapping[str, tuple[str | None, ...]]


class Weighed(NamedTuple):
    """A row for a golden record: how like it is in all, field by field, and whether that leaves no doubt."""

    at: Proposed
    score: float
    likenesses: dict[str, float]
    certain: bool


def weighed(
    published: Shown, own: int, fields: Sequence[RunField], met: Iterable[Proposed], most: int
) -> list[Weighed]:
    """The rows the run met, and `most` more for each golden record of source `own` that have about its name.

    None but those met where no field, or more than one, holds names.
    """
    leads = [field for field in fields if field.type in NAMES]
    if len(leads) != 1:
        return [Weighed(each, 0.0, {}, certain=False) for each in met]
    asked = {(each.ours, each.theirs): each for each in proposals.near(published.cursor, own, leads[0].name, LOOKED_AT)}
    asked |= {(each.ours, each.theirs): each for each in met}
    vocabulary = Vocabulary(*proposals.words(published.cursor, own, leads[0].name))
    texts = proposals.texts(published.cursor, {record for pair in asked for record in pair}, fields)
    cores = _cores(leads[0], fields, texts)
    found: dict[int, list[Weighed]] = defaultdict(list)
    for each in asked.values():
        found[each.place].append(_weighed(each, vocabulary, fields, leads[0], texts, cores))
    return [row for rows in found.values() for row in _worth(rows, most)]


def evidence(values: Sequence[SeenValue], likenesses: Mapping[str, float]) -> tuple[FieldEvidence, ...]:
    """What was seen of a row that the run's model did not weigh, field by field."""
    return tuple(
        FieldEvidence(
            name=value.field,
            title=value.title,
            level=-1,
            label="By its name",
            weight=0.0,
            rarity=0.0,
            holders=None,
            finding=_finding(value, likenesses),
            strength="not weighed",
            values=(value,),
        )
        for value in values
        if value.left or value.right
    )


def _finding(value: SeenValue, likenesses: Mapping[str, float]) -> str:
    if value.field not in likenesses:
        return "empty on one side"
    return "the same" if likenesses[value.field] == 100.0 else f"{likenesses[value.field]:.0f} of 100 alike"


def _cores(lead: RunField, fields: Sequence[RunField], texts: Texts) -> dict[str, str]:
    """Each name as it is compared, that of an organisation without its legal form."""
    place = [field.name for field in fields].index(lead.name)
    names = list({said[place] or "" for said in texts.values()})
    told = standardise_distinct(lead.type, names, None, None)
    whole = lead.type is not SemanticType.ORGANISATION_NAME
    return {
        name: name if whole or not one.parts else one.parts[0] or name for name, one in zip(names, told, strict=True)
    }


def _weighed(
    at: Proposed,
    vocabulary: Vocabulary,
    fields: Sequence[RunField],
    lead: RunField,
    texts: Texts,
    cores: Mapping[str, str],
) -> Weighed:
    said = zip(fields, texts[at.ours], texts[at.theirs], strict=True)
    both = {field.name: (mine, theirs) for field, mine, theirs in said if mine and theirs}
    mine, theirs = (cores[text] for text in both.pop(lead.name, ("", "")))
    if not mine:
        return Weighed(at, 0.0, {}, certain=False)
    others = {name: fuzz.token_sort_ratio(*pair) for name, pair in both.items()}
    likenesses = {lead.name: likeness(vocabulary, mine, theirs), **others}
    borne_out = any(value >= SURE for value in others.values())
    certain = is_same_name(vocabulary, mine, theirs) and (borne_out or tells_apart(vocabulary, theirs))
    return Weighed(at, score(likenesses), likenesses, certain)


def _worth(rows: list[Weighed], most: int) -> list[Weighed]:
    """What the run met, and the likest others; at most the first of all is certain, where nothing comes near it."""
    rows = sorted(rows, key=lambda row: (-row.score, row.at.source_id, row.at.row))
    clear = rows[0].score >= SURE and all(rows[0].score - row.score >= AHEAD for row in rows[1:2])
    rows = [row._replace(certain=row.certain and clear and not place) for place, row in enumerate(rows)]
    likest = {id(row) for row in rows[:most] if row.score >= (LEAST if len(row.likenesses) > 1 else LEAST_ALONE)}
    return [row for row in rows if row.at.weight is not None or id(row) in likest]
