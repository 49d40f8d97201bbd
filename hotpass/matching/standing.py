"""What a saved model goes on with: how often values occurred, and which crowds were left out, when it was learned."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.matching.numbering import first_places
from hotpass.matching.records import Records

Counts = NDArray[np.int64]
COUNTS = pa.schema([("name", pa.string()), ("value", pa.string()), ("records", pa.int64())]).empty_table()
CROWDS = pa.schema([("rule", pa.string()), ("value", pa.string())]).empty_table()


class Counted(NamedTuple):
    """Values of a column, how many records had each, and how many had any."""

    values: pa.Array
    records: Counts
    filled: int

    def among(self, few: pa.Array) -> "Counted":
        """These values as far as they are among a few."""
        here = pc.is_in(self.values, value_set=few.cast(self.values.type))
        return Counted(self.values.filter(here), self.records[here.to_numpy(zero_copy_only=False)], self.filled)

    def numbered(self, values: pa.Array) -> "Numbered":
        """The same by the places of some different values, as texts."""
        places = pc.index_in(values, value_set=self.values.cast(values.type))
        there, known = places.is_valid().to_numpy(zero_copy_only=False), places.drop_null().to_numpy()
        found = np.zeros(len(values), dtype=np.int32)
        found[there] = self.records[known]
        others = np.ones(len(self.values), dtype=np.bool_)
        others[known] = False
        return Numbered(found, Counted(self.values.filter(pa.array(others)), self.records[others], self.filled))

    def beside(self, more: "Counted") -> "Counted":
        """These values, then others that were not among them."""
        values = pa.concat_arrays([self.values, more.values.cast(self.values.type)])
        return Counted(values, np.concatenate([self.records, more.records]), self.filled)


class Numbered(NamedTuple):
    """How many records had each value of a column, by its number, or 0 where that is not known; and of other values."""

    records: NDArray[np.int32]
    others: Counted


class Limit(NamedTuple):
    """The most records that share a value of a rule, and the values left out since more of them did."""

    largest: int
    crowds: pa.Array


class Standing(NamedTuple):
    """The frequencies of a saved model, column by column, and the limits of its blocks, by the titles of rules."""

    counts: Mapping[str, Counted]
    limits: Mapping[str, Limit]


def of_tables(counts: pa.Table, limits: pa.Table, crowds: pa.Table) -> Standing | None:
    """What a model was learned with, from the tables of its run; None where an earlier Hotpass kept nothing of it."""
    return of_learned(counts, limits, crowds) if limits.num_rows else None


def of_learned(counts: pa.Table, limits: pa.Table, crowds: pa.Table) -> Standing:
    """What a model was learned with, from tables of a run that kept it."""
    each = zip(limits["rule"].to_pylist(), limits["largest"].to_pylist(), strict=True)
    known = {rule: Limit(largest, _of(crowds, "rule", rule)["value"].combine_chunks()) for rule, largest in each}
    names = pc.unique(counts["name"]).to_pylist()
    return Standing({name: _counted(_of(counts, "name", name)) for name in names}, known)


def _of(rows: pa.Table, column: str, value: str) -> pa.Table:
    return rows.filter(pc.equal(rows[column], value))


def _counted(rows: pa.Table) -> Counted:
    """Values and how many records had each, of a column; the row of no value tells how many had any."""
    values, records = rows["value"].combine_chunks(), rows["records"].to_numpy()
    there = values.is_valid().to_numpy(zero_copy_only=False)
    return Counted(values.drop_null(), records[there], int(records[~there].sum()))


def show(cursor: DuckDBPyConnection, counts: Mapping[str, Counted], limits: Mapping[str, Limit]) -> dict[str, str]:
    """Lays it into temporary tables; answers for each table of a run which one holds its rows."""
    largest = [limit.largest for limit in limits.values()]
    found = {
        "value_count": pa.concat_tables([COUNTS, *(_rows(name, counted) for name, counted in counts.items())]),
        "block_limit": pa.table({"rule": pa.array(limits, pa.string()), "largest": pa.array(largest, pa.int64())}),
        "crowd": crowds_table({rule: limit.crowds for rule, limit in limits.items()}),
    }
    for name, rows in found.items():
        cursor.register("arriving_row", rows)
        cursor.execute(f"CREATE OR REPLACE TEMP TABLE arriving_{name} AS FROM arriving_row")
        cursor.unregister("arriving_row")
    return {name: f"arriving_{name}" for name in found}


def counts_table(counts: Mapping[str, Counted]) -> pa.Table:
    """Values of columns and how many records have each, without how many have any."""
    parts = [
        pa.table(
            [pa.repeat(pa.scalar(name, pa.string()), len(found.values)), found.values.cast(pa.string()), found.records],
            schema=COUNTS.schema,
        )
        for name, found in counts.items()
    ]
    return pa.concat_tables([COUNTS, *parts])


def crowds_table(crowds: Mapping[str, pa.Array]) -> pa.Table:
    """The values that each rule leaves out."""
    return pa.concat_tables([CROWDS, *(_told(rule, values) for rule, values in crowds.items())])


def _rows(name: str, counted: Counted) -> pa.Table:
    """The values and their records; the last row, of no value, tells how many have any."""
    values = pa.concat_arrays([counted.values.cast(pa.string()), pa.nulls(1, pa.string())])
    records = pa.array(np.append(counted.records, counted.filled))
    return pa.table([pa.repeat(pa.scalar(name, pa.string()), len(values)), values, records], schema=COUNTS.schema)


def _told(rule: str, crowds: pa.Array) -> pa.Table:
    return pa.table([pa.repeat(pa.scalar(rule, pa.string()), len(crowds)), crowds], schema=CROWDS.schema)


class Frequencies:
    """How many records have each value: as counted when the model was learned, new values as they occur now."""

    def __init__(
        self,
        records: Records,
        known: Mapping[str, Counted] | None = None,
        stand_ins: Sequence[int] = (),
        laid: Mapping[str, NDArray[np.int32]] | None = None,
    ) -> None:
        """`known` is what was counted before; where it lacks a column, the records are counted.

        More of what is known of its columns is `laid` by, by the numbers of values, the last for none; 0 is unknown.
        `stand_ins` are the records that stand for others of the same words, which are not among the records.
        """
        self.records = records
        self._stand_ins = np.array(stand_ins, dtype=np.int64)
        self._known, self._laid = known or {}, laid or {}
        self._found: dict[str, NDArray[np.int32]] = {}

    def repeats(self, column: str) -> NDArray[np.int32]:
        """How many records have each value, by its number; at last 0, for no value."""
        if column not in self._found:
            now = self.records.counts(column)
            self._found[column] = self._settled(column, now) if column in self._known else now
        return self._found[column]

    def filled(self, column: str) -> int:
        """How many records have a value."""
        known = self._known.get(column)
        return known.filled if known else int(self.records.counts(column).sum())

    def counted(self, column: str) -> Counted:
        """What is known from now on: the values that several records have, and those known before."""
        shared, values = self._shared(column)
        repeats = self.repeats(column)[shared].astype(np.int64)
        known = self._known.get(column)
        if known is None:
            return Counted(values, repeats, self.filled(column))
        new = pc.invert(pc.is_in(values, value_set=known.values))
        every = pa.concat_arrays([known.values, values.filter(new)])
        added = repeats[new.to_numpy(zero_copy_only=False)]
        return Counted(every, np.concatenate([known.records, added]), known.filled)

    def numbered(self, column: str) -> Numbered:
        """What is known from now on, by the numbers of values."""
        found = np.where(self._several(column), self.repeats(column), np.int32(0))[:-1]
        known = self._known.get(column)
        if known is None:
            return Numbered(found, Counted(pa.nulls(0, pa.string()), np.empty(0, dtype=np.int64), 0))
        more = known.numbered(self.records.every(column))
        return more._replace(records=np.maximum(found, more.records))

    def _settled(self, column: str, now: NDArray[np.int32]) -> NDArray[np.int32]:
        shared, values = self._shared(column)
        known = self._known[column]
        places = pc.index_in(values, value_set=known.values)
        there = places.is_valid().to_numpy(zero_copy_only=False)
        found = now.copy()
        found[shared[there]] = known.records[places.drop_null().to_numpy()]
        laid = self._laid.get(column)
        return found if laid is None else np.where(laid > 0, laid, found)

    def _several(self, column: str) -> NDArray[np.bool_]:
        """Whether several records have each value, or one that stands for several; the last place is that of none."""
        several = self.records.counts(column) > 1
        several[self.records.codes(column)[self._stand_ins]] = True
        return several

    def _shared(self, column: str) -> tuple[NDArray[np.int64], pa.Array]:
        """The values that several records have, or one that stands for several: by number, and themselves."""
        several = self._several(column)
        shared = np.flatnonzero(several[:-1])
        ordered = shared[np.argsort(first_places(self.records.codes(column), len(several))[shared])]
        return ordered, self.records.texts(column, ordered)
