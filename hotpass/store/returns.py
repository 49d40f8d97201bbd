"""Returns: acts by which people have the workspace show an earlier run again."""

from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.returning import Return
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
RETURN = "return"


class Turns(NamedTuple):
    """The serial of the last act that changed which run is shown, and the runs those acts name."""

    serial: int
    runs: frozenset[str]


def standing(cursor: DuckDBPyConnection, after: int) -> Return | None:
    """The return that counts since the publication of that number, None where the run of it is shown."""
    if not cursor.execute(STATEMENTS["any"]).fetchall()[0][0]:
        return None
    rows = cursor.execute(STATEMENTS["standing"], [after]).fetchall()
    return Return.model_validate(dict(zip(Return.model_fields, rows[0], strict=True))) if rows else None


def turns(cursor: DuckDBPyConnection, after: int) -> Turns:
    """What was returned to since the publication of that number, and from where; the serial is 0 without any."""
    if not cursor.execute(STATEMENTS["any"]).fetchall()[0][0]:
        return Turns(0, frozenset())
    rows = cursor.execute(STATEMENTS["turns"], [after]).fetchall()
    return Turns(max((int(row[0]) for row in rows), default=0), frozenset(str(run) for row in rows for run in row[1:]))


def is_settled(cursor: DuckDBPyConnection, serial: int) -> bool:
    """Whether the run whose tables the cursor sees was made ready to be shown since that act."""
    if not cursor.execute(STATEMENTS["has_mark"]).fetchall()[0][0]:
        return serial == 0
    return int(cursor.execute(STATEMENTS["marked"]).fetchall()[0][0]) >= serial


def mark_settled(cursor: DuckDBPyConnection, serial: int) -> None:
    """Keeps that it was."""
    create, insert = STATEMENTS["mark"].split(";")[:2]
    cursor.execute(create)
    cursor.execute(insert, [serial])
