"""Fresh rows: of what arrived, the rows that the ground does not have as they are; only these are taken in.

What a run makes of a row hangs on its text, on how often that text came, and on its place among rows of the same text
or key. A row that stands in the ground in all of this has the id and the content it had, so nothing of it is read.
"""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from hotpass.store import sources
from hotpass.store.arrivals import Arrival, arrived
from hotpass.store.compose import quote
from hotpass.store.ground import FEW
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Where the raw rows of records lie that may be others now, by the names of their tables.
LEFT = "left_raw"


def take_in(cursor: DuckDBPyConnection, arrivals: Sequence[Arrival]) -> bool:
    """Takes in the rows of these sheets that are not in the ground; answers False, with none taken, where many are.

    Asks for sources that are those of the ground, one by one. Beside the records stand `left_before`, those
    of the ground that are not known to have come back as they were, and `moved_row` (`record_id`, `row`,
    `sheet_row`), those that came back to another place; in the schema `left_raw` the raw rows of the former.
    """
    if len({each.name for each in arrivals}) < len(arrivals):
        return False
    # In one transaction, so that the file is written once.
    cursor.execute("BEGIN")
    cursor.execute(STATEMENTS["begin"])
    taken = all(_take_in(cursor, each) for each in arrivals)
    cursor.execute("COMMIT")
    if taken:
        return True
    leave(cursor, arrivals)
    return False


def leave(cursor: DuckDBPyConnection, arrivals: Sequence[Arrival]) -> None:
    """Lets go of all that was taken in."""
    cursor.execute(STATEMENTS["leave"])
    for each in arrivals:
        cursor.execute(STATEMENTS["leave_raw"].format(raw=quote(each.raw_table)))


def _take_in(cursor: DuckDBPyConnection, arrival: Arrival) -> bool:
    told = {
        "source_id": arrival.source_id,
        "glance": sources.glance_of(arrival),
        "records": arrival.records,
        "raw": quote(arrival.raw_table),
        "cells": ", ".join(map(quote, arrival.columns)),
    }
    with arrived(cursor, arrival.arrow, arrival.above if arrival.whole else None):
        # Rows of one key are numbered together, others with those of the same text.
        for step in ("stood", "displacing", "touched", "sides", "alone", "unsettle" if arrival.key else "together"):
            cursor.execute(STATEMENTS[step].format_map(told))
        before, stayed = cursor.execute(STATEMENTS["counts"]).fetchall()[0]
        if arrival.records + before - 2 * stayed > FEW * before:
            return False
        for step in ("left", "moved", "left_raw", "fresh"):
            cursor.execute(STATEMENTS[step].format_map(told))
    sources.remember(cursor, arrival.source_id, STATEMENTS["likeness"])
    sources.keep(cursor, arrival, "fresh_arrival")
    return True
