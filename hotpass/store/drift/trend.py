"""Trend: the figures of every published run, the first one first."""

from duckdb import DuckDBPyConnection

from hotpass.model.drift import TrendPoint
from hotpass.store import publication, runs
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


def points(cursor: DuckDBPyConnection) -> list[TrendPoint]:
    """Counts of every run that was ever published; shares of those whose tables are kept."""
    kept = set(publication.kept(cursor))
    found = []
    for (run_id,) in cursor.execute(STATEMENTS["published"]).fetchall():
        row = runs.one(cursor, run_id)
        if row is None:
            continue
        shares: tuple[float | None, ...] = (None, None, None)
        if run_id in kept:
            shares = cursor.execute(
                STATEMENTS["shares"].format(schema=quote(publication.schema_of(run_id)))
            ).fetchall()[0]
        filled, passed, matched = shares
        found.append(
            TrendPoint(
                run_id=run_id,
                finished=row.finished or row.started,
                records=row.counts.get("records", 0),
                entities=row.counts.get("entities", 0),
                filled=filled,
                passed=passed,
                matched=matched,
            )
        )
    return found
