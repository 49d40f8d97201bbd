"""Baseline: the run a person chose to compare with, as the facts say."""

from duckdb import DuckDBPyConnection

from hotpass.model.drift import Baseline
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
BASELINE = "baseline"


def read(cursor: DuckDBPyConnection) -> Baseline | None:
    """The baseline that stands, with who chose it and when; None where there is none."""
    rows = cursor.execute(STATEMENTS["latest"], [BASELINE]).fetchall()
    if not rows or rows[0][0] is None:
        return None
    run_id, by, on = rows[0]
    return Baseline(run_id=run_id, by=by, on=on)
