"""Ingest: every sheet of every file becomes raw rows of text and records, and nothing vanishes."""

from functools import partial
from pathlib import Path

from hotpass import reading
from hotpass.errors import BadInput, UnreadableFile
from hotpass.fields.key_header import likely_keys
from hotpass.model.job import Job
from hotpass.model.run import StageReport
from hotpass.model.sheet import Known, Reading, Sheet
from hotpass.store import basis, deliveries, ground, masters, sources
from hotpass.store.arrivals import Arrival
from hotpass.store.scratch import Scratch
from hotpass.store.sources import Delivery

MASTER = "The master list"
REPEATED = (
    "Two of the files hold the same rows or keys under one source: hand in one delivery of each source at a time."
)


def run(scratch: Scratch, job: Job) -> StageReport:
    """Reads the files in a child of their own and stores what they hold. Raises UnreadableFile or BadInput."""
    _refuse_twins(job.request.files)
    follows = _may_follow(scratch, job)
    known = _known(scratch, job) if follows else [None] * len(job.request.files)
    readings = [
        _read(path, number, job, was)
        for number, (path, was) in enumerate(zip(job.request.files, known, strict=True), 1)
    ]
    _refuse_unknown_lists(readings, job)
    _refuse_unknown_headers(readings, job)
    listed: list[str] = []
    arrivals: list[Arrival] = []
    for path, reading_ in zip(job.request.files, readings, strict=True):
        if reading_.file == job.request.master:
            listed = _master(scratch, job, reading_)
            continue
        for sheet in reading_.sheets:
            number = len(sources.every(scratch.cursor)) + 1
            arrival = sources.add(scratch.cursor, number, _delivery(job, reading_, sheet), sheet)
            if arrival:
                whole = partial(_whole, path, number, job) if sheet.since else None
                arrivals.append(arrival._replace(whole=whole))
    scratch.take_in(arrivals, follows=follows)
    seen, records, aside = sources.totals(scratch.cursor)
    if seen != records + aside:
        raise BadInput(f"{seen} rows were seen but {records} kept and {aside} set aside: please report this file.")
    if sources.repeated_records(scratch.cursor):
        raise BadInput(REPEATED)
    return StageReport(rows_in=seen, rows_out=records, notes=(*listed, *_notes(readings, aside)))


def _may_follow(scratch: Scratch, job: Job) -> bool:
    """Whether the last run left tables, and was asked the same."""
    stands = scratch.see_ground() if ground.may_stand(job.request) else None
    return stands is not None and ground.same_wish(stands.asked, basis.asked(job.request, job.profile, job.settings))


def _known(scratch: Scratch, job: Job) -> list[Known | None]:
    """What each file may be a later state of: where each was one list, they come in the order they came in then."""
    found = deliveries.known(scratch.cursor, job.workspace)
    return found if len(found) == len(job.request.files) else [None] * len(job.request.files)


def _delivery(job: Job, found: Reading, sheet: Sheet) -> Delivery:
    label, _ = sources.label(found.file, sheet)
    feed, key = job.request.source_of(label, found.file), job.request.key or job.profile.key
    return Delivery(found.file, found.sha256, feed, key, found.notes)


def _master(scratch: Scratch, job: Job, found: Reading) -> list[str]:
    """Stores the master list, whose ids are those of its entities. Raises BadInput where it has none to go by."""
    filled = [sheet for sheet in found.sheets if sheet.records]
    if len(filled) > 1:
        raise BadInput(
            f"{MASTER} {found.file} has rows in {len(filled)} sheets: save the one sheet as a file of its own."
        )
    key = _master_key(scratch, job, found.file, filled[0])
    delivery = Delivery(found.file, found.sha256, masters.NAME, key, found.notes)
    first = len(sources.every(scratch.cursor)) + 1
    for number, sheet in enumerate(found.sheets, first):
        if arrival := sources.add(scratch.cursor, number, delivery, sheet):
            sources.take_in(scratch.cursor, arrival)
    source = sources.every(scratch.cursor)[first - 1 + found.sheets.index(filled[0])]
    if twins := masters.repeated(scratch.cursor, source):
        rows = ", ".join(str(row) for row in twins)
        raise BadInput(f"{MASTER} {found.file} has one id in several rows ({rows}) of “{key}”: an id names one thing.")
    nameless = masters.pledge(scratch.cursor, source)
    told = [f"{MASTER} {found.file} gives its entities the ids of its column “{key}”."]
    return [*told, *([f"{nameless} of its rows have no id; a run gives them one."] if nameless else [])]


def _master_key(scratch: Scratch, job: Job, file: str, sheet: Sheet) -> str:
    """The column of the ids: the one a person named, else the likeliest that names each row once."""
    headers = [column.header for column in sheet.columns]
    named = (job.request.master_key, job.request.key, job.profile.key)
    told = next((name for name in named if name in headers), None)
    key = told or masters.naming(scratch.cursor, sheet, likely_keys(headers))
    if key is None or (job.request.master_key and key != job.request.master_key):
        raise BadInput(
            f"{MASTER} {file} has no column “{job.request.master_key}”: its columns are {', '.join(headers)}."
            if job.request.master_key
            else f"{MASTER} {file} has no column of ids that names each row once: say which with --master-key."
        )
    return key


def _whole(path: Path, number: int, job: Job) -> Path:
    """All rows of a text of which only some were read."""
    (sheet,) = _read(path, number, job).sheets
    if sheet.arrow is None:
        raise UnreadableFile(f"{path.name} could not be read again: leave it as it is while a run reads it.")
    return sheet.arrow


def _read(path: Path, number: int, job: Job, known: Known | None = None) -> Reading:
    folder = job.folder / f"reading-{number}"
    folder.mkdir(parents=True, exist_ok=True)
    found = reading.read(path, folder, job.settings, fill_merged=job.request.fill_merged, known=known)
    if not any(sheet.records for sheet in found.sheets):
        raise UnreadableFile(f"{path.name} holds no rows under a header: add rows to it, or leave it out.")
    return found


def _refuse_twins(files: tuple[Path, ...]) -> None:
    names = [path.name for path in files]
    twins = sorted({name for name in names if names.count(name) > 1})
    if twins:
        raise BadInput(
            f"Two files are both called {twins[0]}: rename one, so that each row can be told where it is from."
        )


def _refuse_unknown_lists(readings: list[Reading], job: Job) -> None:
    """What a person says of a file is never passed over, nor taken for each of several lists."""
    lists = {
        found.file: [sources.label(found.file, sheet)[0] for sheet in found.sheets if sheet.records]
        for found in readings
    }
    every = [*lists, *(label for labels in lists.values() for label in labels)]
    for said in job.request.delivery:
        called, _, source = said.partition("=")
        if called not in every or not source:
            raise BadInput(
                f"No file is called “{called}” or no source is named for it: say FILE=SOURCE of one of "
                f"{', '.join(dict.fromkeys(every))}."
            )
        if len(labels := lists.get(called, [])) > 1:
            each = " ".join(f"--delivery “{label}=SOURCE”" for label in labels)
            raise BadInput(f"{called} has {len(labels)} lists: say of each which source it goes on with, as in {each}.")


def _refuse_unknown_headers(readings: list[Reading], job: Job) -> None:
    """A misspelt `--ignore` would let the very column decide that the person wanted left out."""
    headers = {column.header for found in readings for sheet in found.sheets for column in sheet.columns}
    asked = [*job.request.ignore, *(name for name in (job.request.key, job.request.master_key) if name)]
    for name in asked:
        if name not in headers:
            raise BadInput(f"No column is called “{name}” in the files: the columns are {', '.join(sorted(headers))}.")


def _notes(readings: list[Reading], aside: int) -> tuple[str, ...]:
    notes = [f"{found.file}: {note}" for found in readings for note in found.notes]
    notes += [
        f"{found.file}{f', sheet {sheet.name}' if sheet.name else ''}: {note}"
        for found in readings
        for sheet in found.sheets
        for note in sheet.notes
    ]
    return (*notes, *((f"{aside} rows were set aside, each with its reason.",) if aside else ()))
