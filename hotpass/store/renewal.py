"""Renewal of findings: of records that did not change, what the last run found of them alone stands.

Beside the ground lie the records that changed on two sides, as they were (`before_original`, `before_standard`) and as
they are (`fresh_original`, `fresh_standard`, `fresh_record`), and which of their texts are not valid (`invalid_text`).
"""

from collections.abc import Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.fields import UNTOLD
from hotpass.fields.placeholder import EMPTY, STANDS_FOR_NOTHING
from hotpass.model.expectation import ExpectationKind
from hotpass.model.field import RunField
from hotpass.store import standards
from hotpass.store.compose import literal, quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Whether a record fails these hangs on nothing but its own values; all others are asked of all records each time.
OF_ONE_RECORD = frozenset(
    {ExpectationKind.PRESENT, ExpectationKind.VALID, ExpectationKind.IN_SET, ExpectationKind.IN_RANGE}
    | {ExpectationKind.AGREES_WITH, ExpectationKind.MATCHES, ExpectationKind.LENGTH, ExpectationKind.NOT_BEFORE}
)


class Among(NamedTuple):
    """The relations that hold some records: their own texts, their standard values, and where they stand."""

    original: str = "original"
    standard: str = "standard"
    record: str = "record"


EVERY = Among()
FRESH = Among("fresh_original", "fresh_standard", "fresh_record")
BEFORE = Among("before_original", "before_standard")


class Stood(NamedTuple):
    """How many records an expectation was asked of in the last run, and how many that did not change fail it."""

    tested: int
    failed: int


def lay_before(cursor: DuckDBPyConnection, fields: Sequence[RunField], place: str) -> None:
    """Lays out the records that changed or are gone as they were, before the ground forgets them.

    `place` is the schema of raw tables that hold them.
    """
    texts = standards.texts(cursor, fields, f"{place}.")
    cursor.execute(STATEMENTS["before_original"].format(texts=texts))


def lay_fresh(cursor: DuckDBPyConnection) -> None:
    """Lays out the records that changed or are new as they are, before they go into the ground."""
    cursor.execute(STATEMENTS["fresh"].format(compared=standards.COMPARED_BEFORE))


def asked(cursor: DuckDBPyConnection) -> dict[str, int]:
    """Of how many records each expectation was asked in the last run."""
    return {str(name): int(tested) for name, tested in cursor.execute(STATEMENTS["asked"]).fetchall()}


def doubt(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> None:
    """Finds the values in doubt of both sides, and what each source fills now: `quality_now`, as `quality`."""
    told = {"empty": EMPTY, "nothing": STANDS_FOR_NOTHING, "untold": sorted(UNTOLD)}
    for side, place in ((BEFORE, "doubtful_before"), (FRESH, "doubtful")):
        statement = STATEMENTS["doubt"].format(place=quote(place), cells=standards.cells(fields, side.original))
        cursor.execute(statement, told)
    filled = ", ".join(f"count({quote(field.name)})" for field in fields)
    names = ", ".join(literal(field.name) for field in fields)
    cursor.execute(STATEMENTS["weigh"].format(names=names, filled=filled))
