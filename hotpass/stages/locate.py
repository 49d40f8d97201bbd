"""Locate: every different place that records name is found in the gazetteer, once."""

from hotpass.lookup.gazetteer import FOLDER
from hotpass.model.job import Job
from hotpass.model.run import StageReport
from hotpass.store import columns, location
from hotpass.store.scratch import Scratch


def run(scratch: Scratch, job: Job) -> StageReport:
    """Fills `place`; nothing is asked of any network, and nothing done where the setting `locate` is off."""
    if not job.settings.locate:
        return StageReport(rows_in=0, rows_out=0)
    fields = columns.fields(scratch.cursor)
    named, found = location.find(scratch.cursor, fields, job.profile.country, FOLDER)
    notes = (f"{found} of {named} different places are known to the gazetteer.",) if named else ()
    return StageReport(rows_in=named, rows_out=found, notes=notes)
