"""Blocks: the records that share the keys of one rule, without the crowds that a saved model leaves out."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hotpass.matching.keys import Key, Rule
from hotpass.matching.records import JOINED, Codes, Records, Rows, combine, encode
from hotpass.matching.standing import Limit

# A value stays in use, or left out, until so many times more, or fewer, records share it than the limit says.
GROWN = 2
Places = NDArray[np.int64]


class Block(NamedTuple):
    """The records that share the keys of a rule with others, block by block, and the size of each one's block.

    `first` is for each block a place where its value stands; `left_out` counts the blocks that a limit kept away, and
    `crowds` are the values of those among them that must be known by name.
    """

    members: Rows
    size: Places
    first: Places
    left_out: int
    crowds: frozenset[str]

    def sizes(self) -> list[tuple[int, int]]:
        """Each size there is, and how many blocks have it."""
        size, members = np.unique(self.size, return_counts=True)
        return [(int(one), int(count) // int(one)) for one, count in zip(size, members, strict=True)]


def build(records: Records, rule: Rule, limit: Limit | None = None) -> Block:
    """The blocks of a rule, those of one size together, the smallest first; all of them where there is no limit."""
    rows, codes, places = _shared(records, rule)
    counts = np.bincount(codes, minlength=1)
    first = np.zeros(len(counts), dtype=np.int64)
    first[codes[::-1]] = places[::-1]
    used = counts > 1
    refused = _refused(records, rule, np.where(used, counts, 0), first, limit) if limit else np.zeros_like(used)
    used &= ~refused
    order = np.argsort(counts, kind="stable")
    place = np.empty(len(counts), dtype=np.int64)
    place[order] = np.arange(len(counts))
    # One number holds the place of the block and the record: sorting numbers is several times as quick as sorting by.
    width, shared = max(1, records.count), used[codes]
    ordered, members = np.divmod(np.sort(place[codes[shared]] * width + rows[shared]), width)
    known = refused & (counts <= GROWN**2 * limit.largest) if limit else refused
    return Block(
        members=members.astype(np.int32),
        size=counts[order[ordered]],
        first=first[order[used[order]]],
        left_out=int(refused.sum()),
        crowds=_texts(records, rule, first[known]),
    )


def limit(records: Records, rule: Rule, block: Block, largest: int) -> Limit:
    """What a saved model must know of a rule whose blocks were used up to a size."""
    sizes = np.concatenate([np.repeat(size, count) for size, count in block.sizes()] or [np.empty(0, dtype=np.int64)])
    left_out = (sizes > largest) & (sizes <= GROWN**2 * largest)
    return Limit(largest, _texts(records, rule, block.first[left_out]))


def _refused(records: Records, rule: Rule, counts: Places, first: Places, limit: Limit) -> NDArray[np.bool_]:
    """For each value whether its block is left out: far too large, or left out before and still about so large."""
    refused = counts > GROWN * limit.largest
    doubtful = np.flatnonzero(~refused & (counts * GROWN > limit.largest))
    if limit.crowds and len(doubtful):
        known = pa.array(sorted(limit.crowds), pa.string())
        refused[doubtful] = pc.is_in(_named(records, rule, first[doubtful]), value_set=known)
    return refused


def _texts(records: Records, rule: Rule, places: Places) -> frozenset[str]:
    return frozenset(_named(records, rule, places).to_pylist()) if len(places) else frozenset()


def _named(records: Records, rule: Rule, places: Places) -> pa.Array:
    """The value of a rule at some places, as one text."""
    if rule.keys[0].several:
        return records.column(rule.keys[0].name).flatten().take(pa.array(places))
    return pc.binary_join_element_wise(*(records.texts(key.name, places) for key in rule.keys), JOINED)


class Shared(NamedTuple):
    """Each record that has all keys of a rule, as often as it has values of them, with a number for these values.

    `places` tell where the values stand: among the records, or among the values of all lists.
    """

    rows: Rows
    codes: Codes
    places: Places


def _shared(records: Records, rule: Rule) -> Shared:
    if rule.keys[0].several:
        return _each(records, rule.keys[0])
    codes = records.codes(rule.keys[0].name)
    filled = codes >= 0
    for key in rule.keys[1:]:
        more = records.codes(key.name)
        codes, filled = combine(codes, more), filled & (more >= 0)
    rows = np.flatnonzero(filled)
    return Shared(rows.astype(np.int32), codes[rows], rows)


def _each(records: Records, key: Key) -> Shared:
    lists = records.column(key.name)
    codes = encode(lists.flatten())
    rows = pc.list_parent_indices(lists).to_numpy(zero_copy_only=False).astype(np.int32)
    places = np.flatnonzero(codes >= 0)
    return Shared(rows[places], codes[places], places)
