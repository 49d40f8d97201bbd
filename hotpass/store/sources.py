"""Sources of a run: their raw rows as text, their records with ids that do not depend on row order."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Generic, NamedTuple, TypeVar

import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.model.column import shape
from hotpass.model.sheet import Sheet
from hotpass.store.arrivals import Arrival, arrived
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
UNIT = "chr(31)"  # separates values inside a hash; cannot be typed into a cell
EMPTY = "chr(30)"
ID = f"'r' || substr(md5(concat_ws({UNIT}, $name, anchor, ordinal)), 1, 15)"


Held = TypeVar("Held")


class Source(NamedTuple):
    """What stages need to know of a source; `label` is how `members` and truth files call it.

    `feed_id` is the source that it goes on with; its own id, but for earlier deliveries.
    """

    source_id: int
    name: str
    label: str
    raw_table: str
    shape: str
    records: int
    key_column: str | None
    feed_id: int


class Delivery(NamedTuple):
    """One sheet as it arrived: the file it came from and the feed it belongs to."""

    file: str
    sha256: str
    feed: str | None
    key: str | None
    notes: tuple[str, ...]


class Pair(NamedTuple, Generic[Held]):
    """A sheet, by source and sheet, as it was and as it is."""

    feed: tuple[str, str]
    before: Held
    now: Held


class Place(NamedTuple):
    """Where an earlier delivery goes in this run: its number, what it is called, its raw table, its records."""

    source_id: int
    label: str
    raw_table: str
    records: int


def paired(before: Mapping[tuple[str, str], Held], now: Mapping[tuple[str, str], Held]) -> list[Pair[Held]]:
    """Each sheet of now, by source and sheet, with what it was: of the same name, else the only one of its source."""
    alone = [Counter(name for name, _ in side) for side in (before, now)]
    only = {name: held for (name, _), held in before.items() if alone[0][name] == 1}
    found = [
        (feed, before.get(feed, only.get(feed[0]) if alone[1][feed[0]] == 1 else None), held)
        for feed, held in sorted(now.items(), key=lambda each: each[0])
    ]
    return [Pair(feed, was, held) for feed, was, held in found if was is not None]


def deliveries(cursor: DuckDBPyConnection) -> pa.Table:
    """The sources of a published run as the next one remembers them: `name`, `records`, `headers`."""
    return cursor.sql(STATEMENTS["deliveries"]).to_arrow_table()


def label(file: str, sheet: Sheet) -> tuple[str, str | None]:
    """How `members` and truth files call a sheet of a file, and its own name where it has one."""
    name = sheet.name if sheet.name not in ("", file) else None
    return (f"{file}!{name}" if name else file), name


def add(cursor: DuckDBPyConnection, source_id: int, delivery: Delivery, sheet: Sheet) -> Arrival | None:
    """Stores what there is to say of a sheet, its columns and the rows set aside; answers the rows to be taken in."""
    told, sheet_name = label(delivery.file, sheet)
    name = delivery.feed or told
    raw_table = f"raw_{source_id:04d}"
    headers, names = [column.header for column in sheet.columns], [column.column_name for column in sheet.columns]
    key = delivery.key if delivery.key in headers else None
    row = [source_id, name, delivery.file, sheet_name, told, delivery.sha256, sheet.kind, sheet.encoding]
    row += [sheet.delimiter, sheet.header_row, sheet.hidden, sheet.hidden_rows, sheet.merged_ranges, sheet.rows_seen]
    row += [sheet.records, len(sheet.aside), key, raw_table, shape(headers)]
    cursor.execute(STATEMENTS["add_source"], [*row, [*delivery.notes, *sheet.notes]])
    _add_columns(cursor, source_id, sheet)
    _add_aside(cursor, source_id, sheet)
    if sheet.arrow is None:
        return None
    own = names[headers.index(key)] if key is not None else None
    return Arrival(source_id, name, raw_table, sheet.arrow, sheet.records, tuple(names), own, sheet.header_row)


def take_in(cursor: DuckDBPyConnection, arrival: Arrival) -> None:
    """Stores all rows of a sheet as they are, their records, and what a glance tells of each for the next run."""
    with arrived(cursor, arrival.whole() if arrival.whole else arrival.arrow):
        remember(cursor, arrival.source_id, f"SELECT *, false AS anchored FROM ({glance_of(arrival)})")
        keep(cursor, arrival)


def glance_of(arrival: Arrival) -> str:
    """What a glance tells of the rows that `arrived`: their places, and 64 bits of their texts and of their keys.

    That two rows with other texts have the same is a chance of less than one in 10,000,000 at 1,000,000 records of
    which all are others.
    """
    cells = ", ".join(map(quote, arrival.columns)) or "NULL"
    key = f"hash({quote(arrival.key)})" if arrival.key else "NULL::UBIGINT"
    return f'SELECT "row", sheet_row, hash({cells}) AS likeness, {key} AS key FROM arrived'


def remember(cursor: DuckDBPyConnection, source_id: int, glance: str) -> None:
    """Keeps what a glance told of rows, and of which the ids do not follow from their texts."""
    cursor.execute(STATEMENTS["glance"].format(glance=glance), [source_id])


def keep(cursor: DuckDBPyConnection, arrival: Arrival, rows: str = "arrived") -> None:
    """Stores rows and their records; of equal rows all must be there."""
    _identify(cursor, arrival, rows)
    cursor.execute(
        # Both sides are in the order of the sheet's rows.
        f"CREATE TABLE {quote(arrival.raw_table)} AS SELECT record_id, arrived.* FROM {quote(rows)} AS arrived "
        "POSITIONAL JOIN (SELECT record_id FROM record WHERE source_id = ?)",
        [arrival.source_id],
    )


def _add_columns(cursor: DuckDBPyConnection, source_id: int, sheet: Sheet) -> None:
    parts = [(column.position, column.letter, column.header, column.column_name) for column in sheet.columns]
    if parts:
        cursor.execute(STATEMENTS["add_columns"], [source_id, *(list(values) for values in zip(*parts, strict=True))])


def _add_aside(cursor: DuckDBPyConnection, source_id: int, sheet: Sheet) -> None:
    parts = [(row.sheet_row, row.reason, list(row.cells)) for row in sheet.aside]
    if parts:
        cursor.execute(STATEMENTS["add_aside"], [source_id, *(list(values) for values in zip(*parts, strict=True))])


def _identify(cursor: DuckDBPyConnection, arrival: Arrival, rows: str) -> None:
    """Makes record ids from the source's name and its key, or the row's content where there is no key.

    60 bits of md5: at 1,000,000 records two share an id with a chance of about 4 in 10,000,000; equal rows are told
    apart by their ordinal among equals.
    """
    cells = ", ".join(f"coalesce({quote(column)}, {EMPTY})" for column in arrival.columns) or EMPTY
    # Without a key the content is the anchor, and is not written twice.
    own, anchor = (f"{_anchor(arrival.key)} AS anchor, ", "anchor") if arrival.key else ("", "content_hash")
    cursor.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE hashed AS
        SELECT "row", sheet_row, content_hash, {own}hash({anchor}) AS likeness
        FROM (SELECT *, md5(concat_ws({UNIT}, {cells})) AS content_hash FROM {quote(rows)})
        """
    )
    cursor.execute(
        f"""
        INSERT INTO record
        WITH repeated AS (
            SELECT "row", row_number() OVER (PARTITION BY {anchor} ORDER BY content_hash, "row") AS place
            FROM hashed SEMI JOIN (SELECT likeness FROM hashed GROUP BY likeness HAVING count(*) > 1) USING (likeness)
        ),
        ranked AS (
            SELECT "row", sheet_row, content_hash, {anchor} AS anchor, coalesce(place, 1) AS ordinal
            FROM hashed LEFT JOIN repeated USING ("row")
        )
        SELECT {ID}, $source_id, "row", sheet_row, content_hash FROM ranked ORDER BY "row"
        """,
        {"name": arrival.name, "source_id": arrival.source_id},
    )
    cursor.execute("DROP TABLE temp.hashed")


def _anchor(key: str | None) -> str:
    return f"coalesce('key' || {UNIT} || {quote(key)}, content_hash)" if key else "content_hash"


def take_key(cursor: DuckDBPyConnection, source: Source, header: str, column: str) -> None:
    """Gives records that were known by their content the ids that they have by a key."""
    cursor.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE new_id AS
        WITH anchored AS (
            SELECT record_id AS old_id, record."row", content_hash, {_anchor(column)} AS anchor
            FROM record JOIN {quote(source.raw_table)} USING (record_id)
        ),
        ranked AS (
            SELECT *, row_number() OVER (PARTITION BY anchor ORDER BY content_hash, "row") AS ordinal FROM anchored
        )
        SELECT old_id, {ID} AS record_id FROM ranked
        """,
        {"name": source.name},
    )
    rename(cursor, source.source_id, source.raw_table)
    cursor.execute(STATEMENTS["set_key"], [header, source.source_id])


def renumber(cursor: DuckDBPyConnection, moved: pa.Table) -> None:
    """Gives sources other numbers: `was`, `stands`."""
    cursor.register("moved", moved)
    cursor.execute(STATEMENTS["renumber"])
    cursor.unregister("moved")


def go_on(cursor: DuckDBPyConnection, place: Place) -> None:
    """Adds an earlier delivery as it is shown: its `going_source`, `going_column`, `going_record` and `going_raw`."""
    cursor.execute(STATEMENTS["source_goes_on"], place._asdict())
    for part in ("columns_go_on", "records_go_on"):
        cursor.execute(STATEMENTS[part], [place.source_id])
    cursor.execute(f"CREATE TABLE {quote(place.raw_table)} AS FROM going_raw")


@contextmanager
def lent(owner: DuckDBPyConnection, other: DuckDBPyConnection, name: str) -> Iterator[None]:
    """Shows the records of one run to the cursor of another."""
    other.register(name, contents(owner))
    yield
    other.unregister(name)


def rename(cursor: DuckDBPyConnection, source_id: int, raw_table: str) -> None:
    """Gives records of a source the ids of the table `new_id` (`old_id`, `record_id`)."""
    cursor.execute(STATEMENTS["rename_record"], [source_id])
    cursor.execute(STATEMENTS["rename_raw"].format(raw=quote(raw_table)))
    cursor.execute(STATEMENTS["anchored"], [source_id])


def every(cursor: DuckDBPyConnection) -> list[Source]:
    """The run's sources, in the order they were handed in."""
    return [Source(*found) for found in cursor.execute(STATEMENTS["all"]).fetchall()]


def totals(cursor: DuckDBPyConnection) -> tuple[int, int, int]:
    """Rows seen, records kept and rows set aside, over all sources."""
    seen, records, aside = cursor.execute(STATEMENTS["totals"]).fetchall()[0]
    return int(seen), int(records), int(aside)


def contents(cursor: DuckDBPyConnection) -> pa.Table:
    """What each record is called and what it holds: `record_id`, `content_hash`."""
    return cursor.sql(STATEMENTS["contents"]).to_arrow_table()


def feeds(cursor: DuckDBPyConnection) -> list[tuple[Source, ...]]:
    """The sources of the run, the deliveries of each together, the latest last."""
    found: dict[int, list[Source]] = {}
    for source in every(cursor):
        found.setdefault(source.feed_id, []).append(source)
    return [tuple(deliveries) for deliveries in found.values()]


def repeated_records(cursor: DuckDBPyConnection) -> int:
    """How many records share an id with another one: more than 0 means the same source came in twice."""
    return int(cursor.execute(STATEMENTS["repeated_records"]).fetchall()[0][0])
