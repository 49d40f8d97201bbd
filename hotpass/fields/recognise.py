"""Source columns matched to the fields of a profile, by what they are called and by what is in them."""

from collections.abc import Sequence
from typing import NamedTuple

from hotpass.fields.header import header_words, likeness, slug
from hotpass.fields.look import guessed, plausible, sampled, telling
from hotpass.model.column import ColumnLook, ColumnMapping, MappedBy
from hotpass.model.profile import Profile, ProfileField
from hotpass.model.semantic import SemanticType

# The profile that gives every column some field.
AUTO = "auto"
# Below this confidence (0 to 1) a column is not taken for a field.
FLOOR = 0.5
# Below this share of fitting values a header is not believed.
DOUBT = 0.35
# Types of which one record may well have several values, so that several columns may fill one field.
_MANY = frozenset({SemanticType.EMAIL, SemanticType.PHONE, SemanticType.WEBSITE})
# Types whose values are so telling that a header only has to mention them.
_TELLING = frozenset({*_MANY, SemanticType.DATE, SemanticType.LATITUDE, SemanticType.LONGITUDE, SemanticType.POSTCODE})
_NAMES = {
    SemanticType.EMAIL: "e-mail addresses",
    SemanticType.WEBSITE: "websites",
    SemanticType.PHONE: "telephone numbers",
    SemanticType.DATE: "dates",
}


class Candidate(NamedTuple):
    """One field a column may be."""

    confidence: float
    look: ColumnLook
    field: ProfileField
    reason: str
    mapped_by: MappedBy


def recognise(columns: Sequence[ColumnLook], profile: Profile) -> tuple[ColumnMapping, ...]:
    """The mapping of each column, in order; a field of one value is given to the column most surely meant."""
    candidates = [found for look in columns for found in _candidates(look, profile)]
    candidates.sort(key=lambda found: (-found.confidence, -found.look.filled, found.look.position))
    taken: dict[int, Candidate] = {}
    used: set[str] = set()
    for found in candidates:
        free = found.field.name not in used or found.field.type in _MANY
        if free and found.look.position not in taken:
            taken[found.look.position] = found
            used.add(found.field.name)
    best: dict[int, Candidate] = {}
    for found in candidates:
        best.setdefault(found.look.position, found)
    names = {field.name for field in profile.fields}
    mappings = []
    for look in columns:
        mine = taken.get(look.position)
        mappings.append(_mapped(mine) if mine else _left_over(look, best.get(look.position), profile, names))
    return tuple(mappings)


def _candidates(look: ColumnLook, profile: Profile) -> list[Candidate]:
    header, sample = header_words(look.header), sampled(look.sample)
    shown = telling(sample, profile.country)
    found = [
        candidate
        for field in profile.fields
        if (candidate := _by_header(look, header, sample, field, profile.country, shown)) is not None
    ]
    if not found and shown in _MANY and (field := _first_of(shown, profile)) is not None:
        reason = f"Its values are {_NAMES[shown]}, whatever its header says."
        found.append(Candidate(0.8, look, field, reason, MappedBy.LOOK))
    return found


def _by_header(
    look: ColumnLook,
    header: str,
    sample: tuple[str, ...],
    field: ProfileField,
    country: str | None,
    shown: SemanticType | None,
) -> Candidate | None:
    sure, exact = likeness(header, _names_of(field))
    if sure < (FLOOR if exact or field.type in _TELLING else 0.74):
        return None
    share = plausible(field.type, field.scheme, sample, country)
    contradicted = shown in _NAMES and shown is not field.type and field.type is not SemanticType.IDENTIFIER
    if share < DOUBT or (contradicted and (field.type in _TELLING or shown is SemanticType.EMAIL)):
        return None
    confidence = round(sure * (0.7 + 0.3 * share), 3)
    reason = "Its header is a name of this field" if exact else "Its header is like a name of this field"
    reason += "." if not sample else f", and {round(100 * share)} % of its values fit."
    return Candidate(confidence, look, field, reason, MappedBy.PROFILE if exact else MappedBy.LOOK)


def _names_of(field: ProfileField) -> list[str]:
    return [header_words(name) for name in (field.name, field.title, *field.synonyms)]


def _first_of(kind: SemanticType, profile: Profile) -> ProfileField | None:
    return next((field for field in profile.fields if field.type is kind), None)


def _mapped(found: Candidate) -> ColumnMapping:
    return ColumnMapping(
        position=found.look.position,
        header=found.look.header,
        field=found.field.name,
        type=found.field.type,
        confidence=found.confidence,
        reason=found.reason,
        mapped_by=found.mapped_by,
    )


def _left_over(look: ColumnLook, rival: Candidate | None, profile: Profile, names: set[str]) -> ColumnMapping:
    """A column no field took: kept as it is, or with the `auto` profile given a field of its own (added to `names`)."""
    header, sample = header_words(look.header), sampled(look.sample)
    kind = rival.field.type if rival else guessed(header, sample, look.distinct, profile.country)
    own = profile.name == AUTO
    name = _own_name(look, kind, names) if own else None
    if rival:
        reason = "Another column is more surely meant by the field its header names."
    elif (title := _doubted_title(header, profile)) is not None:
        reason = f"Its header says {title.lower()}, but its values do not look like that."
    elif own:
        reason = f"No field is called so; taken as {kind.value.replace('_', ' ')} by its values."
    else:
        reason = "No field of the profile is called so or looks so."
    return ColumnMapping(
        position=look.position,
        header=look.header,
        field=name,
        type=kind,
        confidence=0.5 if own else 0.0,
        reason=reason,
        mapped_by=MappedBy.LOOK if own else MappedBy.UNMAPPED,
    )


def _doubted_title(header: str, profile: Profile) -> str | None:
    return next((field.title for field in profile.fields if likeness(header, _names_of(field))[1]), None)


def _own_name(look: ColumnLook, kind: SemanticType, names: set[str]) -> str:
    name = base = slug(look.header, look.position)
    if name in names and kind.value not in name:
        name = base = f"{base}_{kind.value}"
    count = 2
    while name in names:
        name, count = f"{base}_{count}", count + 1
    names.add(name)
    return name
