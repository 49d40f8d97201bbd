"""Validate: what is expected of each field, and every row that breaks it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from hotpass.fields import standardise_distinct
from hotpass.fields.base import Standard
from hotpass.model.expectation import OF_PLACES, OF_STANDARD_VALUES, ExpectationKind, ExpectationSpec
from hotpass.model.field import RunField
from hotpass.model.job import Job
from hotpass.model.run import StageReport
from hotpass.model.semantic import SemanticType
from hotpass.profiles import automatic_expectations
from hotpass.store import cell_expectations, columns, findings, place_expectations, sources
from hotpass.store.scratch import Scratch


def run(scratch: Scratch, job: Job) -> StageReport:
    """Tests the profile's expectations and those that follow from the fields' types."""
    cursor = scratch.cursor
    fields = {field.name: field for field in columns.fields(cursor)}
    findings.look(cursor, list(fields.values()))
    seen: dict[str, int] = {}
    for spec in expected(job.profile.expectations, list(fields.values())):
        name = f"{spec.field}:{spec.kind}"
        seen[name] = seen.get(name, 0) + 1
        expectation_id = name if seen[name] == 1 else f"{name}:{seen[name]}"
        findings.find(cursor, expectation_id, spec, fields[spec.field], fields.get(spec.other or ""))
    stated = [spec for spec in job.profile.expectations if _of_cells(spec) and spec.field in fields]
    judge = partial(_judged, job.profile.country)
    cell_expectations.find(cursor, stated, fields, judge, datetime.now(UTC).date())
    places = {spec.kind: spec for spec in job.profile.expectations if spec.kind in OF_PLACES}
    place_expectations.find(cursor, list(fields.values()), places)
    count, records = findings.failing(cursor)
    _, rows, _ = sources.totals(cursor)
    left_out = sum(not _known(spec, fields) for spec in job.profile.expectations)
    notes = [f"{count} cells in {records} records fall short of what is expected."] if count else []
    notes += [f"{left_out} expectations of the profile name fields that no file fills."] if left_out else []
    return StageReport(rows_in=rows, rows_out=count, notes=tuple(notes))


def _of_cells(spec: ExpectationSpec) -> bool:
    return spec.kind not in OF_STANDARD_VALUES | OF_PLACES


def _judged(country: str | None, kind: SemanticType, scheme: str | None, values: Sequence[str]) -> list[Standard]:
    return standardise_distinct(kind, values, country, scheme)


def expected(stated: tuple[ExpectationSpec, ...], fields: list[RunField]) -> list[ExpectationSpec]:
    """The expectations of this run, field by field; what the profile states stands above what a type implies."""
    known = {field.name: field for field in fields}
    every = [spec for spec in dict.fromkeys(stated) if _testable(spec, known)]
    taken = {(spec.field, spec.kind) for spec in every}
    implied = [spec for field in fields for spec in automatic_expectations(field)]
    every += [spec for spec in implied if (spec.field, spec.kind) not in taken and _testable(spec, known)]
    places = {name: place for place, name in enumerate(known)}
    return sorted(every, key=lambda spec: (places[spec.field], list(ExpectationKind).index(spec.kind)))


def _testable(spec: ExpectationSpec, known: dict[str, RunField]) -> bool:
    return spec.kind in OF_STANDARD_VALUES and _known(spec, known)


def _known(spec: ExpectationSpec, known: dict[str, RunField]) -> bool:
    return spec.field in known and (spec.kind is not ExpectationKind.AGREES_WITH or spec.other in known)
