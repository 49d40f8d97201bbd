"""Map columns: every source column goes to a canonical field, or travels along as an extra."""

from collections.abc import Mapping, Sequence

from hotpass.fields.country import Country
from hotpass.fields.home import home_country
from hotpass.fields.recognise import recognise
from hotpass.model.column import ColumnMapping, MappedBy, RenamedBy
from hotpass.model.field import RunField
from hotpass.model.job import Job
from hotpass.model.profile import ProfileField, SurvivorshipRule
from hotpass.model.run import StageReport
from hotpass.model.semantic import SemanticType
from hotpass.store import columns, renamed, sources
from hotpass.store.renamed import Renamed
from hotpass.store.scratch import Scratch


def run(scratch: Scratch, job: Job) -> StageReport:
    """Maps by the profile, by what the values look like, and above both by what a steward said before.

    A run that goes on from the last one has the columns of that, and they go where they went.
    """
    if scratch.follows:
        every_field = columns.fields(scratch.cursor)
        return StageReport(rows_in=columns.count(scratch.cursor), rows_out=len(every_field))
    every: list[ColumnMapping] = []
    told: list[str] = []
    samples: dict[SemanticType, list[str]] = {}
    for deliveries in sources.feeds(scratch.cursor):
        source, rows = deliveries[-1], columns.together(scratch.cursor, deliveries)
        said = columns.corrections(scratch.cursor, deliveries)
        looks = columns.looks(scratch.cursor, rows)
        again = {each.header: each for each in renamed.of_source(scratch.cursor, source.source_id)}
        told += [_asked(source.label, each) for each in again.values() if each.header not in said and _untold(each)]
        free = [look for look in looks if look.header not in said and look.header not in job.request.ignore]
        settled = [_settled(look.position, look.header, said, job) for look in looks if look not in free]
        settled += [again[look.header].mapping(look.position) for look in free if _known(again.get(look.header))]
        free = [look for look in free if not _known(again.get(look.header))]
        mappings = tuple(sorted([*recognise(free, job.profile), *settled], key=lambda mapping: mapping.position))
        columns.save(scratch.cursor, deliveries, rows, mappings)
        every += mappings
        kinds = {mapping.position: mapping.type for mapping in mappings if mapping.field is not None}
        for look in looks:
            if kind := kinds.get(look.position):
                samples.setdefault(kind, []).extend(look.sample)
    fields, ruled = _ruled(_fields(every, job.profile.fields), columns.stated_rules(scratch.cursor))
    columns.save_fields(scratch.cursor, fields)
    extras = sum(mapping.field is None for mapping in every)
    notes = [f"{extras} columns are kept as they are and travel to the export."] if extras else []
    notes += [*_settle_home(scratch, job, samples), *told, *ruled]
    return StageReport(rows_in=len(every), rows_out=len(fields), notes=tuple(notes))


def _ruled(fields: list[RunField], stated: Mapping[str, SurvivorshipRule]) -> tuple[list[RunField], list[str]]:
    """The fields with the rules a steward stated for their values, and what is to be told of that."""
    ruled = [field.model_copy(update={"survivorship": stated.get(field.name, field.survivorship)}) for field in fields]
    notes = [
        f"The golden {field.title} is chosen as a steward said: {field.survivorship.value.replace('_', ' ')}."
        for field in ruled
        if field.name in stated
    ]
    return ruled, notes


def _settle_home(scratch: Scratch, job: Job, samples: Mapping[SemanticType, Sequence[str]]) -> list[str]:
    """The country of numbers, postcodes and regions that name none: the profile's, else the one the files speak of."""
    country = job.profile.country or home_country(samples)
    if country:
        columns.save_home(scratch.cursor, country)
    if not country or job.profile.country:
        return []
    return [f"Telephone numbers, postcodes and regions are read as those of {Country().format(country)}."]


def _known(found: Renamed | None) -> bool:
    return found is not None and found.type is not None


def _untold(found: Renamed) -> bool:
    return found.known_by is RenamedBy.VALUES


def _asked(label: str, found: Renamed) -> str:
    return (
        f"{label}: the column “{found.header}” holds what “{found.was}” held in the last delivery and is read as that. "
        "If it is another one, say on the Import page where it goes; that is remembered."
    )


def _settled(position: int, header: str, said: dict[str, str | None], job: Job) -> ColumnMapping:
    ignored = header in job.request.ignore
    field = None if ignored else said[header]
    known = {found.name: found.type for found in job.profile.fields}
    return ColumnMapping(
        position=position,
        header=header,
        field=field,
        type=known.get(field or "", SemanticType.TEXT),
        confidence=1.0,
        reason="left out of matching on request" if ignored else "a steward said so",
        mapped_by=MappedBy.IGNORED if ignored else MappedBy.STEWARD,
    )


def _fields(mappings: list[ColumnMapping], known: tuple[ProfileField, ...]) -> list[RunField]:
    """The fields that at least one column fills: the profile's in its order, then the others as they came."""
    by_name = {field.name: field for field in known}
    filled: dict[str, ColumnMapping] = {}
    for mapping in mappings:
        if mapping.field is not None:
            filled.setdefault(mapping.field, mapping)
    names = [name for name in by_name if name in filled] + [name for name in filled if name not in by_name]
    return [
        _known_field(position, by_name[name]) if name in by_name else _own_field(position, filled[name])
        for position, name in enumerate(names)
    ]


def _known_field(position: int, field: ProfileField) -> RunField:
    return RunField(position=position, **field.model_dump(exclude={"synonyms"}))


def _own_field(position: int, mapping: ColumnMapping) -> RunField:
    return RunField(
        position=position,
        name=mapping.field or mapping.header,
        title=mapping.header,
        type=mapping.type,
        matched=True,
        survivorship=SurvivorshipRule.MOST_FREQUENT,
    )
