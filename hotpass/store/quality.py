"""Quality of a published run: scores, rules, and a page of the rows that fail one."""

from collections.abc import Mapping

from duckdb import DuckDBPyConnection

from hotpass.model.check import Score
from hotpass.model.expectation import Dimension
from hotpass.model.quality import FailingRow, Rule, Unasked
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


def scores(cursor: DuckDBPyConnection) -> dict[Dimension, Score | None]:
    """Tests passed and made for every dimension, None where nothing tested it."""
    found = {str(name): (passed, tested) for name, passed, tested in cursor.execute(STATEMENTS["scores"]).fetchall()}
    return {
        dimension: Score(passed=found[dimension][0], tested=found[dimension][1]) if dimension in found else None
        for dimension in Dimension
    }


def rules(cursor: DuckDBPyConnection, before: Mapping[str, int] | None) -> tuple[Rule, ...]:
    """Every rule, the worst first; `before` says how many rows failed each one in an earlier run."""
    names = ("expectation_id", "title", "dimension", "severity", "tested", "failed", "tolerated")
    return tuple(
        Rule.model_validate({**dict(zip(names, row, strict=True)), "before": (before or {}).get(row[0])})
        for row in cursor.execute(STATEMENTS["rules"]).fetchall()
    )


def unasked(cursor: DuckDBPyConnection) -> tuple[Unasked, ...]:
    """The expectations that the run could not ask, and why."""
    names = tuple(Unasked.model_fields)
    found = cursor.execute(STATEMENTS["unasked"]).fetchall()
    return tuple(Unasked.model_validate(dict(zip(names, row, strict=True))) for row in found)


def failed(cursor: DuckDBPyConnection) -> dict[str, int]:
    """How many rows fail each rule."""
    return {str(name): int(count) for name, count in cursor.execute(STATEMENTS["failed"]).fetchall()}


def failed_in(cursor: DuckDBPyConnection, label: str) -> dict[str, int]:
    """How many rows of a source fail each rule that any of them fails."""
    return {str(name): int(count) for name, count in cursor.execute(STATEMENTS["failed_in"], [label]).fetchall()}


def labels(cursor: DuckDBPyConnection) -> tuple[str, ...]:
    """The labels of the sources."""
    return tuple(str(row[0]) for row in cursor.execute(STATEMENTS["labels"]).fetchall())


def rows(
    cursor: DuckDBPyConnection, expectation_id: str, size: int, start: int, label: str | None = None
) -> tuple[FailingRow, ...]:
    """A page of the rows that fail a rule, in the order of the files; with a label those of that source."""
    names = tuple(FailingRow.model_fields)
    asked = {"rule": expectation_id, "label": label, "size": size, "start": start}
    found = cursor.execute(STATEMENTS["rows"], asked).fetchall()
    return tuple(FailingRow.model_validate(dict(zip(names, row, strict=True))) for row in found)
