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


class Entries(NamedTuple):
    """A rule, the most records of a value that it was used with, who owns each entry, and the keys of each, or -1.

    Where nobody is named as owner, each record has one entry.
    """

    rule: Rule
    largest: int
    owners: Rows | None
    keys: tuple[Codes, ...]

    def rows(self, places: Places) -> Places:
        """Whose the entries at these places are."""
        return places if self.owners is None else self.owners[places].astype(np.int64)

    def held(self, chosen: Chosen) -> "Held":
        """All entries of the values that the chosen records have; key by key fewer are looked at."""
        asking = np.flatnonzero(chosen if self.owners is None else chosen[self.owners])
        asking = asking[np.all([codes[asking] >= 0 for codes in self.keys], axis=0)]
        places: Places | slice = slice(None)
        for codes in self.keys:
            known = np.zeros(int(codes.max(initial=-1)) + 2, dtype=np.bool_)
            known[codes[asking]] = True
            found = np.flatnonzero(known[codes[places]])
            places = found if isinstance(places, slice) else places[found]
        values, wanted = (self._values(part) for part in (places, asking))
        names = np.unique(wanted)
        block = pc.index_in(pa.array(values), value_set=pa.array(names)).fill_null(-1).to_numpy(zero_copy_only=False)
        inside = np.flatnonzero(block >= 0)
        blocks, held = block[inside].astype(np.int64), np.arange(len(self.keys[0]))[places][inside]
        return Held(self.rows(held), blocks, held[first_places(blocks, len(names))])

    def _values(self, places: Places | slice) -> Places:
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

    `asked` are the records to compare, more of them after `turn`. That finds as well, by the titles of rules, the
    values that are `left_out` from now on and those of before that are `left_in` again, or stay out.
    """

    def __init__(
        self,
        records: Records,
        here: int,
        asked: Chosen,
        rules: Sequence[Rule],
        largest: Mapping[str, int],
        left_out: Mapping[str, pa.Array],
    ) -> None:
        """Groups the records by each rule of which blocks are used at all."""
        self.asked, self._left_out_before = asked, left_out
        self.left_in: dict[str, pa.Array] = {}
        self.left_out: dict[str, pa.Array] = {}
        self._records, self._here = records, here
        self._entries = {
            number: Entries(rule, largest[rule.title], *block.keys(records, rule))
            for number, rule in enumerate(rules)
            if GROWN * largest[rule.title] > 1
        }

    def turn(self) -> None:
        """Asks the records of blocks that came into use or fell out of it as well."""
        turned = np.zeros(len(self.asked), dtype=np.bool_)
        for entries in self._entries.values():
            turned[self._turned(entries)] = True
        self.asked = self.asked | turned

    def pairs(self) -> Pairs:
        """The pairs of those asked, each once, with the first rule that brings it."""
        count = self._records.count
        met = [
            (np.minimum(one, other) * count + np.maximum(one, other)) * ROOM + number
            for number, entries in self._entries.items()
            for one, other in self._met(entries)
        ]
        return first(np.sort(np.concatenate(met)) if met else np.empty(0, dtype=np.int64), count)

    def _turned(self, entries: Entries) -> Places:
        """The records of blocks that turned; keeps which values are left out from now on."""
        gone = np.arange(len(self.asked)) >= self._here
        held = entries.held(self.asked | gone)
        now, left = held.counts(~gone[held.rows]), held.counts(gone[held.rows])
        fresh = held.counts(self.asked[held.rows])
        was = now - fresh + left
        names = self._named(entries, held.heads)
        known = pc.is_in(names, value_set=self._left_out(entries)).to_numpy(zero_copy_only=False)
        used = (now > 1) & ~_refused(now, entries.largest, known)
        was_used = (was > 1) & (was <= GROWN**2 * entries.largest) & ~known
        self.left_in[entries.rule.title] = names.filter(pa.array(known))
        refused = ~used & (now > 1) & (now <= GROWN**2 * entries.largest)
        self.left_out[entries.rule.title] = names.filter(pa.array(refused))
        turned = (used != was_used) & (now - fresh > 1)
        found: Places = held.rows[turned[held.blocks] & ~gone[held.rows]]
        return found

    def _out_now(self, entries: Entries) -> pa.Array:
        """The values that are left out once blocks turned."""
        before, title = self._left_out(entries), entries.rule.title
        stay = pc.invert(pc.is_in(before, value_set=self.left_in[title]))
        return pa.concat_arrays([before.filter(stay), self.left_out[title]])

    def _left_out(self, entries: Entries) -> pa.Array:
        return self._left_out_before[entries.rule.title]

    def _named(self, entries: Entries, heads: Places) -> pa.Array:
        """The values of entries as a saved model names them."""
        return block.named(self._records, entries.rule, entries.owners, heads.astype(np.int32)).cast(pa.string())

    def _met(self, entries: Entries) -> Iterator[tuple[Keys, Keys]]:
        """The pairs of those asked inside the blocks that are used."""
        held = entries.held(self.asked)
        here = held.rows < self._here
        counts = held.counts(here)
        near = np.flatnonzero((counts > 1) & (counts <= GROWN * entries.largest))
        known = pc.is_in(self._named(entries, held.heads[near]), value_set=self._out_now(entries))
        used = near[~_refused(counts[near], entries.largest, known.to_numpy(zero_copy_only=False))]
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


def _refused(counts: Places, largest: int, known: Chosen) -> Chosen:
    """Whether blocks are left out: far too large, or left out before and still about so large."""
    found: Chosen = (counts > GROWN * largest) | (known & (counts * GROWN > largest))
    return found
