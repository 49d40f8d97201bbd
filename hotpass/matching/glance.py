"""A glance at two texts: which levels they could stand at, by their letters, length and beginning alone.

What a glance rules out cannot hold; only what is left is compared letter by letter, at thirty times the cost.
"""

from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hotpass.matching.numbering import Codes, encode

Truths = NDArray[np.bool_]
# Texts whose letters are gathered together.
BATCH = 50_000
# The highest bit marks texts of letters that are more than one byte, or of none: nothing is ruled out for them.
WIDE = np.uint64(1) << np.uint64(63)
ALPHABET = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
# Winkler (1990): each of four letters that both begin with takes a tenth of what is missing to equality.
HEAD, TENTH = 4, 0.1
SLACK = 1e-9


def _bits() -> NDArray[np.uint64]:
    """A bit for each letter; signs that are rare share one."""
    found = np.full(256, len(ALPHABET), dtype=np.uint64)
    found[np.frombuffer(ALPHABET, dtype=np.uint8)] = np.arange(len(ALPHABET), dtype=np.uint64)
    found[128:] = 63
    return np.uint64(1) << found


BITS = _bits()


class Letters:
    """Of each text of a column the letters it has as bits, how many bytes it is long, and its first four bytes."""

    def __init__(self, values: pa.Array) -> None:
        """Takes texts, none of them missing."""
        self._values = values
        self._beginnings: dict[int, Codes] = {}
        _, places, letters = values.buffers()
        ends = np.frombuffer(places, dtype=np.int32)[values.offset : values.offset + len(values) + 1]
        text = np.zeros(int(ends[-1]) + HEAD, dtype=np.uint8)
        if letters is not None:
            text[: ends[-1]] = np.frombuffer(letters, dtype=np.uint8)[: ends[-1]]
        starts = ends[:-1]
        self.length = np.diff(ends)
        self.head = np.zeros(len(values), dtype=np.uint32)
        for place in range(HEAD):
            self.head |= text[starts + place].astype(np.uint32) << np.uint32(8 * place)
        self.bits = np.full(len(values), WIDE)
        filled = np.flatnonzero(self.length)
        for first in range(0, len(filled), BATCH):
            some = filled[first : first + BATCH]
            begins, end = starts[some], ends[some[-1] + 1]
            self.bits[some] = np.bitwise_or.reduceat(BITS[text[begins[0] : end]], begins - begins[0])

    def beginnings(self, letters: int) -> Codes:
        """A number for the first letters of each text."""
        if letters not in self._beginnings:
            self._beginnings[letters] = encode(pc.utf8_slice_codeunits(self._values, 0, letters)).codes
        return self._beginnings[letters]


class Glance:
    """A column of some pairs, by the numbers of their values."""

    def __init__(self, letters: Letters, left: Codes, right: Codes) -> None:
        """Looks at nothing before it is asked."""
        self._letters, self._left, self._right = letters, left, right

    def begin_alike(self, letters: int) -> Truths:
        """Whether the first letters are the same."""
        found = self._letters.beginnings(letters)
        same: Truths = found[self._left] == found[self._right]
        return same

    @cached_property
    def wide(self) -> Truths:
        """Whether nothing can be ruled out."""
        found: Truths = ((self._bits[0] | self._bits[1]) & WIDE) > 0
        return found

    @cached_property
    def lengths(self) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """How long the texts are."""
        return self._letters.length[self._left], self._letters.length[self._right]

    @cached_property
    def strangers(self) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
        """How many different letters of each text the other has not."""
        one, other = self._bits
        return np.bitwise_count(one & ~other), np.bitwise_count(other & ~one)

    @cached_property
    def likeness(self) -> NDArray[np.float32]:
        """No less than their Jaro-Winkler similarity, but for what lies within rounding."""
        one, other = (length.astype(np.float32) for length in self.lengths)
        common = np.minimum(one - self.strangers[0], other - self.strangers[1])
        jaro = (common / np.maximum(one, 1) + common / np.maximum(other, 1) + 1) / 3
        differing = self._letters.head[self._left] ^ self._letters.head[self._right]
        begun = sum((differing & np.uint32(2 ** (8 * place) - 1)) == 0 for place in range(1, HEAD + 1))
        found: NDArray[np.float32] = jaro + np.float32(TENTH) * begun * (1 - jaro)
        return found

    @cached_property
    def _bits(self) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        return self._letters.bits[self._left], self._letters.bits[self._right]
