"""Anchoring: records without a key that came back changed, known again by what they still say.

Nothing is guessed: a record is known again where one couple, and no other of either side, agrees in what tells records
apart. Everything is done on the rows that did not come back as they were, in time proportional to their cells.
"""

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.fields.header import header_words
from hotpass.store import renamed, sources
from hotpass.store.compose import quote
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
    """A source without a key: its table of texts, and its columns as header, name, type and whether it is used."""

    source_id: int
    raw_table: str
    columns: tuple[tuple[str, str, str | None, bool], ...]


def anchor(before: DuckDBPyConnection, now: DuckDBPyConnection) -> int:
    """Gives records that came back changed the ids they had; answers how many those are.

    `before` sees the tables of the published run, `now` those of the run that has just read its files.
    """
    known, arrived = _feeds(before), _feeds(now)
    return sum(_anchor_feed(before, now, known[name], arrived[name]) for name in sorted(known.keys() & arrived.keys()))


def _feeds(cursor: DuckDBPyConnection) -> dict[tuple[str, str], Feed]:
    found = cursor.execute(STATEMENTS["sources"]).fetchall()
    return {
        (name, sheet): Feed(source_id, raw, tuple(cursor.execute(STATEMENTS["columns"], [source_id]).fetchall()))
        for source_id, name, sheet, raw in found
    }


def _anchor_feed(before: DuckDBPyConnection, now: DuckDBPyConnection, old: Feed, new: Feed) -> int:
    if not _part(before, now, old, new):
        return 0
    now.execute(STATEMENTS["settle"])
    now.execute(STATEMENTS["same_content"])
    shared = _shared(old, new, {each.header: each.was for each in renamed.of_source(now, new.source_id)})
    if shared:
        _liken(now, old, new, shared)
    now.execute(STATEMENTS["ids"])
    while now.execute(STATEMENTS["clash"]).fetchall()[0][0]:
        now.execute(STATEMENTS["again"])
    sources.rename(now, new.source_id, new.raw_table)
    return int(now.execute(STATEMENTS["count"]).fetchall()[0][0])


def _part(before: DuckDBPyConnection, now: DuckDBPyConnection, old: Feed, new: Feed) -> bool:
    """Lays out, on either side, the rows that are not the same; answers whether there are any on both."""
    with _lent(now, new.source_id, before, "arrived_content"):
        before.execute(STATEMENTS["lost"], [old.source_id])
    if not _any(before, "lost"):
        return False
    with _lent(before, old.source_id, now, "known_content"):
        now.execute(STATEMENTS["fresh"], [new.source_id])
    if not _any(now, "fresh"):
        return False
    names = ", ".join(quote(column) for _, column, _, _ in old.columns)
    rows = before.sql(
        f'SELECT record_id, content_hash, lost."row", {names} FROM lost JOIN {quote(old.raw_table)} USING (record_id)'
    )
    now.register("arriving_lost", rows.to_arrow_reader())
    now.execute("CREATE OR REPLACE TEMP TABLE lost_row AS FROM arriving_lost")
    now.unregister("arriving_lost")
    names = ", ".join(quote(column) for _, column, _, _ in new.columns)
    now.execute(
        f'CREATE OR REPLACE TEMP TABLE fresh_row AS SELECT record_id, content_hash, fresh."row", {names} '
        f"FROM fresh JOIN {quote(new.raw_table)} USING (record_id)"
    )
    return True


def _any(cursor: DuckDBPyConnection, table: str) -> bool:
    return bool(cursor.execute(f"SELECT count(*) > 0 FROM {quote(table)}").fetchall()[0][0])


@contextmanager
def _lent(owner: DuckDBPyConnection, source_id: int, other: DuckDBPyConnection, name: str) -> Iterator[None]:
    """Shows one side's records to the other."""
    other.register(name, owner.sql(STATEMENTS["contents"], params=[source_id]).to_arrow_table())
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
    now.execute(STATEMENTS["weights"].format(fresh=fresh, raw=quote(new.raw_table), sample=SAMPLE))
    rows = int(now.execute(f"SELECT count(*) FROM {quote(new.raw_table)}").fetchall()[0][0])
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
