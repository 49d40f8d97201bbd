"""Expectations of whole sources: their columns, and how many rows they bring beside the last time."""

from duckdb import DuckDBPyConnection

from hotpass.model.expectation import ExpectationKind, ExpectationSpec
from hotpass.store import findings
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


def find(cursor: DuckDBPyConnection, expectation_id: str, spec: ExpectationSpec) -> int:
    """Tests every source that the expectation can be asked of, and records those that fail; answers how many tests do.

    Without a list of columns those of the last delivery are expected, as its number of rows is what `low` and `high`
    are shares of.
    """
    tested, failing = _rows(cursor, spec) if spec.kind is ExpectationKind.ROW_COUNT else _columns(cursor, spec)
    findings.add_sources(cursor, expectation_id, failing)
    findings.weigh(cursor, expectation_id, spec, _words(spec), (tested, len(failing)))
    return len(failing)


def _rows(cursor: DuckDBPyConnection, spec: ExpectationSpec) -> tuple[int, list[tuple[int, str, str]]]:
    found = cursor.execute(STATEMENTS["row_counts"]).fetchall()
    failing = [
        (int(source_id), "rows", f"It has {now:,} rows; the last time it had {before:,}.")
        for source_id, now, before in found
        if not (spec.low or 0.0) * before <= now <= (float("inf") if spec.high is None else spec.high) * before
    ]
    return len(found), failing


def _columns(cursor: DuckDBPyConnection, spec: ExpectationSpec) -> tuple[int, list[tuple[int, str, str]]]:
    found = cursor.execute(STATEMENTS["headers"], [list(spec.allowed)]).fetchall()
    failing = [
        (int(source_id), str(header), f"The column “{header}” is missing.")
        for source_id, header, is_there in found
        if not is_there
    ]
    return len(found), failing


def _words(spec: ExpectationSpec) -> str:
    if spec.words:
        return spec.words
    if spec.kind is ExpectationKind.EXPECTED_COLUMNS:
        return f"Each source has the columns {', '.join(spec.allowed) or 'it had the last time'}"
    bounds = (("at least", spec.low), ("at most", spec.high))
    shares = [f"{word} {100 * share:.12g} %" for word, share in bounds if share]
    return f"Each source brings {' and '.join(shares)} of the rows it had the last time"
