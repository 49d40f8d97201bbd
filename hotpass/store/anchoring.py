"""Anchoring: records without a key that came back changed, known again by what they still say.

Nothing is guessed: a record is known again where one couple, and no other of either side, agrees in what tells records
apart. Everything is done on the rows that did not come back as they were, in time proportional to their cells.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.fields.header import header_words
from hotpass.model.column import RenamedBy
from hotpass.store import renamed, sources
from hotpass.store.compose import quote
from hotpass.store.feed_rows import Part, together
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
SAMPLE = 5000
# A text that more records share than this brings no couples: their number stays proportional to the cells.
FEW = 4
# Bits that agree for each bit that differs, and bits beyond those that single a record out of its source.
OUTWEIGH, SPARE = 2.0, 6.0
# Likeness of names (Jaro and Winkler) from which they may be one name misspelt.
ALIKE = 0.88
NAMES, CODES = ("organisation_name", "person_name"), ("identifier",)


class Feed(NamedTuple):
    """A source without a key: its deliveries, all their rows as one relation, and its columns.

    Of a column: header, name, type and whether it is used. `raw_table` is that of the latest delivery; `whole` says
    whether a row that is not in it is gone.
    """

    source_ids: tuple[int, ...]
    raw_table: str
    rows: str
    columns: tuple[tuple[str, str, str | None, bool], ...]
    whole: bool


def anchor(before: DuckDBPyConnection, now: DuckDBPyConnection, deltas: Collection[str] = ()) -> int:
    """Gives records that came back changed the ids they had; answers how many those are.

    `before` sees the tables of the published run, `now` those of the run that has just read its files; `deltas` names
    the sources of which only what is new or changed came.
    """
    known, arrived = _feeds(before, deltas), _feeds(now, deltas)
    return sum(_anchor_feed(before, now, old, new) for _, old, new in sources.paired(known, arrived))


def _feeds(cursor: DuckDBPyConnection, deltas: Collection[str]) -> dict[tuple[str, str], Feed]:
    """Sources by name and sheet; those of which several files came at once are left out: each may hold any row."""
    found: dict[tuple[str, str], list[tuple[int, str, bool]]] = {}
    for source_id, name, sheet, raw, arrived in cursor.execute(STATEMENTS["sources"]).fetchall():
        found.setdefault((name, "" if name in deltas else sheet), []).append((source_id, raw, arrived))
    return {
        name: _feed(cursor, [(source_id, raw) for source_id, raw, _ in deliveries], whole=name[0] not in deltas)
        for name, deliveries in found.items()
        if sum(arrived for _, _, arrived in deliveries) <= 1
    }


def _feed(cursor: DuckDBPyConnection, deliveries: Sequence[tuple[int, str]], *, whole: bool) -> Feed:
    listed = [cursor.execute(STATEMENTS["columns"], [source_id]).fetchall() for source_id, _ in deliveries]
    parts = [
        Part(quote(raw), tuple((header, name) for header, name, _, _ in columns))
        for (_, raw), columns in zip(deliveries, listed, strict=True)
    ]
    rows = together(parts)
    taken = {
        place: use
        for columns, places in zip(listed, rows.places, strict=True)
        for place, (_, _, *use) in zip(places, columns, strict=True)
    }
    columns = tuple((*column, *taken[place]) for place, column in enumerate(rows.columns))
    return Feed(tuple(source_id for source_id, _ in deliveries), deliveries[-1][1], rows.relation, columns, whole)


def _anchor_feed(before: DuckDBPyConnection, now: DuckDBPyConnection, old: Feed, new: Feed) -> int:
    if not _part(before, now, old, new):
        return 0
    now.execute(STATEMENTS["settle"])
    now.execute(STATEMENTS["same_content"])
    was = renamed.of_source(now, new.source_ids[-1])
    shared = _shared(old, new, {each.header: each.was for each in was if each.known_by is not RenamedBy.EARLIER})
    if shared:
        _liken(now, old, new, shared)
    now.execute(STATEMENTS["ids"])
    while now.execute(STATEMENTS["clash"]).fetchall()[0][0]:
        now.execute(STATEMENTS["again"])
    sources.rename(now, new.source_ids[-1], new.raw_table)
    return int(now.execute(STATEMENTS["count"]).fetchall()[0][0])


def _part(before: DuckDBPyConnection, now: DuckDBPyConnection, old: Feed, new: Feed) -> bool:
    """Lays out, on either side, the rows that are not the same; answers whether there are any on both."""
    with _lent(now, new, before, "arrived_content"):
        before.execute(STATEMENTS["lost"], [old.source_ids])
    if not _any(before, "lost"):
        return False
    with _lent(before, old, now, "known_content"):
        now.execute(STATEMENTS["fresh"], [new.source_ids])
    if not _any(now, "fresh"):
        return False
    names = ", ".join(quote(column) for _, column, _, _ in old.columns)
    rows = before.sql(
        f'SELECT record_id, content_hash, lost."row", {names} FROM lost JOIN {old.rows} USING (record_id)'
    )
    now.register("arriving_lost", rows.to_arrow_reader())
    now.execute("CREATE OR REPLACE TEMP TABLE lost_row AS FROM arriving_lost")
    now.unregister("arriving_lost")
    names = ", ".join(quote(column) for _, column, _, _ in new.columns)
    now.execute(
        f'CREATE OR REPLACE TEMP TABLE fresh_row AS SELECT record_id, content_hash, fresh."row", {names} '
        f"FROM fresh JOIN {new.rows} USING (record_id)"
    )
    return True


def _any(cursor: DuckDBPyConnection, table: str) -> bool:
    return bool(cursor.execute(f"SELECT count(*) > 0 FROM {quote(table)}").fetchall()[0][0])


@contextmanager
def _lent(owner: DuckDBPyConnection, feed: Feed, other: DuckDBPyConnection, name: str) -> Iterator[None]:
    """Shows one side's records to the other, as they lie there where the other sees them."""
    home, path = owner.execute(STATEMENTS["home"]).fetchall()[0]
    if other.execute(STATEMENTS["sees"], [home, path]).fetchall()[0][0]:
        ids = ", ".join(str(source_id) for source_id in feed.source_ids)
        other.execute(STATEMENTS["show"].format(name=quote(name), home=quote(home), ids=ids))
        yield
        other.execute(STATEMENTS["hide"].format(name=quote(name)))
        return
    other.register(name, owner.sql(STATEMENTS["contents"], params=[feed.source_ids]).to_arrow_table())
    yield
    other.unregister(name)


def _shared(old: Feed, new: Feed, was: Mapping[str, str]) -> list[tuple[str, str, str | None]]:
    """The columns that both have, by the words of their headers or of what these `was`: names before and now, type."""
    here = {header_words(was.get(header, header)): column for header, column, _, _ in reversed(new.columns)}
    there = {header_words(name): (column, kind if used else None) for name, column, kind, used in reversed(old.columns)}
    return [(there[words][0], here[words], there[words][1]) for words in there if words in here]


def _liken(now: DuckDBPyConnection, old: Feed, new: Feed, shared: list[tuple[str, str, str | None]]) -> None:
    """Settles the couples that are the only ones alike."""
    lost = ", ".join(f"{_folded(was)} AS p{place}" for place, (was, _, _) in enumerate(shared))
    fresh = ", ".join(f"{_folded(here)} AS p{place}" for place, (_, here, _) in enumerate(shared))
    now.execute(STATEMENTS["cells"].format(lost=lost, fresh=fresh))
    # A few changed rows do not tell what a value is worth; the many that did not come do.
    among, cells = (new.rows, fresh) if new.whole else ("lost_row", lost)
    now.execute(STATEMENTS["weights"].format(fresh=cells, raw=among, sample=SAMPLE))
    rows = int(now.execute(f"SELECT count(*) FROM {among}").fetchall()[0][0])
    told = {
        "names": [f"p{place}" for place, (_, _, kind) in enumerate(shared) if kind in NAMES],
        "codes": [f"p{place}" for place, (_, _, kind) in enumerate(shared) if kind in CODES],
        "alike": ALIKE,
        "outweigh": OUTWEIGH,
        "enough": math.log2(max(2, rows)) + SPARE,
    }
    now.execute(STATEMENTS["whole"])
    now.execute(STATEMENTS["accept"], told)
    now.execute(STATEMENTS["forget_settled"])
    now.execute(STATEMENTS["parts"], {"few": FEW})
    now.execute(STATEMENTS["accept"], told)


def _folded(column: str) -> str:
    return f"coalesce(lower(trim(regexp_replace({quote(column)}, '\\s+', ' ', 'g'))), '')"
