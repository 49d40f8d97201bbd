"""Change: all records as matching sees them, which of them came or changed, and how those were before."""

from collections.abc import Sequence, Set
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.matching import twins
from hotpass.matching.comparison import Comparison
from hotpass.matching.records import Records, read
from hotpass.matching.standing import Counted
from hotpass.matching.twins import Crowds

Chosen = NDArray[np.bool_]
SIDES = ("left_id", "right_id")
BOTH = "compared_both"
NO_PAIRS = pa.schema([(side, pa.string()) for side in SIDES]).empty_table()


class Twins(NamedTuple):
    """Pairs (ids) of records that stand for others of the same words, and those: what is no more, and what is new."""

    void: pa.Table
    new: pa.Table


class Change:
    """The first `here` records are those of this run, the others those that are no longer what or where they were.

    `asked` are the records to compare. Those that another stands for are left out; `twins` tells what changed of that.
    """

    def __init__(self, records: Records, here: int, asked: Chosen, twins: Twins) -> None:
        """Takes the records, and those among them that came or changed."""
        self.records, self.here, self.asked, self.twins = records, here, asked, twins
        self._stands = self.rows(pc.unique(twins.new["left_id"]))

    @property
    def ids(self) -> pa.Array:
        """The ids of the records."""
        return self.records.ids

    def rows(self, ids: pa.Array) -> NDArray[np.int32]:
        """The places of a few records of this run."""
        every = self.ids.slice(0, self.here)
        places = np.flatnonzero(pc.is_in(every, value_set=ids).to_numpy(zero_copy_only=False)).astype(np.int32)
        found = pc.index_in(ids, value_set=every.take(pa.array(places)))
        chosen: NDArray[np.int32] = places[found.to_numpy(zero_copy_only=False)]
        return chosen

    def share(self, column: str, known: pa.Array) -> Counted:
        """The values of records that are asked which several have, and which are not known; asks all that have them.

        Who stands for others speaks for several.
        """
        codes, count = self.records.codes(column), len(self.records.values(column))
        counts = np.bincount(codes[: self.here] + 1, minlength=count + 1)[1:]
        shared = np.zeros(count + 1, dtype=np.bool_)  # the last place is that of no value
        shared[codes[self.asked]] = True
        shared[:-1] &= counts > 1
        shared[codes[self._stands]] = True
        shared[-1] = False
        values = self.records.texts(column, np.flatnonzero(shared))
        # Few are asked among many that are known: what is looked up must be the few.
        new = pc.invert(pc.is_in(values, value_set=known.filter(pc.is_in(known, value_set=values))))
        shared[np.flatnonzero(shared)] = new.to_numpy(zero_copy_only=False)
        self.asked = self.asked | (shared[codes] & (np.arange(len(codes)) < self.here))
        return Counted(values.filter(new), counts[shared[:-1]], 0)


def read_change(
    cursor: DuckDBPyConnection,
    compared: Sequence[Comparison],
    keys: dict[str, str],
    tables: tuple[str, str],
    apart: Sequence[int],
) -> Change:
    """The change that `change` tells of, from the tables of records as they are and of those that left or changed."""
    here = int(cursor.execute(f"SELECT count(*) FROM {tables[0]}").fetchall()[0][0])
    # What is read first comes first: DuckDB keeps the order of what it reads.
    cursor.execute(f"CREATE OR REPLACE TEMP VIEW {BOTH} AS FROM {tables[0]} UNION ALL FROM {tables[1]}")
    records = read(cursor, compared, keys, BOTH, ordered=False)
    ids, every = records.ids, np.arange(records.count)
    fresh = cursor.sql("SELECT record_id FROM change WHERE fate IN ('new', 'changed')").to_arrow_table()["record_id"]
    came = pc.is_in(ids, value_set=fresh).to_numpy(zero_copy_only=False) & (every < here)
    rows = every[(every >= here) | ~came], every[:here]
    was, now = (_crowds(records, compared, part, apart) for part in rows)
    if not len(was.others) and not len(now.others):
        return Change(records, here, came, Twins(NO_PAIRS, NO_PAIRS))
    before, after = (np.isin(every, crowds.others) for crowds in (was, now))
    stay = np.flatnonzero((every < here) & ~after)
    left = np.flatnonzero(~before & ((every >= here) | (after & ~came)))
    changed = set(ids.filter(pa.array(came | (every >= here))).to_pylist())
    twins_ = Twins(_gone(ids, was, now, changed), _gone(ids, now, was, changed))
    rows_ = np.concatenate([stay, left])
    return Change(records.of(rows_), len(stay), (came | before)[rows_] & (np.arange(len(rows_)) < len(stay)), twins_)


def _crowds(records: Records, compared: Sequence[Comparison], rows: NDArray[np.int64], apart: Sequence[int]) -> Crowds:
    """The crowds among some records, but for those of sources kept apart, the smallest id of each first."""
    least = twins.fewest(len(rows))
    many = twins.crowded(records, compared, rows[~np.isin(records.sources[rows], list(apart))], least)
    ordered = many[pc.sort_indices(records.ids.take(pa.array(many))).to_numpy()]
    return twins.crowds(records, compared, ordered, least)


def _gone(ids: pa.Array, crowds: Crowds, others: Crowds, changed: Set[str]) -> pa.Table:
    """The pairs of who stands for whom that are not among those of other crowds, or one of whose sides changed."""
    here, there = (_pairs(ids, each) for each in (crowds, others))
    known = set(there)
    gone = [pair for pair in here if pair not in known or not changed.isdisjoint(pair)]
    return pa.table({side: [pair[place] for pair in gone] for place, side in enumerate(SIDES)}, schema=NO_PAIRS.schema)


def _pairs(ids: pa.Array, crowds: Crowds) -> list[tuple[str, str]]:
    stands = crowds.stands[crowds.stands != crowds.rows]
    return list(zip(*(ids.take(pa.array(rows)).to_pylist() for rows in (stands, crowds.others)), strict=True))
