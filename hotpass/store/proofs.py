"""Proofs: what an expectation would say of the rows of a published run, part by part."""

from collections.abc import Mapping

from duckdb import DuckDBPyConnection

from hotpass.model.expectation import ExpectationKind, ExpectationSpec
from hotpass.model.field import RunField
from hotpass.model.suggestion import Tried
from hotpass.store import findings
from hotpass.store.compose import quote
from hotpass.store.conditions import condition, limits

PARTS = 1000


def proof(
    cursor: DuckDBPyConnection, spec: ExpectationSpec, known: Mapping[str, RunField], finds: int
) -> tuple[Tried, Tried]:
    """How it fares with the rows it was found on (`finds` thousandths of them), and with the rest.

    `findings.place` must have been called. Of kinds that only a run can ask, nothing is tested.
    """
    field, other = known[spec.field], known.get(spec.other or "")
    if spec.kind is ExpectationKind.PRESENT:
        name = quote(field.name)
        rows = "FROM standard SEMI JOIN (FROM cell WHERE field = $field) AS cell USING (source_id)"
        fails, values = f"{name} IS NULL", {}
    else:
        asked = None if spec.kind is ExpectationKind.VALID else condition(spec, field, other)
        if asked is None:
            return Tried(tested=0, failing=0), Tried(tested=0, failing=0)
        rows, fails, values = findings.tested_rows(spec, known, asked), asked.fails, limits(spec)
    counted = cursor.execute(
        f"SELECT hash(record_id) % {PARTS} < $finds, count(*), count(*) FILTER ({fails}) FROM ({rows}) GROUP BY ALL",
        {"field": field.name, "finds": finds, **values},
    ).fetchall()
    parts = {bool(part): Tried(tested=tested, failing=failing) for part, tested, failing in counted}
    nothing = Tried(tested=0, failing=0)
    return parts.get(True, nothing), parts.get(False, nothing)
