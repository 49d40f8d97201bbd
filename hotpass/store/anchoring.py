"""Anchoring: records without a key that came back changed, known again by what they still say.

Nothing is guessed: a record is known again where one couple, and no other of either side, agrees in what tells records
apart. Everything is done on the rows that did not come back as they were, in time proportional to their cells.
"""

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection

from hotpass.fields.header import header_words
from hotpass.model.column import RenamedBy
from hotpass.store import fresh, renamed, sources
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
    """A source without a key: its deliveries, all their rows as one relation, how many those are, and its columns.

    Of a column: header, name, type and whether it is used. `raw_table` is that of the latest delivery.
    """

    source_ids: tuple[int, ...]
    raw_table: str
    rows: str
    records: int
    columns: tuple[tuple[str, str, str | None, bool], ...]


class Sides(NamedTuple):
    """The tables of before and of now; `fresh`: of now those records only that are not known to have come back."""

    before: DuckDBPyConnection
    now: DuckDBPyConnection
    fresh: bool

    @property
    def left_before(self) -> str | None:
        """The records of before that may be others now, for either cursor; None where they lie with all of them."""
        return f"{_home(self.now)}.main.left_before" if self.fresh else None

    def left(self, old: Feed) -> str:
        """The rows of a source of before that may be others now, as before's cursor sees them."""
        return f"{_home(self.now)}.{fresh.LEFT}.{quote(old.raw_table)}" if self.fresh else old.rows

    @property
    def known(self) -> str:
        """Where the ids of before lie that a record of now may have by mistake, as now's cursor sees them."""
        return "ground.main.record" if self.fresh else "lost_row"


def anchor(
    before: DuckDBPyConnection, now: DuckDBPyConnection, deltas: Collection[str] = (), *, fresh: bool = False
) -> int:
    """Gives records that came back changed the ids they had; answers how many those are.

    `before` sees the tables of the published run, `now` those of the run that has just read its files; `deltas` names
    the sources of which only what is new or changed came. `fresh`: of the records of now only those are there that are
    not known to have come back as they were, and `before` is the ground.
    """
    known, arrived = _feeds(before, deltas), _feeds(now, deltas)
    sides = Sides(before, now, fresh=fresh)
    return sum(_anchor_feed(sides, old, new) for _, old, new in sources.paired(known, arrived))


def _feeds(cursor: DuckDBPyConnection, deltas: Collection[str]) -> dict[tuple[str, str], Feed]:
    """Sources by name and sheet; those of which several files came at once are left out: each may hold any row."""
    found: dict[tuple[str, str], list[tuple[int, str, int, bool]]] = {}
    for source_id, name, sheet, raw, records, arrived in cursor.execute(STATEMENTS["sources"]).fetchall():
        found.setdefault((name, "" if name in deltas else sheet), []).append((source_id, raw, records, arrived))
    return {
        name: _feed(cursor, deliveries)
        for name, deliveries in found.items()
        if sum(arrived for *_, arrived in deliveries) <= 1
    }


def _feed(cursor: DuckDBPyConnection, deliveries: Sequence[tuple[int, str, int, bool]]) -> Feed:
    listed = [cursor.execute(STATEMENTS["columns"], [source_id]).fetchall() for source_id, *_ in deliveries]
    parts = [
        Part(quote(raw), tuple((header, name) for header, name, _, _ in columns))
        for (_, raw, _, _), columns in zip(deliveries, listed, strict=True)
    ]
    rows = together(parts)
    taken = {
        place: use
        for columns, places in zip(listed, rows.places, strict=True)
        for place, (_, _, *use) in zip(places, columns, strict=True)
    }
    columns = tuple((*column, *taken[place]) for place, column in enumerate(rows.columns))
    records = sum(records for _, _, records, _ in deliveries)
    return Feed(tuple(source_id for source_id, *_ in deliveries), deliveries[-1][1], rows.relation, records, columns)


def _anchor_feed(sides: Sides, old: Feed, new: Feed) -> int:
    if not _part(sides, old, new):
        return 0
    now = sides.now
    now.execute(STATEMENTS["settle"])
    now.execute(STATEMENTS["same_content"])
    was = renamed.of_source(now, new.source_ids[-1])
    shared = _shared(old, new, {each.header: each.was for each in was if each.known_by is not RenamedBy.EARLIER})
    if shared:
        _liken(sides, old, new, shared)
    now.execute(STATEMENTS["ids"].format(known=sides.known))
    while now.execute(STATEMENTS["clash"].format(known=sides.known)).fetchall()[0][0]:
        now.execute(STATEMENTS["again"].format(known=sides.known))
    sources.rename(now, new.source_ids[-1], new.raw_table)
    return int(now.execute(STATEMENTS["count"]).fetchall()[0][0])


def _part(sides: Sides, old: Feed, new: Feed) -> bool:
    """Lays out, on either side, the rows that are not the same; answers whether ids of before may be given to some."""
    before, now = sides.before, sides.now
    with _lent(now, new, before, "arrived_content"):
        before.execute(STATEMENTS["lost"].format(records=sides.left_before or "record"), [old.source_ids])
    # An id of before may also be that of a record that is not looked at, since it came back as it was.
    if not sides.fresh and not _any(before, "lost"):
        return False
    with _lent(before, old, now, "known_content", sides.left_before):
        now.execute(STATEMENTS["fresh"], [new.source_ids])
    if not _any(now, "fresh"):
        return False
    names = ", ".join(quote(column) for _, column, _, _ in old.columns)
    rows = before.sql(
        f'SELECT number, record_id, content_hash, lost."row", {names} '
        f"FROM lost JOIN {sides.left(old)} USING (record_id)"
    )
    now.register("arriving_lost", rows.to_arrow_reader())
    now.execute("CREATE OR REPLACE TEMP TABLE lost_row AS FROM arriving_lost")
    now.unregister("arriving_lost")
    names = ", ".join(quote(column) for _, column, _, _ in new.columns)
    now.execute(
        f'CREATE OR REPLACE TEMP TABLE fresh_row AS SELECT number, record_id, content_hash, fresh."row", {names} '
        f"FROM fresh JOIN {new.rows} USING (record_id)"
    )
    return True


def _any(cursor: DuckDBPyConnection, table: str) -> bool:
    return bool(cursor.execute(f"SELECT count(*) > 0 FROM {quote(table)}").fetchall()[0][0])


@contextmanager
def _lent(
    owner: DuckDBPyConnection, feed: Feed, other: DuckDBPyConnection, name: str, records: str | None = None
) -> Iterator[None]:
    """Shows one side's records, or those of them, to the other, as they lie there where the other sees them."""
    home, path = owner.execute(STATEMENTS["home"]).fetchall()[0]
    if other.execute(STATEMENTS["sees"], [home, path]).fetchall()[0][0]:
        ids = ", ".join(str(source_id) for source_id in feed.source_ids)
        held = records or f"{quote(home)}.main.record"
        other.execute(STATEMENTS["show"].format(name=quote(name), records=held, ids=ids))
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


def _liken(sides: Sides, old: Feed, new: Feed, shared: list[tuple[str, str, str | None]]) -> None:
    """Settles the couples that are the only ones alike."""
    now = sides.now
    now.execute(
        STATEMENTS["cells"].format(
            lost=_folded([was for was, _, _ in shared]), fresh=_folded([here for _, here, _ in shared])
        )
    )
    told = {
        "bits": _weights(sides.before, old, [was for was, _, _ in shared]),
        "names": [kind in NAMES for _, _, kind in shared],
        "codes": [kind in CODES for _, _, kind in shared],
        "alike": ALIKE,
        "outweigh": OUTWEIGH,
        "enough": math.log2(max(2, old.records, new.records)) + SPARE,
    }
    now.execute(STATEMENTS["whole"])
    now.execute(STATEMENTS["accept"], told)
    now.execute(STATEMENTS["forget_settled"])
    now.execute(STATEMENTS["parts"], {"few": FEW})
    now.execute(STATEMENTS["accept"], told)


def _weights(before: DuckDBPyConnection, old: Feed, columns: Sequence[str]) -> list[float | None]:
    """What a value of each of these columns tells, in bits: the entropy of a sample of the rows as they were."""
    # Rows at equal distances: the same ones wherever and in whatever order they lie.
    step = math.ceil(max(1, old.records) / SAMPLE)
    cells = ", ".join(f"nullif(lower(trim({quote(was)})), '') AS p{place}" for place, was in enumerate(columns))
    sample = before.sql(f'SELECT {cells} FROM {old.rows} AS held WHERE "row" % {step} = 0').to_arrow_table()
    return [_entropy(column) for column in sample.columns]


def _entropy(texts: pa.ChunkedArray) -> float | None:
    """The bits that one of these texts tells; None where there is none."""
    counts = np.sort(pc.value_counts(texts.drop_null()).field("counts").to_numpy(zero_copy_only=False))
    shares = counts / counts.sum()
    return float(-(shares * np.log2(shares)).sum()) if len(counts) else None


def _home(cursor: DuckDBPyConnection) -> str:
    return quote(str(cursor.execute(STATEMENTS["home"]).fetchall()[0][0]))


def _folded(columns: Sequence[str]) -> str:
    """The texts of a row as one list; nothing where there is none."""
    texts = (f"nullif(lower(trim(regexp_replace({quote(each)}, '\\s+', ' ', 'g'))), '')" for each in columns)
    return f"[{', '.join(texts)}]"
