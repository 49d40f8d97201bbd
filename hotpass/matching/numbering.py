"""Numbers for values: equal values have equal numbers, so that whatever asks for equality never looks at a text."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

Codes = NDArray[np.signedinteger[Any]]
Numbers = NDArray[np.int64]
JOINED = "\x1f"
# Bits of a signed number.
ROOM = 63
# So many different values have numbers of two bytes.
FEW = 2**15 - 2


class Pieces:
    """Values and more of them after those, which are not copied to lie beside each other."""

    def __init__(self, first: pa.Array, more: pa.Array) -> None:
        """Takes both, of one type."""
        self._first, self._more = first, more
        self.type = first.type
        self._whole: pa.Array | None = None

    def __len__(self) -> int:
        """How many there are."""
        return len(self._first) + len(self._more)

    def take(self, places: pa.Array) -> pa.Array:
        """The values at some places; nothing where a place is missing."""
        if not len(self._more):
            return self._first.take(places)
        here, count = pc.less(places, len(self._first)), pa.scalar(len(self._first), places.type)
        first = self._first.take(pc.if_else(here, places, None))
        more = self._more.take(pc.if_else(here, None, pc.subtract(places, count)))
        return pc.coalesce(first, more)

    @property
    def whole(self) -> pa.Array:
        """All of them as one array."""
        if self._whole is None:
            self._whole = pa.concat_arrays([self._first, self._more])
        return self._whole


class Column(NamedTuple):
    """The number of each record's value among the different `values`, -1 where it has none."""

    codes: Codes
    values: pa.Array | Pieces


def encode(values: pa.Array) -> Column:
    """Numbers equal values alike, from 0 in the order of their first appearance; -1 where there is none."""
    found = plain(values).dictionary_encode()
    codes: Codes = found.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    if not pa.types.is_list(values.type):
        return Column(codes, found.dictionary)
    return Column(codes, values.take(pa.array(first_places(codes, len(found.dictionary)))))


def narrow(column: Column) -> Column:
    """The same in as few bytes as its numbers need."""
    return column._replace(codes=column.codes.astype(np.int16, copy=False)) if len(column.values) <= FEW else column


def kept(used: NDArray[np.bool_]) -> tuple[NDArray[np.int64], Codes]:
    """The values that are used, and a number for each of these; -1 for none, which comes last."""
    known = np.flatnonzero(used[:-1])
    number = np.empty(len(used), dtype=np.int32)
    number[known], number[-1] = np.arange(len(known), dtype=np.int32), -1
    return known, number


def together(one: Column, other: Column) -> tuple[Column, Column]:
    """Two columns with the same numbers for the same values."""
    both = encode(pa.concat_arrays([one.values, other.values]))
    here, there = both.codes[: len(one.values)], both.codes[len(one.values) :]
    return Column(_renumbered(here, one.codes), both.values), Column(_renumbered(there, other.codes), both.values)


def _renumbered(numbers: Codes, codes: Codes) -> Codes:
    found: Codes = np.append(numbers, np.int32(-1))[codes]
    return found


def counted(column: Column) -> NDArray[np.int32]:
    """How often each number stands in a column; the last place, for no value, is 0."""
    found = np.bincount(column.codes + 1, minlength=len(column.values) + 1).astype(np.int32)
    return np.append(found[1:], np.int32(0))


def put(values: pa.Array, codes: NDArray[np.integer]) -> pa.Array:
    """The values that have these numbers; nothing for -1."""
    missing = codes < 0
    return values.take(pa.array(codes, mask=missing) if missing.any() else pa.array(codes))


def plain(values: pa.Array) -> pa.Array:
    """Lists as one text each, since lists cannot be numbered."""
    return pc.binary_join(values, JOINED) if pa.types.is_list(values.type) else values


def first_places(codes: NDArray[np.integer], count: int) -> Numbers:
    """Where each of so many numbers stands first; numbers below 0 do not count."""
    found = np.zeros(count + 1, dtype=np.int64)
    found[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    return found[:count]


def grouped(keys: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
    """The different keys in order, and for each key its place among them.

    Sorting what is numbers already is several times as quick as looking each of them up.
    """
    order = np.argsort(keys)
    ordered = keys[order]
    new = np.ones(len(keys), dtype=np.bool_)
    new[1:] = ordered[1:] != ordered[:-1]
    place = np.empty(len(keys), dtype=np.int64)
    place[order] = np.cumsum(new) - 1
    return ordered[new], place


def distinct(columns: Sequence[Codes | Numbers]) -> Codes:
    """A number, 0 and above, for each combination of numbers, even where some are missing."""
    found = columns[0].astype(np.int64) + 1
    for more in columns[1:]:
        width = int(more.max(initial=-1)) + 2
        if int(found.max(initial=0)).bit_length() + width.bit_length() > ROOM:
            found = grouped(found)[1]
        found = found * width + more + 1
    return grouped(found)[1].astype(np.int32)
