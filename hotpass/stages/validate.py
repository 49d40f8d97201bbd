"""Validate: what is expected of each field, of sources and of records, and every row that breaks it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from hotpass.fields import standardise_distinct
from hotpass.fields.base import Standard
from hotpass.model.expectation import OF_PLACES, OF_SOURCES, OF_STANDARD_VALUES, ExpectationKind, ExpectationSpec
from hotpass.model.field import RunField
from hotpass.model.job import Job
from hotpass.model.run import StageReport
from hotpass.model.semantic import SemanticType
from hotpass.profiles import automatic_expectations
from hotpass.store import (
    cell_expectations,
    columns,
    findings,
    place_expectations,
    query_expectations,
    source_expectations,
    sources,
    stated_expectations,
)
from hotpass.store.scratch import Scratch
from hotpass.store.stated_expectations import Stated

ALL_RECORDS = OF_SOURCES | {ExpectationKind.QUERY}


def run(scratch: Scratch, job: Job) -> StageReport:
    """Tests what the profile and people expect, and what follows from the fields' types."""
    cursor = scratch.cursor
    fields = {field.name: field for field in columns.fields(cursor)}
    before = findings.look_again(cursor, list(fields.values())) if scratch.follows else None
    if before is None:
        findings.look(cursor, list(fields.values()))
    stated = [Stated(spec) for spec in job.profile.expectations] + stated_expectations.every(cursor)
    asked = [one for one in stated if _can_be_asked(scratch, one.spec, fields)]
    implied = [one for one in _implied(asked, list(fields.values())) if not _is_no_key(scratch, one.spec)]
    named = _named([*asked, *implied], list(fields))
    of_places = {spec.kind: spec for spec in named.values() if spec.kind in OF_PLACES}
    places = place_expectations.wanted(list(fields.values()), of_places)
    local = place_expectations.of_one_record(places) if scratch.places_stand else []
    stand = None if before is None else findings.keep(cursor, named, before, local)
    for name, spec in named.items():
        if spec.kind in OF_STANDARD_VALUES:
            findings.find(cursor, name, spec, fields, stand)
        elif spec.kind in OF_SOURCES:
            source_expectations.find(cursor, name, spec)
    queries = {name: spec for name, spec in named.items() if spec.kind is ExpectationKind.QUERY}
    query_expectations.find(cursor, queries, list(fields.values()), scratch.folder)
    of_cells = [spec for spec in named.values() if spec.kind not in OF_STANDARD_VALUES | ALL_RECORDS | OF_PLACES]
    judge = partial(_judged, columns.home(cursor))
    cell_expectations.find(cursor, of_cells, fields, judge, datetime.now(UTC).date())
    place_expectations.find(cursor, list(fields.values()), places, stand)
    count, records = findings.failing(cursor)
    _, rows, _ = sources.totals(cursor)
    left_out = findings.left_out(cursor)
    notes = [f"{count} cells in {records} records fall short of what is expected."] if count else []
    notes += [f"Not asked: {title}. {reason}" for title, reason in left_out]
    return StageReport(rows_in=rows, rows_out=count, notes=tuple(notes))


def _judged(country: str | None, kind: SemanticType, scheme: str | None, values: Sequence[str]) -> list[Standard]:
    return standardise_distinct(kind, values, country, scheme)


def _can_be_asked(scratch: Scratch, spec: ExpectationSpec, fields: Mapping[str, RunField]) -> bool:
    """Whether all it speaks of is there and can be understood; what cannot is remembered with the reason."""
    reason = ""
    if gone := [name for name in spec.named if name not in fields]:
        reason = f"No column of these files fills {' and '.join(name.replace('_', ' ') for name in gone)}."
    elif spec.pattern is not None and findings.unsound(scratch.cursor, spec.pattern):
        reason = f"The pattern {spec.pattern} is not a regular expression that the engine knows."
    if reason:
        findings.leave_out(scratch.cursor, spec, reason)
    return not reason


def _is_no_key(scratch: Scratch, spec: ExpectationSpec) -> bool:
    """Whether nobody stated that a field is unique and most of its values repeat: it tells kinds, not things."""
    if spec.kind is not ExpectationKind.UNIQUE or not findings.mostly_repeats(scratch.cursor, spec.field):
        return False
    findings.leave_out(scratch.cursor, spec, "Most of its values repeat, so it does not tell records apart.")
    return True


def _implied(asked: Sequence[Stated], fields: Sequence[RunField]) -> list[Stated]:
    """What follows from the fields' types, where nobody stated it otherwise."""
    taken = {(one.spec.field, one.spec.kind) for one in asked}
    known = {field.name for field in fields}
    return [
        Stated(spec)
        for field in fields
        for spec in automatic_expectations(field)
        if (spec.field, spec.kind) not in taken and known.issuperset(spec.named)
    ]


def _named(every: Sequence[Stated], order: Sequence[str]) -> dict[str, ExpectationSpec]:
    """The expectations of this run by an id that stays the same from run to run, field by field."""
    places = {name: place for place, name in enumerate(["", *order])}
    kinds = list(ExpectationKind)
    named: dict[str, ExpectationSpec] = {}
    for one in sorted(every, key=lambda one: (places[one.spec.field], kinds.index(one.spec.kind))):
        name = f"{one.spec.field}:{one.spec.kind}"
        own = name if one.fact_id is None else f"{name}:{one.fact_id[:8]}"
        number = sum(known == own or known.startswith(f"{own}:#") for known in named)
        if one.spec not in named.values():
            named[own if not number else f"{own}:#{number + 1}"] = one.spec
    return named
