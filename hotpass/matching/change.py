"""Change: all records as matching sees them, which of them came or changed, and how those were before."""

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.matching import twins
from hotpass.matching.comparison import Comparison
from hotpass.matching.numbering import Codes
from hotpass.matching.records import Records, read, read_few
from hotpass.matching.shelf import Shelf, beside
from hotpass.matching.standing import Counted
from hotpass.matching.twins import Crowds

Chosen = NDArray[np.bool_]
Places = NDArray[np.int64]
Laid = Mapping[str, NDArray[np.int32]]
# Of the records laid by, so many may have changed since: beyond, it is as quick to read and number all anew.
FEW = 0.1
SIDES = ("left_id", "right_id")
BOTH = "compared_both"
NOTHING: Laid = {}
NOBODY = np.empty(0, dtype=np.int64)
NO_PAIRS = pa.schema([(side, pa.string()) for side in SIDES]).empty_table()


class Twins(NamedTuple):
    """Pairs (ids) of records that stand for others of the same words, and those: what is no more, and what is new."""

    void: pa.Table
    new: pa.Table


class Change:
    """The first `here` records are those of this run, the others those that are no longer what or where they were.

    `asked` are the records to compare. Those that another stands for say nothing; `twins` tells what changed of that.
    """

    def __init__(
        self,
        records: Records,
        here: int,
        asked: Chosen,
        twins: Twins,
        stale: Places = NOBODY,
        laid: Laid = NOTHING,
    ) -> None:
        """Takes the records, and those among them that came or changed; `stale` ones have no values any more.

        `laid` tells for columns how many records had each value that was laid by, by its number, or 0.
        """
        self.records, self.here, self.asked, self.twins = records, here, asked, twins
        self.stale, self.laid = stale, laid
        self._stands = self.rows(pc.unique(twins.new["left_id"]))

    @property
    def ids(self) -> pa.Array:
        """The ids of the records."""
        return self.records.ids

    @property
    def left(self) -> pa.Array:
        """The ids of the records that are no longer what or where they were, and met others."""
        met = np.ones(self.records.count, dtype=np.bool_)
        met[self.stale] = False
        return self.ids.slice(self.here).filter(pa.array(met[self.here :]))

    def rows(self, ids: pa.Array) -> NDArray[np.int32]:
        """The places of a few records of this run."""
        every = self.ids.slice(0, self.here)
        here = pc.is_in(every, value_set=ids).to_numpy(zero_copy_only=False)
        here = here.copy()
        here[self.stale[self.stale < self.here]] = False
        places = np.flatnonzero(here).astype(np.int32)
        found = pc.index_in(ids, value_set=every.take(pa.array(places)))
        chosen: NDArray[np.int32] = places[found.to_numpy(zero_copy_only=False)]
        return chosen

    def share(self, column: str, known: pa.Array) -> Counted:
        """The values of records that are asked which several have, and which are not known; asks all that have them.

        Who stands for others speaks for several.
        """
        codes, every = self.records.codes(column), np.concatenate([np.flatnonzero(self.asked), self._stands])
        chosen = np.unique(codes[every])
        chosen = chosen[chosen >= 0]
        values = self.records.texts(column, chosen)
        # Few are asked among many that are known: what is looked up must be the few.
        new = pc.invert(pc.is_in(values, value_set=known.filter(pc.is_in(known, value_set=values))))
        new = new.to_numpy(zero_copy_only=False) & (self._laid(column, chosen) == 0)
        chosen, values = chosen[new], values.filter(pa.array(new))
        place = np.full(self.records.variety([column]) + 1, -1, dtype=np.int32)
        place[chosen] = np.arange(len(chosen))
        having = np.flatnonzero(place[codes[: self.here]] >= 0) if len(chosen) else np.empty(0, dtype=np.int64)
        number = place[codes[having]]
        counts = np.bincount(number, minlength=len(chosen))
        shared = (counts > 1) | np.isin(chosen, codes[self._stands])
        if shared.any():
            self.asked = self.asked | _mask(self.records.count, having[shared[number]])
        return Counted(values.filter(pa.array(shared)), counts[shared], 0)

    def laid_of(self, records: Records, rows: NDArray[np.integer]) -> Laid:
        """What is laid by of the values of some records alone, by their own numbers, and at last 0 for none."""
        found = {}
        for column in self.laid:
            found[column] = np.zeros(records.variety([column]) + 1, dtype=np.int32)
            found[column][records.codes(column)] = self._laid(column, self.records.codes(column)[rows])
        return found

    def _laid(self, column: str, codes: Codes) -> NDArray[np.int32]:
        found = np.zeros(len(codes), dtype=np.int32)
        if column in self.laid:
            there = np.flatnonzero((codes >= 0) & (codes < len(self.laid[column])))
            found[there] = self.laid[column][codes[there]]
        return found


class Since(NamedTuple):
    """What was laid by, the ids of what changed since or is gone, and the table of those of them that are here.

    `counts` are the values (`name`, `value`, `records`) that several records have since; of NULL, how many had any.
    """

    shelf: Shelf
    stale: pa.Array
    table: str
    counts: pa.Table

    @property
    def is_near(self) -> bool:
        """Whether little enough changed since, so that it is worth going on from there."""
        return len(self.stale) <= FEW * self.shelf.records.count


class Read(NamedTuple):
    """All that decides how records are read: how they are compared, the keys of rules, and the sources kept apart."""

    compared: Sequence[Comparison]
    keys: dict[str, str]
    apart: Sequence[int]

    def crowds(self, records: Records, rows: Places, least: int) -> Crowds:
        """The crowds among some records, but for those of sources kept apart, the smallest id of each first."""
        met = rows[~np.isin(records.sources[rows], list(self.apart))]
        many = twins.crowded(records, self.compared, met, least)
        ordered = many[pc.sort_indices(records.ids.take(pa.array(many))).to_numpy()]
        return twins.crowds(records, self.compared, ordered, least)


def read_since(cursor: DuckDBPyConnection, by: Read, before: str, since: Since) -> Change | None:
    """The change that `change` tells of, on top of what was laid by; None where that cannot be gone on from.

    `before` names the table of records as they were that changed or are gone.
    """
    shelf, others, counts = since.shelf
    laid = {column: found.records for column, found in counts.items()}
    more = read_few(cursor, by.compared, by.keys, (since.table, before))
    stale = np.flatnonzero(pc.is_in(shelf.ids, value_set=since.stale).to_numpy(zero_copy_only=False))
    records = beside(shelf, more, stale)
    if records is None:
        return None
    [(added,)] = cursor.execute(f"SELECT count(*) FROM {since.table}").fetchall()
    every = np.arange(records.count)
    here = shelf.count + int(added)
    came = (every >= shelf.count) & (every < here)
    came[came] = pc.is_in(more.ids.slice(0, added), value_set=_fresh(cursor)).to_numpy(zero_copy_only=False)
    stays = np.ones(records.count, dtype=np.bool_)
    stays[stale] = False
    parts = stays & ((every >= here) | ~came), stays & (every < here)
    least = twins.fewest(shelf.count)
    if any(twins.fewest(int(np.count_nonzero(part))) != least for part in parts):
        return None
    # Whatever is not like one of these has the company it had.
    few = [(records, every[shelf.count :]), (shelf, stale)]
    like = twins.like(records, by.compared, np.flatnonzero(stays), few)
    was, now = (by.crowds(records, like[part[like]], least) for part in parts)
    alone = np.setdiff1d(others, like)
    folded = tuple(np.union1d(alone[stays[alone]], crowds.others) for crowds in (was, now))
    return _told(Change(records, here, came, Twins(NO_PAIRS, NO_PAIRS), stale, laid), stays, (was, now), folded)


def read_change(cursor: DuckDBPyConnection, by: Read, tables: tuple[str, str]) -> tuple[Change, Shelf]:
    """The change that `change` tells of, from the tables of records as they are and of those that left or changed.

    Answers as well what the next run can go on from.
    """
    here = int(cursor.execute(f"SELECT count(*) FROM {tables[0]}").fetchall()[0][0])
    # What is read first comes first: DuckDB keeps the order of what it reads.
    cursor.execute(f"CREATE OR REPLACE TEMP VIEW {BOTH} AS FROM {tables[0]} UNION ALL FROM {tables[1]}")
    records = read(cursor, by.compared, by.keys, BOTH, ordered=False)
    every = np.arange(records.count)
    came = pc.is_in(records.ids, value_set=_fresh(cursor)).to_numpy(zero_copy_only=False) & (every < here)
    was, now = (
        by.crowds(records, rows, twins.fewest(len(rows))) for rows in (every[(every >= here) | ~came], every[:here])
    )
    stays = np.ones(records.count, dtype=np.bool_)
    shelf = Shelf(records.of(every[:here]), now.others, {})
    change = Change(records, here, came, Twins(NO_PAIRS, NO_PAIRS))
    return _told(change, stays, (was, now), (was.others, now.others)), shelf


def _told(change: Change, stays: Chosen, crowds: tuple[Crowds, Crowds], folded: Sequence[Places]) -> Change:
    """The same change where records that others stand for say nothing, as crowds were and as they are now."""
    if not any(map(len, folded)):
        return change
    records, here, came, (was, now) = change.records, change.here, change.asked, crowds
    every = np.arange(records.count)
    before, after = (_mask(records.count, others) for others in folded)
    changed = set(records.ids.filter(pa.array(came | (every >= here))).to_pylist())
    twins_ = Twins(_gone(records.ids, was, now, changed), _gone(records.ids, now, was, changed))
    silent = np.flatnonzero(np.where(every < here, after | ~stays, before))
    asked = (came | before) & (every < here) & ~after & stays
    # Who is folded away just now has met others until now.
    found = records.again(np.flatnonzero(~before & after & ~came & stays))
    found.silence(silent)
    asked = np.append(asked, np.zeros(found.count - len(asked), dtype=np.bool_))
    return Change(found, here, asked, twins_, silent, change.laid)


def _mask(count: int, chosen: Places) -> Chosen:
    found = np.zeros(count, dtype=np.bool_)
    found[chosen] = True
    return found


def _fresh(cursor: DuckDBPyConnection) -> pa.Array:
    """The ids of what came or changed."""
    found = cursor.sql("SELECT record_id FROM change WHERE fate IN ('new', 'changed')").to_arrow_table()
    return found["record_id"].combine_chunks()


def _gone(ids: pa.Array, crowds: Crowds, others: Crowds, changed: Set[str]) -> pa.Table:
    """The pairs of who stands for whom that are not among those of other crowds, or one of whose sides changed."""
    here, there = (_pairs(ids, each) for each in (crowds, others))
    known = set(there)
    gone = [pair for pair in here if pair not in known or not changed.isdisjoint(pair)]
    return pa.table({side: [pair[place] for pair in gone] for place, side in enumerate(SIDES)}, schema=NO_PAIRS.schema)


def _pairs(ids: pa.Array, crowds: Crowds) -> list[tuple[str, str]]:
    stands = crowds.stands[crowds.stands != crowds.rows]
    return list(zip(*(ids.take(pa.array(rows)).to_pylist() for rows in (stands, crowds.others)), strict=True))
