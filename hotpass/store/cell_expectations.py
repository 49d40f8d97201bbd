"""Expectations that a profile states of the sources' own cells, put in one inspection of each source."""

import datetime
from collections.abc import Mapping, Sequence

from duckdb import DuckDBPyConnection

from hotpass.model.expectation import ExpectationSpec
from hotpass.model.field import RunField
from hotpass.store import columns, findings, sources
from hotpass.store.inspection.meanings import Judge
from hotpass.store.inspection.sheet import inspect


def find(
    cursor: DuckDBPyConnection,
    specs: Sequence[ExpectationSpec],
    fields: Mapping[str, RunField],
    judge: Judge,
    today: datetime.date,
) -> None:
    """Records each failing cell and the counts of every expectation; nothing is read where none is stated."""
    asked = {(spec.field, spec.kind): spec for spec in reversed(specs)}
    tested, failed = dict.fromkeys(asked, 0), dict.fromkeys(asked, 0)
    for source in sources.every(cursor) if asked else []:
        of_field = columns.of_fields(cursor, source, fields)
        found = inspect(cursor, source.raw_table, list(of_field), source.records, judge, today, every_cell=True)
        for name, kind in asked:
            for column in (column for column, field in of_field.items() if field.name == name):
                tested[name, kind] += found.columns[column].filled
                failed[name, kind] += findings.add_inspected(
                    cursor, findings.Inspected(f"{name}:{kind}", source, column, kind), fields[name]
                )
    for (name, kind), spec in asked.items():
        findings.add(cursor, f"{name}:{kind}", spec, fields[name], (tested[name, kind], failed[name, kind]))
