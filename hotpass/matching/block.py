"""Blocks: the records that share the keys of one rule, without the crowds that a saved model leaves out."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hotpass.matching.keys import Rule
from hotpass.matching.records import JOINED, Codes, Records, Rows, combine, encode
from hotpass.matching.standing import Limit

# A value stays in use, or left out, until so many times more, or fewer, records share it than the limit says.
GROWN = 2
Places = NDArray[np.int64]


class Block(NamedTuple):
    """The records of a rule by the value they share: `counts[c]` of them have value c, 0 where it brings none together.

    `codes` has a value, or -1, for each of the `rows`, which are records; a record may have several. `left_out` counts
    the values that a limit kept away, and `crowds` are those among them that must be known by name.
    """

    rows: Rows
    codes: Codes
    counts: NDArray[np.int32]
    left_out: int
    crowds: pa.Array

    def sizes(self) -> list[tuple[int, int]]:
        """Each number of records that share a value, and how many values are so frequent."""
        blocks = np.bincount(self.counts)
        return [(size, int(blocks[size])) for size in np.flatnonzero(blocks).tolist() if size > 1]

    def between(self, beyond: int, cap: int) -> Iterator[Places]:
        """The records of all blocks larger than one size and up to another: a table for each size, a row a block.

        One number holds the place of the block and the record: sorting numbers is several times as quick as sorting by.
        """
        used = np.flatnonzero((self.counts > max(1, beyond)) & (self.counts <= cap))
        ordered = used[np.argsort(self.counts[used], kind="stable")]
        place = np.full(len(self.counts) + 1, -1, dtype=np.int64)
        place[ordered] = np.arange(len(ordered))
        entries = np.flatnonzero(place[self.codes] >= 0)
        width = int(self.rows.max(initial=0)) + 1
        members = np.sort(place[self.codes[entries]] * width + self.rows[entries]) % width
        size, blocks = np.unique(self.counts[ordered], return_counts=True)
        ends = np.cumsum(size.astype(np.int64) * blocks)
        for one, part in zip(size.tolist(), np.split(members, ends[:-1]), strict=True) if len(size) else ():
            yield part.reshape(-1, one)


def build(records: Records, rule: Rule, limit: Limit | None = None) -> Block:
    """The blocks of a rule; all of them where there is no limit."""
    rows, codes = _shared(records, rule)
    counts = np.bincount(codes[codes >= 0], minlength=1).astype(np.int32)
    counts[counts < 2] = 0
    whole = Block(rows, codes, counts, 0, pa.nulls(0, pa.string()))
    if limit is None:
        return whole
    refused = _refused(records, rule, whole, limit)
    crowds = _named(records, rule, whole, refused & (counts <= GROWN**2 * limit.largest))
    return whole._replace(counts=np.where(refused, 0, counts), left_out=int(refused.sum()), crowds=crowds)


def limit(records: Records, rule: Rule, block: Block, largest: int) -> Limit:
    """What a saved model must know of a rule whose blocks were used up to a size."""
    left_out = (block.counts > largest) & (block.counts <= GROWN**2 * largest)
    return Limit(largest, _named(records, rule, block, left_out))


def _refused(records: Records, rule: Rule, block: Block, limit: Limit) -> NDArray[np.bool_]:
    """For each value whether its block is left out: far too large, or left out before and still about so large."""
    counts = block.counts
    refused: NDArray[np.bool_] = counts > GROWN * limit.largest
    doubtful = ~refused & (counts * GROWN > limit.largest) & (counts > 1)
    if len(limit.crowds) and doubtful.any():
        refused[doubtful] = pc.is_in(_named(records, rule, block, doubtful), value_set=limit.crowds)
    return refused


def _named(records: Records, rule: Rule, block: Block, chosen: NDArray[np.bool_]) -> pa.Array:
    """The chosen values of a rule, each as one text."""
    entries = np.flatnonzero(np.append(chosen, False)[block.codes])
    first = np.zeros(len(chosen), dtype=np.int64)
    first[block.codes[entries][::-1]] = entries[::-1]
    places = first[chosen]
    if rule.keys[0].several:
        return records.column(rule.keys[0].name).flatten().take(pa.array(places))
    return pc.binary_join_element_wise(*(records.texts(key.name, places) for key in rule.keys), JOINED)


def _shared(records: Records, rule: Rule) -> tuple[Rows, Codes]:
    """The records and a number for their values of all keys of a rule, -1 where one is missing."""
    key = rule.keys[0]
    if key.several:
        lists = records.column(key.name)
        owners: Rows = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False).astype(np.int32)
        return owners, encode(lists.flatten())
    codes = records.codes(key.name)
    filled = codes >= 0
    for more in (records.codes(key.name) for key in rule.keys[1:]):
        codes, filled = combine(codes, more), filled & (more >= 0)
    return np.arange(records.count, dtype=np.int32), np.where(filled, codes, -1)
