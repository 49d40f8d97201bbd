"""Behind: the rows that a bar of the drift page counts."""

from typing import NamedTuple

import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.model.drift import Aspect, Behind, BehindRow
from hotpass.store.compose import quote
from hotpass.store.drift.changes import Feed
from hotpass.store.drift.columns import MASK, MOST_CATEGORIES, READINGS, meet, step_text, tenths
from hotpass.store.drift.effect import OTHERS
from hotpass.store.publication import schema_of
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
FILLED, EMPTY = "filled", "empty"


class Place(NamedTuple):
    """A column of a run's source, by its header, and the same column in the other run."""

    run_id: str
    feed: Feed
    header: str
    other: Feed
    other_header: str


def choose(cursor: DuckDBPyConnection, before: Place, aspect: Aspect, cell: str) -> None:
    """Puts aside which values a cell stands for, `before` being the place in the reference."""
    meet(cursor, before.feed.held(before.header), before.other.held(before.other_header))
    if aspect in READINGS:
        edges = tenths(cursor, aspect)
        steps = [step for step in range(len(edges) + 1) if step_text(edges, step) == cell]
        cursor.execute(STATEMENTS["in_step"].format(reading=READINGS[aspect]), {"edges": edges, "steps": steps})
    elif aspect is Aspect.SHAPES:
        cursor.execute(STATEMENTS["of_shape"].format(mask=MASK), [cell])
    elif aspect is Aspect.PRESENCE:
        cursor.execute(STATEMENTS["all"])
    elif cell == OTHERS:
        cursor.execute(STATEMENTS["rest"], [MOST_CATEGORIES])
    else:
        cursor.execute(STATEMENTS["one"], [cell])


def page(cursor: DuckDBPyConnection, place: Place, *, empty: bool, size: int, start: int) -> Behind:
    """A page of the rows whose values were put aside, or of those that leave the cell empty, in the file's order."""
    chosen = _chosen(place, empty=empty)
    found = cursor.execute(f"SELECT count(*) FROM {chosen}").fetchall()[0][0]
    ordered = f"SELECT {_columns(place)} FROM {chosen} ORDER BY sheet_row LIMIT ? OFFSET ?"
    rows = tuple(
        BehindRow(record_id=row[0], sheet_row=row[1], value=row[2], there=row[3], other=row[4], cells=row[5:])
        for row in cursor.execute(ordered, [size, start]).fetchall()
    )
    return Behind(file=place.feed.label, headers=tuple(place.feed.columns), found=found, rows=rows)


def table(cursor: DuckDBPyConnection, place: Place, *, empty: bool) -> pa.Table:
    """All of these rows with their file and place in it, the original headers above them."""
    found = cursor.sql(
        f"SELECT {_columns(place)} FROM {_chosen(place, empty=empty)} ORDER BY sheet_row"
    ).to_arrow_table()
    file = pa.array([place.feed.label] * found.num_rows, pa.string())
    return pa.Table.from_arrays(
        [file, *(found.column(at) for at in (0, 1, 2, 4)), *found.columns[5:]],
        names=["file", "record", "row", "value", "value in the other run", *place.feed.columns],
    )


def _columns(place: Place) -> str:
    """Record, row, value, whether the other run has the record, its value there, then every cell."""
    cells = ", ".join(f"raw.{quote(name)}" for name in place.feed.columns.values())
    mine, theirs = quote(place.feed.columns[place.header]), quote(place.other.columns[place.other_header])
    return f"record.record_id, record.sheet_row, raw.{mine}, other.record_id IS NOT NULL, other.{theirs}, {cells}"


def _chosen(place: Place, *, empty: bool) -> str:
    mine = f"trim(raw.{quote(place.feed.columns[place.header])})"
    wanted = f"coalesce({mine}, '') = ''" if empty else f"{mine} IN (FROM behind)"
    return (
        f"{place.feed.table} AS raw JOIN {quote(schema_of(place.run_id))}.record USING (record_id) "
        f"LEFT JOIN {place.other.table} AS other ON other.record_id = raw.record_id WHERE {wanted}"
    )
