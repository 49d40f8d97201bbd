"""Carrying: the records of earlier deliveries go on where the next one holds only what is new or changed."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.errors import BadInput
from hotpass.fields.header import header_words
from hotpass.store import masters, sources
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


class Going(NamedTuple):
    """A source, how many records that its files do not hold go on, and whether a file of it came at all."""

    name: str
    records: int
    came: bool = True


class Feed(NamedTuple):
    """A source whose records go on: its first delivery of this run, else the first number that is free for it."""

    name: str
    arrived: int | None
    first: int


def named(called: Sequence[str], *runs: DuckDBPyConnection) -> list[str]:
    """The names of the sources that are called so, by name, label or file, in the first of the runs that has one.

    Raises BadInput where none has, and for a master list.
    """
    found: list[str] = []
    for each in called:
        asked = (cursor.execute(STATEMENTS["named"], [each]).fetchall() for cursor in runs)
        names = next((rows for rows in asked if rows), None)
        if names is None:
            told = dict.fromkeys(source.name for cursor in runs for source in sources.every(cursor))
            raise BadInput(f"No source is called “{each}”: the sources are {', '.join(told)}.")
        found += [str(row[0]) for row in names if row[0] not in found]
    if masters.NAME in found:
        raise BadInput("The master list is always taken whole: leave it out of --delta.")
    return found


def known(cursor: DuckDBPyConnection) -> list[tuple[str, list[str], int, bool, str]]:
    """The sources of a run: name, headers, records, whether earlier deliveries of it went on, the last list."""
    return cursor.execute(STATEMENTS["sources"]).fetchall()


def make_room(before: DuckDBPyConnection, now: DuckDBPyConnection, names: Collection[str]) -> None:
    """Settles that rows have the ids they had, and leaves numbers free below what arrived: earlier comes before later.

    `before` sees the tables of the published run, `now` those of the run that has just read its files. Raises BadInput
    where nothing of a source came before, or its rows are told apart by another column than then.
    """
    if unknown := [name for name in names if not _earlier(before, name)]:
        told = ", ".join(dict.fromkeys(source.name for source in sources.every(before)))
        raise BadInput(
            f"Nothing of “{unknown[0]}” came before that could go on: the sources of the last run are {told}. If it "
            "is a new one, hand it in without --delta first."
        )
    moved, known = dict[int, int](), set[str]()
    arrived = sources.every(now)
    shift = sum(_earlier(before, name) for name in set(names) - {source.name for source in arrived})
    for source in arrived:
        if source.name in names:
            _settle_key(before, now, source)
            shift += _earlier(before, source.name) if source.name not in known else 0
            known.add(source.name)
        moved[source.source_id] = source.source_id + shift
    if shift:
        sources.renumber(now, pa.table({"was": list(moved), "stands": list(moved.values())}))


def carry(before: DuckDBPyConnection, now: DuckDBPyConnection, names: Collection[str], day: date) -> list[Going]:
    """Adds the records of each source that its files do not hold, under the file each came with; `day` names files.

    A source of which no file came goes on whole, before those that came. Ask after the records that came back changed
    have the ids they had.
    """
    going, first = [], 1
    for name in names:
        feed = min((source.source_id for source in sources.every(now) if source.name == name), default=None)
        going.append(_carry(before, now, Feed(name, feed, first), day))
        first += _earlier(before, name) if feed is None else 0
    return going


def left_behind(before: DuckDBPyConnection, now: DuckDBPyConnection, names: Collection[str]) -> list[Going]:
    """Sources of which earlier deliveries went on and which came whole now, with the records that are gone so."""
    arrived = sorted({source.name for source in sources.every(now)} - set(names))
    with sources.lent(now, before, "arrived_record"):
        found = before.execute(STATEMENTS["left_behind"], [arrived]).fetchall()
    return [Going(str(name), int(records)) for name, records in found]


def _earlier(before: DuckDBPyConnection, name: str) -> int:
    return len(before.execute(STATEMENTS["known"], [name]).fetchall())


def _settle_key(before: DuckDBPyConnection, now: DuckDBPyConnection, source: sources.Source) -> None:
    """Tells rows apart by the column of before, where nobody named one now."""
    keys = before.execute(STATEMENTS["key"], [source.name]).fetchall()
    was, here = keys[0][0] if keys else source.key_column, source.key_column
    if was == here or (was and here and header_words(was) == header_words(here)) or not source.records:
        return
    if was is None or here is not None:
        told = f"by the column “{was}”" if was else "without a key"
        raise BadInput(
            f"The rows of {source.name} were told apart {told} before and by “{here}” now, so nobody knows which are "
            "the same: hand it in whole once."
        )
    headers = now.execute(STATEMENTS["headers"], [source.source_id]).fetchall()
    column = next((each for each in headers if header_words(each[0]) == header_words(was)), None)
    if column is None:
        raise BadInput(f"{source.label} lacks the column “{was}”, by which the rows of {source.name} are told apart.")
    sources.take_key(now, source, *column)


def _carry(before: DuckDBPyConnection, now: DuckDBPyConnection, feed: Feed, day: date) -> Going:
    known = before.execute(STATEMENTS["known"], [feed.name]).fetchall()
    with sources.lent(now, before, "arrived_record"):
        before.execute(STATEMENTS["going"], [feed.name])
    every = sources.every(now)
    labels, tables = {source.label for source in every}, len(every)
    first = feed.first if feed.arrived is None else feed.arrived - len(known)
    stands_for = first + len(known) - 1 if feed.arrived is None else feed.arrived
    records = 0
    for number, (source_id, label, raw_table) in enumerate(known, first):
        count = int(before.execute(STATEMENTS["count"], [source_id]).fetchall()[0][0])
        if count:
            tables += 1
            place = sources.Place(number, _label(label, labels, day), f"raw_{tables:04d}", count)
            _move(before, now, (source_id, raw_table), place)
            now.execute(STATEMENTS["add"], [number, stands_for])
            labels.add(place.label)
            records += count
    return Going(feed.name, records, feed.arrived is not None)


def _move(before: DuckDBPyConnection, now: DuckDBPyConnection, origin: tuple[int, str], place: sources.Place) -> None:
    source_id, raw_table = origin
    shown = {
        "going_source": before.sql(STATEMENTS["source"], params=[source_id]),
        "going_column": before.sql(STATEMENTS["columns"], params=[source_id]),
        "going_record": before.sql(STATEMENTS["records"], params=[source_id]),
        "going_raw": before.sql(f"SELECT raw.* FROM {quote(raw_table)} AS raw SEMI JOIN going USING (record_id)"),
    }
    for name, rows in shown.items():
        now.register(name, rows.to_arrow_table())
    sources.go_on(now, place)
    for name in shown:
        now.unregister(name)


def _label(label: str, taken: Collection[str], day: date) -> str:
    """What a file is called beside a newer one of its name: by the day it came."""
    if label not in taken:
        return label
    dated = f"{label} of {day.isoformat()}"
    names = (dated if number == 1 else f"{dated}, {number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
