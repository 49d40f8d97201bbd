"""Ingest: every sheet of every file becomes raw rows of text and records, and nothing vanishes."""

from pathlib import Path

from hotpass import reading
from hotpass.errors import BadInput, UnreadableFile
from hotpass.model.job import Job
from hotpass.model.run import StageReport
from hotpass.model.sheet import Reading
from hotpass.store import sources
from hotpass.store.scratch import Scratch
from hotpass.store.sources import Delivery


def run(scratch: Scratch, job: Job) -> StageReport:
    """Reads the files in a child of their own and stores what they hold. Raises UnreadableFile or BadInput."""
    _refuse_twins(job.request.files)
    readings = [_read(path, number, job) for number, path in enumerate(job.request.files, 1)]
    _refuse_unknown_headers(readings, job)
    for reading_ in readings:
        feed, key = job.request.source, job.request.key or job.profile.key
        delivery = Delivery(reading_.file, reading_.sha256, feed, key, reading_.notes)
        for sheet in reading_.sheets:
            sources.add(scratch.cursor, len(sources.every(scratch.cursor)) + 1, delivery, sheet)
    seen, records, aside = sources.totals(scratch.cursor)
    if seen != records + aside:
        raise BadInput(f"{seen} rows were seen but {records} kept and {aside} set aside: please report this file.")
    if sources.repeated_records(scratch.cursor):
        raise BadInput(
            f"The files hold the same rows or keys twice under the one source “{job.request.source}”: "
            "hand in one delivery of it at a time."
        )
    return StageReport(rows_in=seen, rows_out=records, notes=_notes(readings, aside))


def _read(path: Path, number: int, job: Job) -> Reading:
    folder = job.folder / f"reading-{number}"
    folder.mkdir(parents=True, exist_ok=True)
    found = reading.read(path, folder, job.settings, fill_merged=job.request.fill_merged)
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


def _refuse_unknown_headers(readings: list[Reading], job: Job) -> None:
    """A misspelt `--ignore` would let the very column decide that the person wanted left out."""
    headers = {column.header for found in readings for sheet in found.sheets for column in sheet.columns}
    asked = [*job.request.ignore, *([job.request.key] if job.request.key else [])]
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
