"""Findings: every row that fails an expectation, with its cell, and how many rows were tested."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from hotpass.fields import UNTOLD
from hotpass.fields.placeholder import EMPTY, STANDS_FOR_NOTHING
from hotpass.model.expectation import MEANINGS, ExpectationKind, ExpectationSpec
from hotpass.model.field import RunField
from hotpass.store import location, renewal
from hotpass.store.compose import literal, quote
from hotpass.store.conditions import OF_OWN_TEXT, Condition, condition, limits, title
from hotpass.store.inspection.seen import Column
from hotpass.store.queries import Statements
from hotpass.store.renewal import BEFORE, EVERY, FRESH, Among, Stood
from hotpass.store.sources import Source

STATEMENTS = Statements(__file__)
# Beside each record the source it goes on with; no field has a name with spaces in it.
WITH_FEED = ' LEFT JOIN (SELECT source_id, feed_id AS "the feed" FROM earlier_delivery) AS earlier USING (source_id)'
FEED = 'coalesce("the feed", source_id)'
LEAST_VALUES = 20


def look(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> None:
    """Empties the tables, and finds the cells of every field, the values in doubt, and what each source fills."""
    cursor.execute(STATEMENTS["clear"])
    cursor.execute(STATEMENTS["forget"])
    place(cursor)
    for field in fields:
        _doubt(cursor, field)
    if fields:
        filled = ", ".join(f"count({quote(field.name)})" for field in fields)
        names = ", ".join(literal(field.name) for field in fields)
        cursor.execute(STATEMENTS["weigh"].format(names=names, filled=filled))


def look_again(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> dict[str, int]:
    """The same of records that changed, where the tables are those of the last run and what was found of others stands.

    Answers of how many records each expectation was asked then.
    """
    before = renewal.asked(cursor)
    cursor.execute(STATEMENTS["clear"])
    place(cursor)
    if fields:
        renewal.doubt(cursor, fields)
        cursor.execute(STATEMENTS["fill_again"])
    return before


def keep(
    cursor: DuckDBPyConnection,
    named: Mapping[str, ExpectationSpec],
    before: Mapping[str, int],
    places: Sequence[str] = (),
) -> dict[str, Stood]:
    """Leaves of the last run's findings those that stand; answers what stands of each expectation that has any.

    `places` are ids of others that stand; where the last run asked nobody, nobody was to be asked.
    """
    kept = [name for name, spec in named.items() if name in before and spec.kind in renewal.OF_ONE_RECORD]
    kept += places
    cursor.execute(STATEMENTS["leave"], [kept])
    cursor.execute(STATEMENTS["move"])
    failed = dict(cursor.execute(STATEMENTS["failed"]).fetchall())
    return {name: Stood(before.get(name, 0), int(failed.get(name, 0))) for name in kept}


def _doubt(cursor: DuckDBPyConnection, field: RunField) -> None:
    asked = {"field": field.name, "empty": EMPTY, "nothing": STANDS_FOR_NOTHING, "untold": sorted(UNTOLD)}
    cursor.execute(STATEMENTS["doubt"].format(name=quote(field.name)), asked)


def _doubt_all(cursor: DuckDBPyConnection, field: RunField) -> None:
    """Finds the values in doubt of all records, where only those that changed were looked at."""
    cursor.execute(STATEMENTS["undoubt"], [field.name])
    _doubt(cursor, field)


def place(cursor: DuckDBPyConnection) -> None:
    """Finds the cells that every source has for each field."""
    cursor.execute(STATEMENTS["cells"])


def find(
    cursor: DuckDBPyConnection,
    expectation_id: str,
    spec: ExpectationSpec,
    known: Mapping[str, RunField],
    stand: Mapping[str, Stood] | None = None,
) -> int:
    """Tests one expectation of a field and records each failing row; answers how many rows failed.

    Records whose source has no column for the field are not tested: nothing can be said of them. `stand` says, after
    looking again, what stands of which expectations: these are asked of the records that changed.
    """
    field, other = known[spec.field], known.get(spec.other or "")
    stood = (stand or {}).get(expectation_id)
    among = FRESH if stood else EVERY
    asked = condition(spec, field, other)
    if asked is None:
        tested, failing, values = _known(cursor, spec, field, among)
        if not tested and (reason := _untold(cursor, spec, field, partly=stand is not None)):
            leave_out(cursor, spec, reason)
            return 0
        if stand is not None and stood is None:
            _doubt_all(cursor, field)
    else:
        rows, values = tested_rows(spec, known, asked, among), limits(spec)
        tested = _tested(cursor, field, rows)
        if stood:
            tested += stood.tested - _tested(cursor, field, tested_rows(spec, known, asked, BEFORE))
        failing = f"SELECT record_id, {asked.message} AS message, NULL AS suggestion FROM ({rows}) WHERE {asked.fails}"
    failed = record(cursor, expectation_id, field, failing, values, among) + (stood.failed if stood else 0)
    weigh(cursor, expectation_id, spec, title(spec, field, other), (tested, failed))
    return failed


def _tested(cursor: DuckDBPyConnection, field: RunField, rows: str) -> int:
    return _count(cursor, f"SELECT count(*) FROM ({rows})", {"field": field.name})


def usual(field: RunField, kind: ExpectationKind) -> ExpectationSpec:
    """What is expected of a field where nobody says how bad a breach is."""
    return ExpectationSpec(field=field.name, kind=kind, severity=MEANINGS[kind].severity)


def named(spec: ExpectationSpec) -> str:
    """The id of an expectation of which there is one for each field and kind."""
    return f"{spec.field}:{spec.kind}"


def ask(cursor: DuckDBPyConnection, statement: str) -> int:
    """The number that a statement answers."""
    return _count(cursor, statement, {})


def record(
    cursor: DuckDBPyConnection,
    expectation_id: str,
    field: RunField,
    failing: str,
    values: Mapping[str, object],
    among: Among,
) -> int:
    """Records what a statement finds to fail, with `record_id`, `message` and `suggestion`; answers how many do."""
    places = {name: quote(place) for name, place in among._asdict().items()}
    statement = STATEMENTS["add_findings"].format(failing=failing, name=quote(field.name), **places)
    return _count(cursor, statement, {"field": field.name, "expectation": expectation_id, **values})


def weigh(
    cursor: DuckDBPyConnection, expectation_id: str, spec: ExpectationSpec, words: str, counts: tuple[int, int]
) -> None:
    """Records an expectation in words, with the rows tested and failed and how many may fail."""
    tested, failed = counts
    row = [expectation_id, spec.field, spec.kind, MEANINGS[spec.kind].dimension, spec.severity, words]
    cursor.execute(STATEMENTS["add"], [*row, tested, tested - failed, failed])
    if tolerated := spec.tolerated(tested):
        cursor.execute(STATEMENTS["tolerate"], [expectation_id, tolerated])


def add_records(
    cursor: DuckDBPyConnection, expectation_id: str, record_ids: Sequence[str], messages: Sequence[str]
) -> int:
    """Records whole records that fail, each with its reason; answers how many there are."""
    asked: dict[str, object] = {"expectation": expectation_id, "records": record_ids, "messages": messages}
    return _count(cursor, STATEMENTS["add_records"], asked)


def add_sources(cursor: DuckDBPyConnection, expectation_id: str, failing: Sequence[tuple[int, str, str]]) -> None:
    """Records sources that fail: the source, the header it is about and the reason."""
    for source_id, header, message in failing:
        cursor.execute(STATEMENTS["add_source"], [expectation_id, header, message, source_id])


def leave_out(cursor: DuckDBPyConnection, spec: ExpectationSpec, reason: str) -> None:
    """Records an expectation that could not be asked, and why."""
    words = spec.words or " ".join(part for part in (spec.field.replace("_", " "), MEANINGS[spec.kind].words) if part)
    cursor.execute(STATEMENTS["leave_out"], [words, spec.severity, reason])


def left_out(cursor: DuckDBPyConnection) -> list[tuple[str, str]]:
    """The expectations that could not be asked, each with the reason."""
    return [(str(words), str(reason)) for words, _, reason in cursor.execute(STATEMENTS["left_out"]).fetchall()]


def mostly_repeats(cursor: DuckDBPyConnection, field: str) -> bool:
    """Whether more than half of the records that have a value share it with another one of their source.

    Of fewer than twenty nothing is said: a few repeats may be all that is wrong with a key.
    """
    repeated, filled = cursor.execute(STATEMENTS["repeated"].format(name=quote(field))).fetchall()[0]
    return bool(filled >= LEAST_VALUES and 2 * repeated > filled)


def unsound(cursor: DuckDBPyConnection, pattern: str) -> bool:
    """Whether the engine does not know a pattern."""
    try:
        cursor.execute(STATEMENTS["try_pattern"], [pattern])
    except duckdb.InvalidInputException:
        return True
    return False


class Inspected(NamedTuple):
    """Which cells of an inspection belong to an expectation: those of one column of one source."""

    expectation_id: str
    source: Source
    column: Column
    kind: ExpectationKind


def add_inspected(cursor: DuckDBPyConnection, wanted: Inspected, field: RunField) -> int:
    """Records the cells that inspecting a source has found; answers how many."""
    asked = {"expectation": wanted.expectation_id, "source": wanted.source.source_id, "letter": wanted.column.letter}
    asked |= {
        "field": field.name,
        "header": wanted.column.header,
        "kind": wanted.kind,
        "position": wanted.column.position,
    }
    statement = STATEMENTS["add_inspected"].format(name=quote(field.name), raw=quote(wanted.source.raw_table))
    return _count(cursor, statement, asked)


def add(
    cursor: DuckDBPyConnection, expectation_id: str, spec: ExpectationSpec, field: RunField, counts: tuple[int, int]
) -> None:
    """Records an expectation asked of the sources' own cells; `counts` are cells tested and failed."""
    weigh(cursor, expectation_id, spec, spec.words or f"{field.title} {MEANINGS[spec.kind].words}", counts)


def failing(cursor: DuckDBPyConnection) -> tuple[int, int]:
    """How many findings there are, and in how many records."""
    findings, records = cursor.execute(STATEMENTS["failing"]).fetchall()[0]
    return int(findings), int(records)


def _known(
    cursor: DuckDBPyConnection, spec: ExpectationSpec, field: RunField, among: Among
) -> tuple[int, str, dict[str, object]]:
    """What looking has already told: how many rows are tested, and a statement for those that fail."""
    if spec.kind is ExpectationKind.PRESENT:
        tested = _count(cursor, STATEMENTS["records"], {"field": field.name})
        return (
            tested,
            STATEMENTS["missing"].format(name=quote(field.name), original=quote(among.original)),
            {"empty": EMPTY},
        )
    return _count(cursor, STATEMENTS["said"], {"field": field.name}), STATEMENTS["invalid"], {}


def _untold(cursor: DuckDBPyConnection, spec: ExpectationSpec, field: RunField, *, partly: bool) -> str | None:
    """Why nobody can tell whether any value is valid, where that is so; `partly`: not all records were looked at."""
    if spec.kind is not ExpectationKind.VALID:
        return None
    found = cursor.execute(STATEMENTS["untold"], {"field": spec.field}).fetchone()
    if found is None and partly:
        _doubt_all(cursor, field)
        return _untold(cursor, spec, field, partly=False)
    return str(found[0]) if found else None


def _count(cursor: DuckDBPyConnection, statement: str, values: dict[str, object]) -> int:
    return int(cursor.execute(statement, values).fetchall()[0][0])


def tested_rows(spec: ExpectationSpec, known: Mapping[str, RunField], asked: Condition, among: Among = EVERY) -> str:
    """A statement for each tested record with what the condition asks about; it takes the parameter `field`."""
    name, other = quote(spec.field), quote(spec.other) if spec.other else "NULL"
    seen = f"{name} AS standard, {other} AS others"
    relation = quote(among.standard)
    if spec.kind in OF_OWN_TEXT:
        relation, seen = quote(among.original), f"trim({name}) AS standard"
    elif spec.kind is ExpectationKind.UNIQUE:
        keys = [name, *map(quote, spec.together)]
        # A key that is empty in part is no key.
        whole = " AND ".join(f"{key} IS NOT NULL" for key in keys)
        relation += WITH_FEED
        equals = f"count(*) OVER (PARTITION BY {FEED}, {', '.join(keys)})"
        seen = f"if({whole}, {name}, NULL) AS standard, {equals} AS equals"
    elif spec.kind is ExpectationKind.FRESH:
        day = f"try_cast({name} AS DATE) DESC NULLS LAST"
        relation += WITH_FEED
        seen += f", row_number() OVER (PARTITION BY {FEED} ORDER BY {day}, record_id) AS newest"
    elif spec.kind is ExpectationKind.KNOWN_PLACE:
        relation = f"(SELECT *, {location.where(list(known.values())).asked} AS asked FROM standard) AS standard"
        relation += " LEFT JOIN (SELECT asked, precision FROM place) AS place USING (asked)"
        seen += ", precision"
    return (
        f"FROM (SELECT record_id, {seen} FROM {relation} "
        f"SEMI JOIN (FROM cell WHERE field = $field) AS cell USING (source_id)) WHERE {asked.tested}"
    )
