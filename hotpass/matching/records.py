"""The records as matching sees them: every value once, and for each record, in the order of their ids, which it has."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.matching.comparison import Comparison
from hotpass.matching.glance import Glance, Letters
from hotpass.matching.numbering import (
    Codes,
    Column,
    Pieces,
    counted,
    distinct,
    encode,
    first_places,
    kept,
    narrow,
    plain,
    put,
    together,
)
from hotpass.store.compose import quote

Rows = NDArray[np.int32]
# Where a text lies and how it begins, as Arrow's string view lays it out: sixteen bytes for each.
VIEW = np.dtype([("head", "<u8"), ("place", "<u8")])
# A view of all values pays where at least this part of them is asked for at once.
MANY = 4
# Stands beside the columns of fields, whose names a person chose.
PLACE = "hotpass_place"


class Records:
    """Columns of values; where `codes` of two records are equal their values are, and -1 stands for no value."""

    def __init__(
        self, ids: pa.Array, sources: Rows, columns: Mapping[str, Column], same: Iterable[tuple[str, str]]
    ) -> None:
        """Takes the id and the source of each record, the columns, and those of them that are compared crosswise."""
        self.ids, self.sources = ids, sources
        self.count = len(ids)
        shared = dict(columns)
        for one, other in same:
            shared[one], shared[other] = together(shared[one], shared[other])
        self._columns = {name: narrow(column) for name, column in shared.items()}
        self._views: dict[str, pa.Array] = {}
        self._letters: dict[str, Letters] = {}
        self._single: frozenset[str] | None = None
        self._counts: dict[str, NDArray[np.int32]] = {}
        self._subjects: dict[tuple[str, ...], tuple[Codes, Rows]] = {}

    def of(self, rows: NDArray[np.integer]) -> "Records":
        """Some of the records."""
        columns = {name: column._replace(codes=column.codes[rows]) for name, column in self._columns.items()}
        return Records(self.ids.take(pa.array(rows)), self.sources[rows], columns, ())

    def again(self, rows: NDArray[np.integer]) -> "Records":
        """All of the records, and then some of them once more."""
        if not len(rows):
            return self
        columns = {
            name: Column(np.concatenate([codes, codes[rows]]), values)
            for name, (codes, values) in self._columns.items()
        }
        ids = pa.concat_arrays([self.ids, self.ids.take(pa.array(rows))])
        return Records(ids, np.concatenate([self.sources, self.sources[rows]]), columns, ())

    def alone(self, rows: NDArray[np.integer]) -> "Records":
        """Some of the records, without the values that only others have."""
        chosen = {name: column._replace(codes=column.codes[rows]) for name, column in self._columns.items()}
        used: dict[int, NDArray[np.bool_]] = {}
        for codes, values in chosen.values():
            # The last place is that of no value.
            used.setdefault(id(values), np.zeros(len(values) + 1, dtype=np.bool_))[codes] = True
        numbers = {place: kept(found) for place, found in used.items()}
        columns = {}
        for name, (codes, values) in chosen.items():
            known, number = numbers[id(values)]
            columns[name] = Column(number[codes], values.take(pa.array(known)))
        return Records(self.ids.take(pa.array(rows)), self.sources[rows], columns, ())

    def silence(self, rows: NDArray[np.integer]) -> None:
        """Takes the values of some records away, whose numbers must be nobody else's."""
        for codes, _ in self._columns.values():
            codes[rows] = -1

    @property
    def names(self) -> Sequence[str]:
        """The columns."""
        return list(self._columns)

    def codes(self, name: str) -> Codes:
        """A number for each record's value; columns that are compared crosswise share their numbers."""
        return self._columns[name].codes

    def values(self, name: str) -> pa.Array:
        """The values of a column in the order of their numbers."""
        values = self._columns[name].values
        return values.whole if isinstance(values, Pieces) else values

    def column(self, name: str, rows: NDArray[np.integer] | None = None) -> pa.Array:
        """The values of a column for some records, or for all."""
        codes, values = self._columns[name]
        return put(values, codes if rows is None else codes[rows])

    @property
    def single(self) -> frozenset[str]:
        """The columns of lists that nowhere hold several values."""
        if self._single is None:
            lists = [name for name, (_, values) in self._columns.items() if pa.types.is_list(values.type)]
            longest = {name: pc.max(pc.list_value_length(self.values(name))).as_py() or 0 for name in lists}
            self._single = frozenset(name for name, most in longest.items() if most <= 1)
        return self._single

    def taken(self, name: str, rows: Rows) -> pa.Array:
        """The values of a column for some records, texts without copying a letter."""
        codes, values = self.codes(name)[rows], self.values(name)
        if not pa.types.is_string(values.type) or MANY * len(codes) < len(values) or not len(values):
            return put(values, codes)
        if name not in self._views:
            self._views[name] = values.cast(pa.string_view())
        view = self._views[name]
        _, places, *letters = view.buffers()
        known = codes >= 0
        filled = None if known.all() else pa.py_buffer(np.packbits(known, bitorder="little"))
        chosen = np.frombuffer(places, dtype=VIEW)[codes]
        return pa.Array.from_buffers(view.type, len(rows), [filled, pa.py_buffer(chosen), *letters])

    def glance(self, name: str, left: Rows, right: Rows) -> Glance:
        """What is seen at once of the texts of some pairs, all of which have one."""
        codes = self.codes(name)
        if name not in self._letters:
            self._letters[name] = Letters(self.values(name))
        return Glance(self._letters[name], codes[left], codes[right])

    def texts(self, name: str, codes: NDArray[np.integer]) -> pa.Array:
        """Values by their numbers, each as one text."""
        return plain(put(self._columns[name].values, codes)).cast(pa.string())

    def every(self, name: str) -> pa.Array:
        """All values in the order of their numbers, each as one text."""
        return plain(self.values(name)).cast(pa.string())

    def counts(self, name: str) -> NDArray[np.int32]:
        """How many records have each value of a column, by its number; the last place, of no value, is 0."""
        if name not in self._counts:
            self._counts[name] = counted(self._columns[name])
        return self._counts[name]

    def often(self, name: str, least: int) -> NDArray[np.bool_]:
        """For each value of a column whether so many records have it; at last, for no value, that it is so."""
        found = counted(self._columns[name]) >= least
        found[-1] = True
        return found

    def entries(self, name: str) -> tuple[Rows | None, Codes]:
        """Who owns each entry of a column of lists, None where that is each record in turn, and its number or -1."""
        codes, values = self.codes(name), self.values(name)
        lengths = pc.list_value_length(values).to_numpy(zero_copy_only=False)
        if (lengths == 1).all():
            return None, codes
        rows = np.flatnonzero(codes >= 0).astype(np.int32)
        often = lengths[codes[rows]]
        starts = (np.cumsum(lengths) - lengths)[codes[rows]]
        places = np.repeat(starts - (np.cumsum(often) - often), often) + np.arange(int(often.sum()))
        return np.repeat(rows, often), encode(values.flatten()).codes[places]

    def entry(self, name: str, rows: Rows, within: NDArray[np.integer] | int) -> pa.Array:
        """For each of some records the entry at a place within its list."""
        codes, values = self.codes(name), self.values(name)
        lengths = pc.list_value_length(values).to_numpy(zero_copy_only=False)
        return values.flatten().take(pa.array((np.cumsum(lengths) - lengths)[codes[rows]] + within))

    def variety(self, columns: Sequence[str]) -> int:
        """How many different values some columns have at least, taken together."""
        return max(len(self._columns[name].values) for name in columns)

    def subject(self, columns: tuple[str, ...]) -> tuple[Codes, Rows]:
        """A number for each record's values in some columns, and for each number a record that has them."""
        if columns not in self._subjects:
            found = distinct([self.codes(name) for name in columns])
            first = np.zeros(int(found.max(initial=-1)) + 1, dtype=np.int32)
            first[found[::-1]] = np.arange(self.count, dtype=np.int32)[::-1]
            self._subjects[columns] = found, first
        return self._subjects[columns]


def read(
    cursor: DuckDBPyConnection,
    comparisons: Sequence[Comparison],
    keys: Mapping[str, str],
    table: str,
    *,
    ordered: bool = True,
) -> Records:
    """Reads what the comparisons need, and keys (name to SQL over their columns), from a table of standard records.

    Column by column, so that the texts of all records never lie in memory together. In the order of their ids, or
    else as they lie in the table.
    """
    stated: dict[str, str] = {}
    for comparison in comparisons:
        stated |= comparison.columns
    placed = f"SELECT record_id, source_id, row_number() OVER () - 1 AS place FROM {table}"
    order = " ORDER BY record_id" if ordered else ""
    found = cursor.sql(f"SELECT * FROM ({placed}){order}").to_arrow_table()
    ids, sources, places = (found.column(name).combine_chunks() for name in ("record_id", "source_id", "place"))
    named = [str(row[0]) for row in cursor.execute(f"DESCRIBE {table}").fetchall()]
    stored = {
        name: _stored(cursor, name, table, places.to_numpy())
        for name in named
        if any(quote(name) in expression for expression in stated.values())
    }
    columns = {name: _made(cursor, expression, stored) for name, expression in stated.items()}
    columns |= {name: _made(cursor, expression, columns) for name, expression in keys.items()}
    return Records(ids, sources.to_numpy().astype(np.int32), columns, _crossed(comparisons))


def read_few(
    cursor: DuckDBPyConnection, comparisons: Sequence[Comparison], keys: Mapping[str, str], tables: Sequence[str]
) -> Records:
    """The same of few records, those of one table after those of another, by one statement."""
    stated: dict[str, str] = {}
    for comparison in comparisons:
        stated |= comparison.columns
    made = ", ".join(f"{expression} AS {quote(name)}" for name, expression in stated.items())
    each = (f"SELECT *, {place} AS {PLACE} FROM {table}" for place, table in enumerate(tables))
    rows = " UNION ALL BY NAME ".join(each)
    inner = f"SELECT record_id, source_id, {PLACE}, {made} FROM ({rows}) AS record"
    more = "".join(f", {expression} AS {quote(name)}" for name, expression in keys.items())
    found = cursor.sql(f"SELECT *{more} FROM ({inner}) AS record ORDER BY {PLACE}").to_arrow_table().combine_chunks()
    columns = {name: encode(found.column(name).combine_chunks()) for name in (*stated, *keys)}
    sources = found.column("source_id").to_numpy().astype(np.int32)
    return Records(found.column("record_id").combine_chunks(), sources, columns, _crossed(comparisons))


def _crossed(comparisons: Sequence[Comparison]) -> list[tuple[str, str]]:
    """The columns that are compared with each other."""
    every = (equal for comparison in comparisons for level in comparison.levels for equal in level.equal)
    return sorted({(one, other) for one, other in every if one < other})


def _stored(cursor: DuckDBPyConnection, name: str, table: str, order: NDArray[np.int64]) -> Column:
    found = encode(cursor.sql(f"SELECT {quote(name)} FROM {table}").to_arrow_table().column(0).combine_chunks())
    return found._replace(codes=found.codes[order])


def _made(cursor: DuckDBPyConnection, expression: str, columns: Mapping[str, Column]) -> Column:
    """What SQL makes of some columns, asked once for each combination of their values; nothing at all comes last."""
    needed = {name: column for name, column in columns.items() if quote(name) in expression}
    filled = [name for name, column in needed.items() if len(column.values)]
    [name, *more] = filled or list(needed)[:1]
    if expression == quote(name):
        return needed[name]
    if more:
        place = distinct([needed[name].codes for name in filled])
        rows = first_places(place, int(place.max(initial=-1)) + 1)
        numbers = {name: column.codes[rows] for name, column in needed.items()}
    else:
        place, rows = needed[name].codes, np.append(np.arange(len(needed[name].values)), -1)
        numbers = {other: rows if other == name else np.full(len(rows), -1) for other in needed}
    made = _worked_out(cursor, expression, {name: put(needed[name].values, numbers[name]) for name in needed})
    found = encode(made) if more else _same(made, needed[name].values) or encode(made)
    if np.array_equal(found.codes, rows):
        return found._replace(codes=place)
    return found._replace(codes=found.codes[place])


def _worked_out(cursor: DuckDBPyConnection, expression: str, given: Mapping[str, pa.Array]) -> pa.Array:
    """What SQL makes of each row. A long list of constants is a join to the database, which mixes the rows up."""
    count = len(next(iter(given.values())))
    cursor.register("different_value", pa.table({**given, PLACE: np.arange(count, dtype=np.int32)}))
    found = cursor.sql(f"SELECT {expression} AS made, {PLACE} FROM different_value AS record").to_arrow_table()
    cursor.unregister("different_value")
    made, place = found.column("made").combine_chunks(), found.column(PLACE).to_numpy()
    return made if (place[1:] > place[:-1]).all() else made.take(pa.array(np.argsort(place)))


def _same(made: pa.Array, values: pa.Array) -> Column | None:
    """What was made of different values and of nothing, if it is those values, or some of them, or each in a list."""
    there = made.is_valid()
    alone, listed = made.drop_null(), pa.types.is_list(made.type)
    if listed:
        if not pc.all(pc.equal(pc.list_value_length(alone), 1)).as_py():
            return None
        alone = alone.flatten()
    if there[-1].as_py() or not alone.equals(values.filter(there[:-1])):
        return None
    codes = np.where(there.to_numpy(zero_copy_only=False), np.arange(len(made), dtype=np.int32), np.int32(-1))
    one_each = pa.ListArray.from_arrays(np.arange(len(made), dtype=np.int32), values) if listed else values
    return Column(codes, one_each)
