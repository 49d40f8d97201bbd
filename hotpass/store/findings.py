"""Findings: every row that fails an expectation, with its cell, and how many rows were tested."""

from collections.abc import Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.fields.placeholder import EMPTY, STANDS_FOR_NOTHING
from hotpass.model.expectation import MEANINGS, ExpectationKind, ExpectationSpec
from hotpass.model.field import RunField
from hotpass.store.compose import literal, quote
from hotpass.store.conditions import Condition, condition, limits, title
from hotpass.store.inspection.seen import Column
from hotpass.store.queries import Statements
from hotpass.store.sources import Source

STATEMENTS = Statements(__file__)


def look(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> None:
    """Empties the tables, and finds the cells of every field, the values in doubt, and what each source fills."""
    cursor.execute(STATEMENTS["clear"])
    cursor.execute(STATEMENTS["cells"])
    for field in fields:
        asked = {"field": field.name, "empty": EMPTY, "nothing": STANDS_FOR_NOTHING}
        cursor.execute(STATEMENTS["doubt"].format(name=quote(field.name)), asked)
    if fields:
        filled = ", ".join(f"count({quote(field.name)})" for field in fields)
        names = ", ".join(literal(field.name) for field in fields)
        cursor.execute(STATEMENTS["weigh"].format(names=names, filled=filled))


def find(
    cursor: DuckDBPyConnection, expectation_id: str, spec: ExpectationSpec, field: RunField, other: RunField | None
) -> int:
    """Tests one expectation and records each failing row; answers how many rows failed.

    Records whose source has no column for the field are not tested: nothing can be said of them.
    """
    asked = condition(spec, field, other)
    if asked is None:
        tested, failing, values = _known(cursor, spec, field)
    else:
        rows, values = _rows(spec, field, other, asked), limits(spec)
        tested = _count(cursor, f"SELECT count(*) FROM ({rows})", {"field": field.name})
        failing = f"SELECT record_id, {asked.message} AS message, NULL AS suggestion FROM ({rows}) WHERE {asked.fails}"
    statement = STATEMENTS["add_findings"].format(failing=failing, name=quote(field.name))
    failed = _count(cursor, statement, {"field": field.name, "expectation": expectation_id, **values})
    dimension = MEANINGS[spec.kind].dimension
    row = [expectation_id, field.name, spec.kind, dimension, spec.severity, title(spec, field, other)]
    cursor.execute(STATEMENTS["add"], [*row, tested, tested - failed, failed])
    return failed


def usual(field: RunField, kind: ExpectationKind) -> ExpectationSpec:
    """What is expected of a field where nobody says how bad a breach is."""
    return ExpectationSpec(field=field.name, kind=kind, severity=MEANINGS[kind].severity)


def find_among(
    cursor: DuckDBPyConnection,
    spec: ExpectationSpec,
    field: RunField,
    tested: str,
    failing: str,
    values: dict[str, object],
) -> None:
    """Records an expectation by two statements: how many records are tested, and which fail, with message, suggestion.

    Nothing is recorded where none is tested.
    """
    expectation_id = f"{spec.field}:{spec.kind}"
    if count := _count(cursor, tested, {}):
        statement = STATEMENTS["add_findings"].format(failing=failing, name=quote(field.name))
        failed = _count(cursor, statement, {"field": field.name, "expectation": expectation_id, **values})
        add(cursor, expectation_id, spec, field, (count, failed))


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
    meaning, (tested, failed) = MEANINGS[spec.kind], counts
    row = [expectation_id, field.name, spec.kind, meaning.dimension, spec.severity, f"{field.title} {meaning.words}"]
    cursor.execute(STATEMENTS["add"], [*row, tested, tested - failed, failed])


def failing(cursor: DuckDBPyConnection) -> tuple[int, int]:
    """How many findings there are, and in how many records."""
    findings, records = cursor.execute(STATEMENTS["failing"]).fetchall()[0]
    return int(findings), int(records)


def _known(cursor: DuckDBPyConnection, spec: ExpectationSpec, field: RunField) -> tuple[int, str, dict[str, object]]:
    """What looking has already told: how many rows are tested, and a statement for those that fail."""
    if spec.kind is ExpectationKind.PRESENT:
        tested = _count(cursor, STATEMENTS["records"], {"field": field.name})
        return tested, STATEMENTS["missing"].format(name=quote(field.name)), {"empty": EMPTY}
    return _count(cursor, STATEMENTS["said"], {"field": field.name}), STATEMENTS["invalid"], {}


def _count(cursor: DuckDBPyConnection, statement: str, values: dict[str, object]) -> int:
    return int(cursor.execute(statement, values).fetchall()[0][0])


def _rows(spec: ExpectationSpec, field: RunField, other: RunField | None, asked: Condition) -> str:
    """One row for each tested record, with what the condition asks about."""
    name = quote(field.name)
    equals = f"count(*) OVER (PARTITION BY source_id, {name})" if spec.kind is ExpectationKind.UNIQUE else "NULL"
    seen = f"record_id, {name} AS standard, {quote(other.name) if other else 'NULL'} AS others, {equals} AS equals"
    return (
        f"FROM (SELECT {seen} FROM standard SEMI JOIN (FROM cell WHERE field = $field) AS cell USING (source_id)) "
        f"WHERE {asked.tested}"
    )
