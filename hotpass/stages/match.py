"""Match: records that may be the same thing meet, and every pair gets its weight and its reasons."""

from hotpass.matching.linker import link
from hotpass.model.job import Job
from hotpass.model.run import StageReport
from hotpass.store import columns, pairs, standards
from hotpass.store.scratch import Scratch

COMPARED = "compared"


def run(scratch: Scratch, job: Job) -> StageReport:
    """Links the standard records; `pair` keeps every pair that is at all likely."""
    cursor = scratch.cursor
    fields = columns.fields(cursor)
    standards.compare(cursor, fields, COMPARED)
    linked = link(cursor, fields, job.settings, COMPARED)
    standards.forget(cursor, COMPARED)
    kept = pairs.save(cursor, linked)
    met = f"{linked.compared} pairs were compared, {kept} of them are likely enough to keep."
    return StageReport(rows_in=linked.records, rows_out=kept, notes=(met, *linked.notes))
