"""Which records meet: rules counted before they are used, so that no crowd of equal values can explode."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hotpass.matching import block
from hotpass.matching.block import Block
from hotpass.matching.keys import Rule
from hotpass.matching.records import Records, Rows
from hotpass.matching.standing import Limit
from hotpass.model.linkage import TWINS, BlockingCount

# Pairs a run compares at first: this many for each record of a small run, fewer for each record of a large one.
PER_RECORD_SMALL, PER_RECORD_LARGE, SMALL_RUN = 20, 2, 20_000
# And at most, where more of them go on finding matches.
PER_RECORD_MOST, MOST = 60, 20_000_000
# Rules bring the same pairs again and again: where less than this share of the budget comes of it, more is let in.
ENOUGH, LET_IN = 1 / 3, (2, 4, 8, 16)
# So many rules find room beside a pair in one number; the last two numbers stand for what no rule brought.
ROOM = 256
# The budget of a saved model, whose limits say which blocks are used; a rule it does not know brings nothing.
EVERY, UNKNOWN = 2**62, Limit(0, pa.nulls(0, pa.string()))
Sizes = Sequence[tuple[int, int]]
Keys = NDArray[np.int64]


class Pairs(NamedTuple):
    """Pairs that met, as numbers of records, the lower left, in order; `rule` is the first that brought each."""

    left: Rows
    right: Rows
    rule: NDArray[np.uint8]

    def keys(self, records: int) -> Keys:
        """One number for each pair, in order."""
        found: Keys = self.left.astype(np.int64) * records + self.right
        return found

    def new(self, known: Keys, records: int) -> "Pairs":
        """The pairs that are not among the sorted keys."""
        return self.of(absent(self.keys(records), known))

    def of(self, chosen: NDArray[np.generic] | slice) -> "Pairs":
        """Some of the pairs."""
        return Pairs(self.left[chosen], self.right[chosen], self.rule[chosen])

    def every(self, step: int) -> "Pairs":
        """Every n-th pair."""
        return Pairs(self.left[::step], self.right[::step], self.rule[::step])

    def among(self, more: "Pairs", records: int) -> "Pairs":
        """These pairs and others, in order."""
        together = self.beside(more)
        return together.of(np.argsort(together.keys(records), kind="stable"))

    def beside(self, more: "Pairs") -> "Pairs":
        """These pairs, then others."""
        left, right = np.concatenate([self.left, more.left]), np.concatenate([self.right, more.right])
        return Pairs(left, right, np.concatenate([self.rule, more.rule]))


class Blocks:
    """The blocks of every rule, from which pairs are taken as far as a budget goes.

    `caps` are the largest blocks of each rule that the latest pairs came from, which the budget `allowed`; `apart` is
    for each record the source whose records never meet, or -1.
    """

    def __init__(self, records: Records, rules: Sequence[Rule], known: Mapping[str, Limit] | None = None) -> None:
        """Groups the records by the keys of each rule; `known` are the limits of a saved model, by title of rule."""
        self.records = records
        self.rules = rules[:TWINS]
        self._known = None if known is None else [known.get(rule.title, UNKNOWN) for rule in self.rules]
        nothing: list[Limit | None] = [None] * len(self.rules)
        limits = nothing if self._known is None else self._known
        self._blocks = [block.build(records, rule, limit) for rule, limit in zip(self.rules, limits, strict=True)]
        self._sizes = [found.sizes for found in self._blocks]
        self.apart = np.full(records.count, -1, dtype=np.int32)
        self.let_in(0)

    def let_in(self, allowed: int) -> None:
        """Uses the blocks that a budget allows."""
        self.allowed = allowed
        self.caps = largest_blocks(self._sizes, allowed)

    def budget(self) -> int:
        """How many pairs to compare at first: all of them where a saved model says which blocks are used."""
        return budget(self.records.count) if self._known is None else EVERY

    def limits(self) -> dict[str, Limit]:
        """What a saved model must know of each rule to use the same blocks again, by the rules' titles."""
        if self._known is not None:
            found = [limit._replace(crowds=of.crowds) for limit, of in zip(self._known, self._blocks, strict=True)]
        else:
            each = zip(self.rules, self._blocks, bounds(self._sizes, self.allowed), strict=True)
            found = [block.limit(self.records, rule, of, bound) for rule, of, bound in each]
        return dict(zip((rule.title for rule in self.rules), found, strict=True))

    def keep_apart(self, sources: Sequence[int]) -> None:
        """From now on no two records of one of these sources meet."""
        source = self.records.sources
        self.apart = np.where(np.isin(source, sources), source, -1).astype(np.int32)

    def may_meet(self, left: NDArray[np.integer], right: NDArray[np.integer]) -> NDArray[np.bool_]:
        """Whether two records are not of one source that was kept apart."""
        found: NDArray[np.bool_] = (self.apart[left] != self.apart[right]) | (self.apart[left] < 0)
        return found

    def pairs(self, most: int, known: Pairs | None = None) -> Pairs:
        """The pairs inside the smallest blocks that are not `known`; `most` counts different pairs, known ones too.

        What is known must have come from these blocks, with the caps that stand.
        """
        before, above = (known, self.caps) if known is not None else (_none(), [0] * len(self.rules))
        keys = before.keys(self.records.count)
        self.let_in(most)
        met = self._meet(above)
        found = first(met, self.records.count).new(keys, self.records.count)
        for times in LET_IN:
            above = self.caps
            if len(before.left) + len(found.left) >= ENOUGH * most:
                break
            self.let_in(most * times)
            if self.caps == above:
                break
            met = np.concatenate([met, self._meet(above)])
            met.sort()
            found = first(met, self.records.count).new(keys, self.records.count)
        return found

    def used(self) -> tuple[Rule, ...]:
        """The rules that bring pairs."""
        return tuple(rule for rule, cap in zip(self.rules, self.caps, strict=True) if cap)

    def counts(self, pairs: Pairs) -> tuple[BlockingCount, ...]:
        """How many of these pairs each rule in use brought."""
        brought = np.bincount(pairs.rule, minlength=len(self.rules))
        return tuple(
            BlockingCount(position=number, rule=rule.title, pairs=int(brought[number]))
            for number, (rule, cap) in enumerate(zip(self.rules, self.caps, strict=True))
            if cap
        )

    def notes(self) -> tuple[str, ...]:
        """A sentence on each rule of one key that leaves out values too many records share."""
        found = []
        for place, (rule, sizes, cap) in enumerate(zip(self.rules, self._sizes, self.caps, strict=True)):
            crowds = self._blocks[place].left_out + sum(blocks for size, blocks in sizes if size > cap)
            if rule.alone and crowds:
                found.append(f"“{rule.title}” leaves out {crowds} values that more than {max(1, cap)} records share.")
        return tuple(found)

    def _meet(self, above: Sequence[int]) -> Keys:
        """All pairs inside the blocks of a size beyond `above` and up to the caps, in order, as often as they meet.

        One number holds two records and the rule: sorting is cheap.
        """
        met = [
            keys
            for rule, (block, beyond, cap) in enumerate(zip(self._blocks, above, self.caps, strict=True))
            for keys in self._within(rule, block, beyond, cap)
        ]
        found = np.concatenate(met) if met else np.empty(0, dtype=np.int64)
        found.sort()
        return found

    def _within(self, rule: int, block: Block, beyond: int, cap: int) -> Iterator[Keys]:
        """The pairs of all blocks of one size at a time; the lower record stands first in its block."""
        alone = (self.apart < 0).all()
        for together in block.between(beyond, cap):
            one, other = np.triu_indices(together.shape[1], k=1)
            left, right = together[:, one].ravel(), together[:, other].ravel()
            if block.owners is not None or not alone:
                meet = (left != right) & self.may_meet(left, right)
                left, right = left[meet], right[meet]
            yield (left.astype(np.int64) * self.records.count + right) * ROOM + rule


def first(met: Keys, records: int) -> Pairs:
    """Each pair once, with the first rule that brought it; one number, in order, holds two records and the rule."""
    pair = met // ROOM
    new = np.ones(len(met), dtype=np.bool_)
    new[1:] = pair[1:] != pair[:-1]
    left, right = np.divmod(pair[new], max(1, records))
    return Pairs(left.astype(np.int32), right.astype(np.int32), (met[new] % ROOM).astype(np.uint8))


def _none() -> Pairs:
    rows = np.empty(0, dtype=np.int32)
    return Pairs(rows, rows, np.empty(0, dtype=np.uint8))


def budget(records: int) -> int:
    """How many pairs to compare at first among this many records."""
    return min(MOST, max(min(records, SMALL_RUN) * PER_RECORD_SMALL, records * PER_RECORD_LARGE))


def most(records: int) -> int:
    """How many pairs to compare at most."""
    return max(budget(records), min(MOST, records * PER_RECORD_MOST))


def absent(keys: Keys, known: Keys) -> NDArray[np.bool_]:
    """Which keys are not among the sorted known ones."""
    if not len(known):
        return np.ones(len(keys), dtype=np.bool_)
    found: NDArray[np.bool_] = known[np.minimum(np.searchsorted(known, keys), len(known) - 1)] != keys
    return found


def largest_blocks(sizes: Sequence[Sizes], allowed: int) -> list[int]:
    """For each rule the size of the largest block to use, 0 for none, given its sizes and how many blocks have each.

    The fewer records share a value, the more it tells, so blocks are taken in the order of their size, over all rules,
    until the pairs that are allowed are spent.
    """
    caps = [0] * len(sizes)
    every = sorted((size, number, blocks) for number, found in enumerate(sizes) for size, blocks in found)
    for size, number, blocks in every:
        allowed -= blocks * size * (size - 1) // 2
        if allowed < 0:
            break
        caps[number] = size
    return caps


def bounds(sizes: Sequence[Sizes], allowed: int) -> list[int]:
    """For each rule the size up to which a block would have been used, whether or not there is one of that size."""
    every = sorted((size, number, blocks) for number, found in enumerate(sizes) for size, blocks in found)
    for size, number, blocks in every:
        allowed -= blocks * size * (size - 1) // 2
        if allowed < 0:
            return [size if place < number else size - 1 for place in range(len(sizes))]
    largest = every[-1][0] if every else 1
    # One more block could have been as large as this.
    return [max(largest, (1 + math.isqrt(1 + 8 * allowed)) // 2)] * len(sizes)
