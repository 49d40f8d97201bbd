"""Meeting: the pairs that new and changed records make with all others, found without pairing all records anew.

The blocks of a saved model are as the last run left them, but for those that a record entered or left. Where such a
block became too large to be used, or small enough again, its other records are compared anew as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hotpass.matching import block
from hotpass.matching.block import GROWN
from hotpass.matching.blocking import ROOM, Keys, Pairs, first
from hotpass.matching.keys import Rule
from hotpass.matching.numbering import Codes, first_places
from hotpass.matching.records import Records, Rows

Chosen = NDArray[np.bool_]
Places = NDArray[np.int64]
# Numbers of keys are mixed by odd factors into a table of so many places for each that is sought, but not of more bits.
ODD = np.array([0x9E3779B1, 0x85EBCA6B, 0xC2B2AE35], dtype=np.uint32)
HINT_ROOM, HINT_BITS = 64, 22


class Entries(NamedTuple):
    """A rule, the most records of a value that it was used with, who owns each entry, and the keys of each, or -1.

    Where nobody is named as owner, each record has one entry. `often` counts the entries of each value of a key that
    stands alone.
    """

    rule: Rule
    largest: int
    owners: Rows | None
    keys: tuple[Codes, ...]
    often: Places

    @classmethod
    def of(cls, records: Records, rule: Rule, largest: int) -> "Entries":
        """The entries of all records."""
        owners, codes = block.keys(records, rule)
        often = np.bincount(codes[0] + 1)[1:] if len(codes) == 1 else np.empty(0, dtype=np.int64)
        return cls(rule, largest, owners, codes, often)

    def rows(self, places: Places) -> Places:
        """Whose the entries at these places are."""
        return places if self.owners is None else self.owners[places].astype(np.int64)

    def held(self, chosen: Chosen, settled: Chosen) -> "Held":
        """All entries of the values that the chosen records have, but for values that far too many others have.

        Others are all but the settled ones, which came, went or are chosen: they have what they had.
        """
        asking, known = (self._places(rows) for rows in (chosen, settled))
        places, block, names = self._few(asking, known) if len(self.keys) == 1 else self._hinted(asking)
        # Whatever way the settled ones come or go, values of more records than this are not used and were not.
        every, others = (
            np.bincount(among + 1, minlength=names + 1)[1:] for among in (block, block[~settled[self.rows(places)]])
        )
        near = (every > 0) & (others <= self.most)
        number = np.append(np.where(near, np.cumsum(near) - 1, -1), -1)
        blocks = number[block]
        inside = np.flatnonzero(blocks >= 0)
        blocks, held = blocks[inside], places[inside]
        return Held(self.rows(held), blocks, held[first_places(blocks, int(near.sum()))])

    @property
    def most(self) -> int:
        """Values of more records than this are neither used nor remembered as left out."""
        return GROWN**2 * self.largest

    def _places(self, chosen: Chosen) -> Places:
        """The entries of chosen records that have every key."""
        found = np.flatnonzero(chosen if self.owners is None else chosen[self.owners])
        return found[np.all([codes[found] >= 0 for codes in self.keys], axis=0)]

    def _few(self, asking: Places, settled: Places) -> tuple[Places, Rows, int]:
        """The entries of the values that stand at some places, of a rule of one key, where not too many others do.

        Answers their places, a number for the value of each, and how many numbers there are.
        """
        [codes] = self.keys
        names = np.unique(codes[asking])
        number = np.full(len(self.often) + 1, -1, dtype=np.int32)
        number[names] = np.arange(len(names))
        own = np.bincount(number[codes[settled]] + 1, minlength=len(names) + 1)[1:]
        known = np.zeros(len(number), dtype=np.bool_)
        known[names[self.often[names] - own <= self.most]] = True
        places = np.flatnonzero(known[codes])
        return places, number[codes[places]], len(names)

    def _hinted(self, asking: Places) -> tuple[Places, Places, int]:
        """The same of a rule of several keys, and a few entries of other values besides, of number -1."""
        shift = np.uint32(32 - min(HINT_BITS, max(10, (HINT_ROOM * len(asking)).bit_length())))
        mixed = _unsigned(self.keys[0]) * ODD[0]
        for place, codes in enumerate(self.keys[1:], 1):
            mixed ^= _unsigned(codes) * ODD[place % len(ODD)]
        mixed >>= shift
        hint = np.zeros(1 << (32 - int(shift)), dtype=np.bool_)
        hint[mixed[asking]] = True
        found = np.flatnonzero(hint[mixed])
        places = found[np.all([codes[found] >= 0 for codes in self.keys], axis=0)]
        names = np.unique(self._values(asking))
        number = pc.index_in(pa.array(self._values(places)), value_set=pa.array(names))
        return places, number.fill_null(-1).to_numpy(zero_copy_only=False), len(names)

    def _values(self, places: Places) -> Places:
        """A number for the keys of some entries together."""
        found = self.keys[0][places].astype(np.int64)
        for codes in self.keys[1:]:
            found = found * (int(codes.max(initial=-1)) + 2) + codes[places]
        return found


class Held(NamedTuple):
    """Entries whose values some chosen records have: whose they are, and the number of each's value.

    `heads` are the places where each of the values stands first.
    """

    rows: Places
    blocks: Places
    heads: Places

    def counts(self, chosen: Chosen) -> Places:
        """How many of the chosen entries have each value."""
        return np.bincount(self.blocks[chosen], minlength=len(self.heads))


class Meeting:
    """Who meets whom by each rule; the last of the records, from `here` on, are those that changed, as they were.

    `asked` are the records that came or changed, and after `turn` all that are compared: those asked `beside` them as
    well, and those of blocks that turned. That finds too, by the titles of rules, the values that are `left_out` from
    now on and those of before that are `left_in` again, or stay out.
    """

    def __init__(
        self,
        records: Records,
        here: int,
        asked: tuple[Chosen, Chosen],
        rules: Sequence[Rule],
        largest: Mapping[str, int],
        left_out: Mapping[str, pa.Array],
    ) -> None:
        """Groups the records by each rule of which blocks are used at all; `asked` are those, and others beside."""
        self.asked, self._beside = asked
        self.left_in: dict[str, pa.Array] = {}
        self.left_out: dict[str, pa.Array] = {}
        self._records, self._left_out_before = records, left_out
        self._gone = np.arange(records.count) >= here
        self._more = np.zeros(records.count, dtype=np.bool_)
        self._entries = {
            number: Entries.of(records, rule, largest[rule.title])
            for number, rule in enumerate(rules)
            if GROWN * largest[rule.title] > 1
        }
        chosen = self.asked | self._beside | self._gone
        self._held = {number: entries.held(chosen, chosen) for number, entries in self._entries.items()}
        self._out: dict[int, Chosen] = {}

    def turn(self) -> None:
        """Asks the records beside, and those of blocks that came into use or fell out of it as well."""
        turned = np.zeros(len(self.asked), dtype=np.bool_)
        for number, entries in self._entries.items():
            turned[self._turned(number, entries)] = True
        self.asked = self.asked | self._beside
        self._more = turned & ~self.asked
        self.asked = self.asked | turned

    def pairs(self) -> Pairs:
        """The pairs of those asked, each once, with the first rule that brings it."""
        count = self._records.count
        met = [
            (np.minimum(one, other) * count + np.maximum(one, other)) * ROOM + number
            for number in self._entries
            for one, other in self._all_met(number)
        ]
        return first(np.sort(np.concatenate(met)) if met else np.empty(0, dtype=np.int64), count)

    def _turned(self, number: int, entries: Entries) -> Places:
        """The records of blocks that turned; keeps which values are left out from now on."""
        held = self._held[number]
        gone, asked = self._gone[held.rows], self.asked[held.rows]
        now, left, fresh = held.counts(~gone), held.counts(gone), held.counts(asked)
        concerned = left + fresh > 0
        was = now - fresh + left
        names = self._named(entries, held.heads)
        known = pc.is_in(names, value_set=self._left_out(entries)).to_numpy(zero_copy_only=False)
        used = (now > 1) & ~_refused(now, entries.largest, known)
        was_used = (was > 1) & (was <= entries.most) & ~known
        refused = ~used & (now > 1) & (now <= entries.most)
        self.left_in[entries.rule.title] = names.filter(pa.array(known & concerned))
        self.left_out[entries.rule.title] = names.filter(pa.array(refused & concerned))
        self._out[number] = np.where(concerned, refused, known)
        turned = concerned & (used != was_used) & (now - fresh > 1)
        found: Places = held.rows[turned[held.blocks] & ~gone]
        return found

    def _out_now(self, entries: Entries, held: Held) -> Chosen:
        """Which values are left out once blocks turned."""
        title, names = entries.rule.title, self._named(entries, held.heads)
        before, again, out = (
            pc.is_in(names, value_set=values).to_numpy(zero_copy_only=False)
            for values in (self._left_out(entries), self.left_in[title], self.left_out[title])
        )
        found: Chosen = (before & ~again) | out
        return found

    def _left_out(self, entries: Entries) -> pa.Array:
        return self._left_out_before[entries.rule.title]

    def _named(self, entries: Entries, heads: Places) -> pa.Array:
        """The values of entries as a saved model names them."""
        return block.named(self._records, entries.rule, entries.owners, heads.astype(np.int32)).cast(pa.string())

    def _all_met(self, number: int) -> Iterator[tuple[Keys, Keys]]:
        """The pairs of a rule; those of blocks that only records have which were asked last may come twice."""
        yield from self._met(self._entries[number], self._held[number], self._out[number])
        if self._more.any():
            entries = self._entries[number]
            held = entries.held(self._more, self._more | self._gone)
            yield from self._met(entries, held, self._out_now(entries, held))

    def _met(self, entries: Entries, held: Held, out: Chosen) -> Iterator[tuple[Keys, Keys]]:
        """The pairs of those asked inside the blocks that are used."""
        here = ~self._gone[held.rows]
        counts = held.counts(here)
        used = np.flatnonzero((counts > 1) & ~_refused(counts, entries.largest, out))
        if not len(used):
            return
        place = np.full(len(counts), -1, dtype=np.int64)
        place[used] = np.arange(len(used))
        inside = np.flatnonzero((place[held.blocks] >= 0) & here)
        inside = inside[np.argsort(place[held.blocks[inside]], kind="stable")]
        rows, blocks = held.rows[inside], place[held.blocks[inside]]
        sizes = np.bincount(blocks, minlength=len(used))
        starts = np.cumsum(sizes) - sizes
        asking = np.flatnonzero(self.asked[rows])
        times = sizes[blocks[asking]]
        within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        one, other = np.repeat(rows[asking], times), rows[np.repeat(starts[blocks[asking]], times) + within]
        yield one[one != other], other[one != other]


def _unsigned(codes: Codes) -> NDArray[np.uint32]:
    return codes.view(np.uint32) if codes.itemsize == ODD.itemsize else codes.astype(np.uint32)


def _refused(counts: Places, largest: int, known: Chosen) -> Chosen:
    """Whether blocks are left out: far too large, or left out before and still about so large."""
    found: Chosen = (counts > GROWN * largest) | (known & (counts * GROWN > largest))
    return found
