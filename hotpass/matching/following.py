"""Following: only new and changed records are compared, by the model of before; the pairs are as if all were.

What did not change weighs what it weighed (docs/decisions/0016-standing.md), so its pairs stay. Compared are the
records that came or changed, those that share a value with them that was one record's alone until now, and those of
blocks that turned (hotpass.matching.meeting). Groups that one of them belonged to, or belongs to now, are closed anew.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection

from hotpass.errors import BadInput
from hotpass.matching import closing, comparisons, evidence, keys, search, standing
from hotpass.matching.adoption import Adopted, adopt
from hotpass.matching.blocking import Pairs
from hotpass.matching.change import SIDES, Change, Laid, Read, Since, read_change, read_since
from hotpass.matching.comparison import Comparison, weighed
from hotpass.matching.keys import Rule
from hotpass.matching.meeting import Meeting
from hotpass.matching.rarity import Rarity
from hotpass.matching.records import Records
from hotpass.matching.scoring import Model, Scored, score
from hotpass.matching.shelf import Shelf
from hotpass.matching.standing import Counted, Frequencies, Standing, of_learned
from hotpass.model.field import RunField
from hotpass.model.linkage import TWINS
from hotpass.store.compose import quote


class Last(NamedTuple):
    """What the last run judged by: Splink's settings, what it was learned with, and the sources that repeat nothing."""

    settings: str
    counts: Callable[[], pa.Table]
    limits: pa.Table
    crowds: pa.Table
    apart: Sequence[int]

    def knows(self, rules: Sequence[Rule]) -> bool:
        """Whether it was learned what blocks of these rules are used."""
        return bool(self.limits.num_rows) and {rule.title for rule in rules} <= set(self.limits["rule"].to_pylist())

    def standing(self, counts: pa.Table) -> Standing:
        """The same with these counts."""
        return of_learned(counts, self.limits, self.crowds)


class Followed(NamedTuple):
    """How many pairs were compared, and those worth keeping, as `pair` holds them.

    Void are the pairs of before of the records `asked` (ids) and `left`, which are gone or were another, those by which
    a group of `touched` records was closed, and of pairs of which one side stood for the other those `parted`. `counts`
    are the values that several records have only now (`name`, `value`, `records`); of values that are left out (`rule`,
    `value`) those `in_again` go and those `out_now` come. `shelf` is to be laid by for the next run, where that is due.
    """

    compared: int
    pairs: Sequence[pa.Table]
    parted: pa.Table
    asked: pa.Array
    left: pa.Array
    touched: pa.Array
    counts: pa.Table
    in_again: pa.Table
    out_now: pa.Table
    shelf: Shelf | None


class Judged(NamedTuple):
    """All that decides what pairs are compared and what they weigh; `apart` are the sources that repeat nothing."""

    compared: Sequence[Comparison]
    rules: Sequence[Rule]
    given: Adopted
    learned: Standing
    apart: Sequence[int]

    def knowing(self, more: Mapping[str, Counted]) -> "Judged":
        """The same with more values that several records have."""
        counts = {column: found.beside(more[column]) for column, found in self.learned.counts.items()}
        return self._replace(learned=self.learned._replace(counts=counts))

    def meet(self, change: Change, pairs: Pairs) -> Pairs:
        """The pairs that are not inside a source that repeats nothing."""
        left, right = change.records.sources[pairs.left], change.records.sources[pairs.right]
        return pairs.of((left != right) | ~np.isin(left, list(self.apart)))

    def scored(self, cursor: DuckDBPyConnection, change: Change, pairs: Pairs) -> pa.Table:
        """The pairs of records that reach the floor, as `pair` holds them."""
        rows = np.unique(np.concatenate([pairs.left, pairs.right]))
        rows = rows[pc.sort_indices(change.ids.take(pa.array(rows))).to_numpy()]
        place = np.zeros(change.records.count, dtype=np.int32)
        place[rows] = np.arange(len(rows), dtype=np.int32)
        one, other = place[pairs.left], place[pairs.right]
        ordered = Pairs(np.minimum(one, other), np.maximum(one, other), pairs.rule)
        records = change.records.alone(rows)
        laid = change.laid_of(records, rows)
        found = self._score(cursor, records, ordered.of(np.argsort(ordered.keys(records.count))), laid)
        ids = records.ids
        return found.rows(self.compared, ids.take(pa.array(found.left)), ids.take(pa.array(found.right)))

    def twins(self, cursor: DuckDBPyConnection, change: Change) -> pa.Table:
        """The same of records and those they stand for now, which say the same as themselves."""
        stands, others = (change.twins.new[side].combine_chunks() for side in SIDES)
        names = pc.unique(stands)
        places = change.rows(names)
        records = change.records.alone(places)
        rows = np.arange(len(names), dtype=np.int32)
        pairs = Pairs(rows, rows, np.full(len(rows), TWINS, dtype=np.uint8))
        found = self._score(cursor, records, pairs, change.laid_of(records, places))
        each = pc.index_in(stands, value_set=names.take(pa.array(found.left)))
        return found.of(each.drop_null().to_numpy()).rows(
            self.compared, stands.filter(each.is_valid()), others.filter(each.is_valid())
        )

    def _score(self, cursor: DuckDBPyConnection, records: Records, pairs: Pairs, laid: Laid) -> Scored:
        # Whatever few of them have is known of all.
        known = {name: found.among(records.values(name)) for name, found in self.learned.counts.items()}
        frequencies = Frequencies(records, known, range(records.count), laid)
        model = Model.of(self.compared, self.given.learned, Rarity(frequencies, self.given.lowered))
        return score(cursor, records, model, pairs, search.FLOOR)


def follow(
    cursor: DuckDBPyConnection,
    fields: Sequence[RunField],
    last: Last,
    table: str,
    before: str,
    since: Since | None = None,
) -> Followed | None:
    """Compares what `change` names as new or changed in a table of standard records.

    `before` names the table of those that are gone or were another, `since` tells what was laid by. None where all
    must be compared, since the columns are others than those of the model.
    """
    taken, _ = evidence.weigh(cursor, fields, table)
    compared, _ = comparisons.derive(taken)
    rules = keys.rules(taken, compared)
    try:
        given = adopt(last.settings, compared)
    except BadInput:
        return None
    if given.lowered is None or not last.knows(rules):
        return None
    read = Read(compared, keys.columns(rules), last.apart)
    by = partial(Judged, compared, rules, given, apart=last.apart)
    if since is not None and since.is_near and since.shelf.counts.keys() >= set(weighed(compared)):
        change = read_since(cursor, read, quote(before), since)
        if change is not None:
            more = {name: laid.others for name, laid in since.shelf.counts.items()}
            return _compared(cursor, by(learned=last.standing(since.counts)).knowing(more), change)
    change, shelf = read_change(cursor, read, (quote(table), quote(before)))
    counts = last.counts()
    found = _compared(cursor, by(learned=last.standing(counts)), change)
    learned = last.standing(pa.concat_tables([counts, found.counts])).counts
    numbered = {name: learned[name].numbered(shelf.records.every(name)) for name in weighed(compared)}
    return found._replace(shelf=shelf._replace(counts=numbered))


def _compared(cursor: DuckDBPyConnection, by: Judged, change: Change) -> Followed:
    """Compares the records of a change and what it concerns."""
    largest = {title: limit.largest for title, limit in by.learned.limits.items()}
    left_out = {title: limit.crowds for title, limit in by.learned.limits.items()}
    came = change.asked
    counts = {column: change.share(column, by.learned.counts[column].values) for column in weighed(by.compared)}
    meeting = Meeting(change.records, change.here, (came, change.asked), by.rules, largest, left_out)
    meeting.turn()
    weighing = by.knowing(counts)
    met = weighing.meet(change, meeting.pairs())
    kept = weighing.scored(cursor, change, met)
    asked, left = change.ids.filter(pa.array(meeting.asked)), change.left
    closed = closing.find(cursor, kept, asked, left)
    inside = weighing.meet(change, closing.pairs(change.rows(closed.left), change.rows(closed.right)))
    return Followed(
        compared=len(met.left) + len(inside.left),
        pairs=(kept, weighing.scored(cursor, change, inside), weighing.twins(cursor, change)),
        parted=change.twins.void,
        asked=asked,
        left=left,
        touched=closed.touched,
        counts=standing.counts_table(counts),
        in_again=standing.crowds_table(meeting.left_in),
        out_now=standing.crowds_table(meeting.left_out),
        shelf=None,
    )
