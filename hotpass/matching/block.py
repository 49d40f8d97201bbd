"""Blocks: the records that share the keys of one rule, without the crowds that a saved model leaves out."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hotpass.matching.keys import Rule
from hotpass.matching.numbering import JOINED, ROOM, Codes, Numbers, distinct
from hotpass.matching.records import Records, Rows
from hotpass.matching.standing import Limit

# A value stays in use, or left out, until so many times more, or fewer, records share it than the limit says.
GROWN = 2


class Block(NamedTuple):
    """The records of a rule by the value they share, the smallest blocks first; who shares it with nobody is not here.

    `sizes` are the numbers of records that share a value and how many values are so frequent. `members` are records,
    or where one may have several values, places in the list of all values, block by block. `left_out` counts the values
    that a limit kept away, and `crowds` are those among them that must be known by name.
    """

    members: Rows
    owners: Rows | None
    sizes: list[tuple[int, int]]
    left_out: int
    crowds: pa.Array

    def between(self, beyond: int, cap: int) -> Iterator[Rows]:
        """The records of all blocks larger than one size and up to another: a table for each size, a row a block."""
        start = 0
        for size, blocks in self.sizes:
            stop = start + size * blocks
            if beyond < size <= cap:
                members = self.members[start:stop].reshape(-1, size)
                yield members if self.owners is None else self.owners[members]
            start = stop

    def heads(self) -> tuple[Rows, Numbers]:
        """The first member of each block, and how large the block is."""
        size = np.repeat(*np.array(self.sizes, dtype=np.int64).reshape(-1, 2).T)
        return self.members[np.cumsum(size) - size], size


def build(records: Records, rule: Rule, limit: Limit | None = None) -> Block:
    """The blocks of a rule; all of them where there is no limit."""
    owners, codes = _shared(records, rule)
    members, size = _runs(codes)
    if limit is None:
        return _block(members, size, owners)
    whole = Block(members, owners, [], 0, pa.nulls(0, pa.string()))
    heads = members[np.cumsum(size) - size]
    refused = _refused(records, rule, whole, (heads, size), limit)
    crowds = named(records, rule, owners, heads[refused & (size <= GROWN**2 * limit.largest)])
    left = _block(members[np.repeat(~refused, size)], size[~refused], owners)
    return left._replace(left_out=int(refused.sum()), crowds=crowds)


def limit(records: Records, rule: Rule, block: Block, largest: int) -> Limit:
    """What a saved model must know of a rule whose blocks were used up to a size."""
    heads, size = block.heads()
    left_out = (size > largest) & (size <= GROWN**2 * largest)
    return Limit(largest, named(records, rule, block.owners, heads[left_out]))


def _block(members: Rows, size: Numbers, owners: Rows | None) -> Block:
    """Runs of members in the order of their lengths."""
    order = np.argsort(size, kind="stable")
    ordered = size[order]
    shift = (np.cumsum(size) - size)[order] - (np.cumsum(ordered) - ordered)
    found = members[np.repeat(shift, ordered) + np.arange(len(members))]
    sizes, blocks = np.unique_counts(ordered)
    return Block(found, owners, list(zip(sizes.tolist(), blocks.tolist(), strict=True)), 0, pa.nulls(0, pa.string()))


def _runs(codes: Codes | Numbers) -> tuple[Rows, Numbers]:
    """The places of equal codes beside each other, and how many are equal; codes below 0 and single ones are left out.

    One number holds a code and its place: sorting numbers is several times as quick as sorting by.
    """
    places = np.flatnonzero(codes >= 0)
    width = len(codes).bit_length()
    if int(codes.max(initial=0)).bit_length() + width > ROOM:
        codes = distinct([codes])
    keys = (codes[places].astype(np.int64) << width) | places
    keys.sort()
    code = keys >> width
    starts = np.flatnonzero(np.append(True, code[1:] != code[:-1])) if len(code) else np.zeros(0, dtype=np.int64)
    size = np.diff(starts, append=len(code))
    shared = size > 1
    members = (keys[np.repeat(shared, size)] & ((1 << width) - 1)).astype(np.int32)
    return members, size[shared]


def _refused(
    records: Records, rule: Rule, block: Block, heads: tuple[Rows, Numbers], limit: Limit
) -> NDArray[np.bool_]:
    """For each block whether it is left out: far too large, or left out before and still about so large."""
    first, size = heads
    refused: NDArray[np.bool_] = size > GROWN * limit.largest
    doubtful = ~refused & (size * GROWN > limit.largest)
    if len(limit.crowds) and doubtful.any():
        refused[doubtful] = pc.is_in(named(records, rule, block.owners, first[doubtful]), value_set=limit.crowds)
    return refused


def named(records: Records, rule: Rule, owners: Rows | None, members: Rows) -> pa.Array:
    """The values of a rule that some members have, each as one text; `owners` are those of all entries, if any."""
    if rule.keys[0].several:
        own = members if owners is None else owners[members]
        # The entries of one record lie beside each other.
        within = 0 if owners is None else members - np.searchsorted(owners, own)
        return records.entry(rule.keys[0].name, own, within)
    return pc.binary_join_element_wise(
        *(records.texts(key.name, records.codes(key.name)[members]) for key in rule.keys), JOINED
    )


def keys(records: Records, rule: Rule) -> tuple[Rows | None, tuple[Codes, ...]]:
    """The number of each key of a rule, -1 where it is missing, of each record or who owns each entry."""
    if rule.keys[0].several:
        owners, codes = records.entries(rule.keys[0].name)
        return owners, (codes,)
    return None, tuple(records.codes(key.name) for key in rule.keys)


def _shared(records: Records, rule: Rule) -> tuple[Rows | None, Codes | Numbers]:
    """A number for the values of all keys of a rule, -1 where one is missing, of each record or who owns each entry."""
    owners, (first, *others) = keys(records, rule)
    found: Codes | Numbers = first
    for more in others:
        width = int(more.max(initial=-1)) + 1
        if int(found.max(initial=0)).bit_length() + width.bit_length() > ROOM:
            found = np.where(found >= 0, distinct([found]), -1)
        found = np.where((found >= 0) & (more >= 0), found.astype(np.int64) * width + more, -1)
    return owners, found
