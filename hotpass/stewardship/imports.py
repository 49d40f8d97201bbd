"""Imports: what a file holds before any run, where its columns would go, and what a steward says about that."""

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import BaseModel, ConfigDict, ValidationError

from hotpass import profiles, reading
from hotpass.fields.recognise import recognise
from hotpass.model.column import ColumnLook, ColumnMapping, MappedBy, shape
from hotpass.model.profile import Profile
from hotpass.model.semantic import SemanticType
from hotpass.model.sheet import Reading, Sheet
from hotpass.stewardship import people
from hotpass.stewardship.people import NAMELESS
from hotpass.store import corrections
from hotpass.store.columns import SAMPLE_ROWS, SAMPLE_VALUES
from hotpass.store.renamed import Renamed
from hotpass.store.workspace import Workspace

STEWARD = NAMELESS
READING = "look.json"
PREVIEW_ROWS = 8
SURE, LIKELY = 0.9, 0.7
NOTHING_KNOWN: Mapping[str, Renamed] = MappingProxyType({})


class ProfileChoice(BaseModel):
    """A profile a person may choose."""

    model_config = ConfigDict(frozen=True)

    name: str
    title: str


class ColumnChoice(BaseModel):
    """A column with its sample, the field it goes to (None: kept as an extra), how sure that is, and why, in words."""

    model_config = ConfigDict(frozen=True)

    letter: str
    header: str
    sample: tuple[str, ...]
    filled: float
    field: str | None
    sure: str
    reason: str


class SheetLook(BaseModel):
    """A sheet as it would be imported: its columns, its first rows, and the fields its columns may go to."""

    model_config = ConfigDict(frozen=True)

    sheet: Sheet
    shape: str
    columns: tuple[ColumnChoice, ...]
    rows: tuple[tuple[str | None, ...], ...]
    fields: tuple[tuple[str, str], ...]


def choices() -> tuple[ProfileChoice, ...]:
    """The shipped profiles, the one that needs no thought first."""
    found = [profiles.load(name) for name in profiles.shipped()]
    ranked = sorted(found, key=lambda profile: (profile.name != "auto", profile.title))
    return tuple(ProfileChoice(name=profile.name, title=profile.title) for profile in ranked)


def read(workspace: Workspace, path: Path) -> Reading:
    """What reading a kept file finds; its bytes are read once only.

    Raises UnreadableFile, and NotAllowed for those who see masked values.
    """
    people.check_sight(workspace)
    folder = workspace.folder / "cache" / f"look-{path.parent.name}"
    known = folder / READING
    if known.exists():
        with suppress(ValidationError):  # an earlier Hotpass wrote it: read the file again
            return Reading.model_validate_json(known.read_text(encoding="utf-8"))
    found = reading.read(path, folder, workspace.settings, head=SAMPLE_ROWS)
    known.write_text(found.model_dump_json(), encoding="utf-8")
    return found


def look(
    workspace: Workspace, sheet: Sheet, profile_name: str, again: Mapping[str, Renamed] = NOTHING_KNOWN
) -> SheetLook:
    """Where the columns of a sheet would go, recognised as a run would; `again`: those that had another name."""
    profile = profiles.load(profile_name)
    rows = _rows(sheet)
    looks = [_column_look(column.position, column.header, rows[column.column_name]) for column in sheet.columns]
    headers = [column.header for column in sheet.columns]
    said = corrections.of_shape(workspace, shape(headers))
    mappings = _mappings(looks, said, again, profile)
    columns = tuple(
        _choice(column.letter, seen, mapping)
        for column, seen, mapping in zip(sheet.columns, looks, mappings, strict=True)
    )
    first = rows.slice(0, PREVIEW_ROWS).select([column.column_name for column in sheet.columns]).to_pylist()
    return SheetLook(
        sheet=sheet,
        shape=shape(headers),
        columns=columns,
        rows=tuple(tuple(row.values()) for row in first),
        fields=_fields(profile, mappings),
    )


def correct(workspace: Workspace, shape: str, header: str, field: str | None) -> None:
    """Remembers where a column goes, for this shape of source and every file like it."""
    corrections.say(workspace, shape, header, field, by=STEWARD, fact_id=str(uuid.uuid4()))


def _rows(sheet: Sheet) -> pa.Table:
    names = [column.column_name for column in sheet.columns]
    if sheet.arrow is None:
        return pa.table({name: pa.array([], pa.string()) for name in names})
    with pa.memory_map(str(sheet.arrow)) as mapped:
        return pa.ipc.open_file(mapped).read_all()


def _column_look(position: int, header: str, values: pa.ChunkedArray) -> ColumnLook:
    filled = len(values) - values.null_count
    distinct = pc.unique(values.drop_null())
    return ColumnLook(
        position=position,
        header=header,
        sample=tuple(distinct.slice(0, SAMPLE_VALUES).to_pylist()),
        filled=filled / len(values) if len(values) else 0.0,
        distinct=len(distinct) / filled if filled else 0.0,
    )


def _mappings(
    looks: Sequence[ColumnLook], said: Mapping[str, str | None], again: Mapping[str, Renamed], profile: Profile
) -> list[ColumnMapping]:
    settled = [_settled(seen, said[seen.header]) for seen in looks if seen.header in said]
    free = [seen for seen in looks if seen.header not in said]
    as_before = {seen.header: again[seen.header] for seen in free if seen.header in again and again[seen.header].type}
    settled += [as_before[seen.header].mapping(seen.position) for seen in free if seen.header in as_before]
    free = [seen for seen in free if seen.header not in as_before]
    return sorted([*recognise(free, profile), *settled], key=lambda mapping: mapping.position)


def _settled(seen: ColumnLook, field: str | None) -> ColumnMapping:
    return ColumnMapping(
        position=seen.position,
        header=seen.header,
        field=field,
        type=SemanticType.TEXT,
        confidence=1.0,
        reason="you said so",
        mapped_by=MappedBy.STEWARD,
    )


def _choice(letter: str, seen: ColumnLook, mapping: ColumnMapping) -> ColumnChoice:
    return ColumnChoice(
        letter=letter,
        header=seen.header,
        sample=seen.sample[:3],
        filled=seen.filled,
        field=mapping.field,
        sure=_sure(mapping),
        reason=mapping.reason,
    )


def _sure(mapping: ColumnMapping) -> str:
    if mapping.mapped_by is MappedBy.STEWARD:
        return "your choice"
    if mapping.field is None:
        return "not used"
    if mapping.confidence >= SURE:
        return "sure"
    return "likely" if mapping.confidence >= LIKELY else "a guess"


def _fields(profile: Profile, mappings: Sequence[ColumnMapping]) -> tuple[tuple[str, str], ...]:
    """Name and title of the fields a column may go to: the profile's, and those that columns made for themselves."""
    known = {field.name: field.title for field in profile.fields}
    made = {mapping.field: mapping.header for mapping in mappings if mapping.field and mapping.field not in known}
    return tuple((known | made).items())
