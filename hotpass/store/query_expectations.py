"""Expectations that are a person's own query over all records: read-only, and refused by the engine otherwise."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from duckdb import DuckDBPyConnection

from hotpass.model.expectation import ExpectationSpec
from hotpass.model.field import RunField
from hotpass.store import findings
from hotpass.store.query_room import QueryRoom, Refused


def find(
    cursor: DuckDBPyConnection, specs: Mapping[str, ExpectationSpec], fields: Sequence[RunField], folder: Path
) -> None:
    """Asks each query, by the expectation's id, and records the rows it answers; one that is refused is left out."""
    if not specs:
        return
    with QueryRoom(cursor, folder, fields) as room:
        tested = room.records()
        for expectation_id, spec in specs.items():
            try:
                record_ids, messages = room.failing(spec.sql or "")
            except Refused as error:
                findings.leave_out(cursor, spec, f"The query was refused: {error}")
                continue
            failed = findings.add_records(cursor, expectation_id, record_ids, messages)
            findings.weigh(cursor, expectation_id, spec, spec.words or "No row fails a query", (tested, failed))
