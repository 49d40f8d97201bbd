"""Findings: every row that fails an expectation, with its cell, and how many rows were tested."""

from duckdb import DuckDBPyConnection

from hotpass.model.expectation import Dimension, ExpectationKind, ExpectationSpec
from hotpass.model.field import RunField
from hotpass.store.compose import quote
from hotpass.store.conditions import Condition, condition, limits, title
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
DIMENSIONS = {
    ExpectationKind.PRESENT: Dimension.COMPLETENESS,
    ExpectationKind.VALID: Dimension.VALIDITY,
    ExpectationKind.IN_SET: Dimension.VALIDITY,
    ExpectationKind.IN_RANGE: Dimension.VALIDITY,
    ExpectationKind.UNIQUE: Dimension.UNIQUENESS,
    ExpectationKind.AGREES_WITH: Dimension.CONSISTENCY,
}


def clear(cursor: DuckDBPyConnection) -> None:
    """Empties the tables and finds the cells of every field."""
    cursor.execute(STATEMENTS["clear"])
    cursor.execute(STATEMENTS["cells"])


def find(
    cursor: DuckDBPyConnection, expectation_id: str, spec: ExpectationSpec, field: RunField, other: RunField | None
) -> int:
    """Tests one expectation in one scan and records each failing row; answers how many rows failed.

    Records whose source has no column for the field are not tested: nothing can be said of them.
    """
    asked = condition(spec, field, other)
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE tested AS {_rows(spec, field, other, asked)}",
        {"field": field.name, **limits(spec)},
    )
    tested, failed = cursor.execute(STATEMENTS["tested"]).fetchall()[0]
    cursor.execute(STATEMENTS["add_findings"], [expectation_id])
    row = [expectation_id, field.name, spec.kind, DIMENSIONS[spec.kind], spec.severity, title(spec, field, other)]
    cursor.execute(STATEMENTS["add"], [*row, tested, tested - failed, failed])
    return int(failed)


def failing(cursor: DuckDBPyConnection) -> tuple[int, int]:
    """How many findings there are, and in how many records."""
    findings, records = cursor.execute(STATEMENTS["failing"]).fetchall()[0]
    return int(findings), int(records)


def _rows(spec: ExpectationSpec, field: RunField, other: RunField | None, asked: Condition) -> str:
    """One row for each tested record; only what the test asks about is joined."""
    name = quote(field.name)
    others = f"standard.{quote(other.name)}" if other else "NULL"
    equals = (
        f"count(*) OVER (PARTITION BY record.source_id, standard.{name})"
        if spec.kind is ExpectationKind.UNIQUE
        else "NULL"
    )
    return f"""
        WITH seen AS (
            SELECT record.record_id, record.source_id, sheet_row, letter, header, original.{name} AS original,
                   standard.{name} AS standard, valid, reason, {others} AS others, {equals} AS equals
            FROM record JOIN (FROM cell WHERE field = $field) AS cell USING (source_id)
            JOIN original USING (record_id) JOIN standard USING (record_id)
            LEFT JOIN (FROM standard_value WHERE field = $field) AS said ON said.original = original.{name}
        )
        SELECT record_id, source_id, sheet_row, letter, header, original, standard, fails,
               if(fails, {asked.message}, NULL) AS message
        FROM (SELECT *, coalesce({asked.fails}, false) AS fails FROM seen WHERE {asked.tested})
    """
