"""Twins: records that say the same in every field that is compared, of which one stands for all while others are met.

However many there are, they cost no more than one record, and no crowd of them is too large to be brought together.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.matching.blocking import Pairs, budget
from hotpass.matching.comparison import Comparison
from hotpass.matching.numbering import Codes, distinct, grouped
from hotpass.matching.records import Records, Rows
from hotpass.matching.scoring import Model, Scored, score
from hotpass.model.linkage import TWINS, BlockingCount

# Fewer meet in the blocks that are used, so that all their pairs are seen.
FEWEST = 4
# Of so many times as many records, few are counted by themselves.
FEW = 10
TITLE = "Both say the same in every field that is compared"


class Folded(NamedTuple):
    """The records without those another stands for.

    `first` stands, among these, for each of the `others`, among all; `repeats` counts the others of each source.
    """

    records: Records
    first: Rows
    others: NDArray[np.int64]
    repeats: dict[int, int]

    def scored(self, cursor: DuckDBPyConnection, model: Model, floor: float) -> tuple[Scored, NDArray[np.int64]]:
        """The pairs of who stands for others with each of them, and who these are, where they reach the floor."""
        rules = np.full(len(self.first), TWINS, dtype=np.uint8)
        found = score(cursor, self.records, model, Pairs(self.first, self.first, rules), floor)
        return found, self.others[np.isin(self.first, found.left)]

    def stand_ins(self) -> list[int]:
        """Those who stand for others."""
        return [int(place) for place in np.unique(self.first)]

    def counts(self) -> tuple[BlockingCount, ...]:
        """How many pairs that makes."""
        count = BlockingCount(position=TWINS, rule=TITLE, pairs=len(self.others))
        return (count,) if len(self.others) else ()


def whole(records: Records) -> Folded:
    """Nobody stands for others."""
    return Folded(records, np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int64), {})


def fewest(records: int) -> int:
    """How many must say the same: from here on their pairs would take more than their share of all that are met."""
    return max(FEWEST, 2 + budget(records) // max(1, records))


class Crowds(NamedTuple):
    """Records of which enough say the same, in order, the one that `stands` for each, and those others stand for."""

    rows: NDArray[np.int64]
    stands: NDArray[np.int64]
    others: NDArray[np.int64]


def crowds(records: Records, compared: Sequence[Comparison], rows: NDArray[np.int64], least: int) -> Crowds:
    """Finds where at least so many of some records say the same in every column that is compared.

    The first of them, in the order given, stands for the others.
    """
    rows = crowded(records, compared, rows, least)
    columns = [records.codes(column)[rows] for column in _columns(compared)]
    number = distinct([np.zeros(len(rows), dtype=np.int32), *columns])
    first = np.zeros(len(rows), dtype=np.int64)
    first[number[::-1]] = rows[::-1]
    stands = first[number]
    counts = np.bincount(number, minlength=1)[number] if len(rows) else np.zeros(0, dtype=np.int64)
    many = counts >= least
    return Crowds(rows[many], stands[many], rows[many & (stands != rows)])


def fold(records: Records, compared: Sequence[Comparison], apart: Collection[int]) -> Folded:
    """Lets the first of many records that say the same stand for them; none of the sources kept apart."""
    met = np.flatnonzero(~np.isin(records.sources, list(apart)))
    found = crowds(records, compared, met, fewest(records.count))
    if not len(found.others):
        return whole(records)
    left = np.ones(records.count, dtype=np.bool_)
    left[found.others] = False
    place = (np.cumsum(left) - 1).astype(np.int32)
    source, others = np.unique(records.sources[found.others], return_counts=True)
    repeats = dict(zip(source.tolist(), others.tolist(), strict=True))
    stands = found.stands[found.stands != found.rows]
    return Folded(records.of(np.flatnonzero(left)), place[stands], found.others, repeats)


def _columns(compared: Sequence[Comparison]) -> list[str]:
    return sorted({column for comparison in compared for column in comparison.columns})


def crowded(records: Records, compared: Sequence[Comparison], rows: NDArray[np.int64], least: int) -> NDArray[np.int64]:
    """The records whose every value so many have, or none; column by column fewer are left."""
    for column in _columns(compared):
        if len(rows) < least:
            return rows[:0]
        codes = records.codes(column)[rows]
        rows = rows[_often(codes, least) if FEW * len(rows) < records.count else records.often(column, least)[codes]]
    return rows


def _often(codes: Codes, least: int) -> NDArray[np.bool_]:
    """Which of few numbers stand so many times among them, or for no value."""
    number = grouped(codes.astype(np.int64))[1]
    found: NDArray[np.bool_] = (np.bincount(number)[number] >= least) | (codes < 0)
    return found


def like(
    records: Records,
    compared: Sequence[Comparison],
    rows: NDArray[np.int64],
    few: Sequence[tuple[Records, NDArray[np.integer]]],
) -> NDArray[np.int64]:
    """Those of some records that say the same as one of a few may, which share their numbers.

    The most telling columns are asked first.
    """
    for column in sorted(_columns(compared), key=lambda column: -records.variety([column])):
        known = np.zeros(records.variety([column]) + 1, dtype=np.bool_)
        for among, chosen in few:
            known[among.codes(column)[chosen]] = True
        rows = rows[known[records.codes(column)[rows]]]
    return rows


def ids(folded: Folded, records: Records, scored: Scored, others: NDArray[np.int64]) -> tuple[pa.Array, pa.Array]:
    """The ids of both sides of scored pairs, the last of which are those of `others`."""
    known = folded.records.ids
    met = len(scored.left) - len(others)
    folded_away = records.ids.take(pa.array(others))
    right = pa.concat_arrays([known.take(pa.array(scored.right[:met])), folded_away])
    return known.take(pa.array(scored.left)), right
