"""Standardise: every value of every field mended where a steward said so, and tidied, its original beside it."""

from collections.abc import Sequence
from functools import partial

from hotpass.fields import standardise_distinct
from hotpass.fields.base import Standard
from hotpass.model.field import RunField
from hotpass.model.job import Job
from hotpass.model.run import StageReport
from hotpass.store import columns, mends, renewal, standards
from hotpass.store.scratch import Scratch


def run(scratch: Scratch, job: Job) -> StageReport:
    """Tidies the distinct texts of each field and puts the standard records together."""
    fields = columns.fields(scratch.cursor)
    known = scratch.known_values
    neat = standards.neat_columns(scratch.cursor) if known is None else standards.NOTHING_NEAT
    records = standards.gather(scratch.cursor, fields, neat=neat)
    mended = mends.heed(scratch.cursor, fields)
    if mended:
        standards.gather(scratch.cursor, fields, mended, neat=neat)
    country, distinct = columns.home(scratch.cursor), 0
    open_ = {field.name for field in fields} if known is None else _taken_over(scratch, fields, country, known)
    for field in (field for field in fields if field.name in open_):
        tidy = partial(_tidied, field, country)
        tidied, _ = standards.tidy(scratch.cursor, field, country, tidy, new=known is not None)
        distinct += tidied
    standards.assemble(scratch.cursor, fields, renewal.BEFORE.original if scratch.follows else None)
    if scratch.follows:
        renewal.lay_fresh(scratch.cursor)
        scratch.fold()
        # The ground's own view may say that columns are neat into which other rows came now.
        standards.gather(scratch.cursor, fields, mended)
    notes = [f"{distinct} different values were tidied."]
    notes += (
        [f"{mends.cells(scratch.cursor)} cells hold what a steward put in place of the file's text."] if mended else []
    )
    return StageReport(rows_in=records, rows_out=records, notes=tuple(notes))


def _taken_over(scratch: Scratch, fields: Sequence[RunField], country: str | None, known: str) -> set[str]:
    """The fields that have texts to tidy."""
    renewal.lay_before(scratch.cursor, fields, scratch.raw_before)
    return standards.take_over(scratch.cursor, fields, country, known, renewal.BEFORE.original)


def _tidied(field: RunField, country: str | None, texts: Sequence[str]) -> list[Standard]:
    return standardise_distinct(field.type, texts, country, field.scheme)
