"""The records as matching sees them: columns in the order of their ids, every value also as a number."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.matching.comparison import Comparison
from hotpass.store.compose import quote

Codes = NDArray[np.int32]
Rows = NDArray[np.int32]
JOINED = "\x1f"
# Where a text lies and how it begins, as Arrow's string view lays it out: sixteen bytes for each.
VIEW = np.dtype([("head", "<u8"), ("place", "<u8")])


class Records:
    """Columns of values; where `codes` of two records are equal their values are, and -1 stands for no value."""

    def __init__(self, columns: Mapping[str, pa.Array], same: Iterable[tuple[str, str]]) -> None:
        """Takes the columns, `record_id` and `source_id` among them, and those that are compared crosswise."""
        self._columns = dict(columns)
        self._same = dict(same)
        self._codes: dict[str, Codes] = {}
        self._views: dict[str, pa.Array] = {}
        self._single: frozenset[str] | None = None
        self._repeats: dict[str, NDArray[np.int64]] = {}
        self._subjects: dict[tuple[str, ...], tuple[Codes, Rows]] = {}
        self.count = len(self._columns["record_id"])

    def of(self, rows: NDArray[np.integer]) -> "Records":
        """Some of the records."""
        chosen = pa.array(rows)
        return Records({name: column.take(chosen) for name, column in self._columns.items()}, self._same.items())

    def column(self, name: str) -> pa.Array:
        """The values of a column."""
        return self._columns[name]

    @property
    def single(self) -> frozenset[str]:
        """The columns of lists that nowhere hold several values."""
        if self._single is None:
            lists = {name: column for name, column in self._columns.items() if pa.types.is_list(column.type)}
            longest = {name: pc.max(pc.list_value_length(column)).as_py() or 0 for name, column in lists.items()}
            self._single = frozenset(name for name, most in longest.items() if most <= 1)
        return self._single

    def taken(self, name: str, rows: Rows) -> pa.Array:
        """The values of a column for some records, texts without copying a letter."""
        column = self._columns[name]
        if not pa.types.is_string(column.type):
            return column.take(pa.array(rows))
        if name not in self._views:
            self._views[name] = column.cast(pa.string_view())
        view = self._views[name]
        _, places, *letters = view.buffers()
        known = self.codes(name)[rows] >= 0
        filled = None if known.all() else pa.py_buffer(np.packbits(known, bitorder="little"))
        chosen = np.frombuffer(places, dtype=VIEW)[rows]
        return pa.Array.from_buffers(view.type, len(rows), [filled, pa.py_buffer(chosen), *letters])

    def texts(self, name: str, rows: NDArray[np.integer]) -> pa.Array:
        """The values of a column for some records, each as one text."""
        return _plain(self._columns[name].take(pa.array(rows))).cast(pa.string())

    @property
    def sources(self) -> Rows:
        """The source of each record."""
        found: Rows = self._columns["source_id"].to_numpy(zero_copy_only=False).astype(np.int32)
        return found

    def codes(self, name: str) -> Codes:
        """A number for each record's value; columns that are compared crosswise share their numbers."""
        if name not in self._codes:
            together = sorted({name, *(other for pair in self._same.items() if name in pair for other in pair)})
            found = encode(pa.concat_arrays([_plain(self._columns[one]) for one in together]))
            for place, one in enumerate(together):
                self._codes[one] = found[place * self.count : (place + 1) * self.count]
        return self._codes[name]

    def repeats(self, name: str) -> NDArray[np.int64]:
        """For each record how many records have its value in a column; 0 where it has none."""
        if name not in self._repeats:
            codes = self.codes(name)
            filled = codes >= 0
            found = np.zeros(self.count, dtype=np.int64)
            found[filled] = np.bincount(codes[filled], minlength=1)[codes[filled]]
            self._repeats[name] = found
        return self._repeats[name]

    def subject(self, columns: tuple[str, ...]) -> tuple[Codes, Rows]:
        """A number for each record's values in some columns, and for each number a record that has them."""
        if columns not in self._subjects:
            found = self.codes(columns[0])
            for name in columns[1:]:
                found = combine(found, self.codes(name))
            shifted = encode(pa.array(found + 1))
            first = np.zeros(int(shifted.max(initial=-1)) + 1, dtype=np.int32)
            first[shifted[::-1]] = np.arange(self.count, dtype=np.int32)[::-1]
            self._subjects[columns] = shifted, first
        return self._subjects[columns]


def read(cursor: DuckDBPyConnection, comparisons: Sequence[Comparison], keys: Mapping[str, str], table: str) -> Records:
    """Reads what the comparisons need, and keys (name to SQL over their columns), from a table of standard records."""
    columns: dict[str, str] = {}
    for comparison in comparisons:
        columns |= comparison.columns
    inner = ", ".join(f"{expression} AS {quote(name)}" for name, expression in columns.items())
    outer = "".join(f", {expression} AS {quote(name)}" for name, expression in keys.items())
    found = cursor.sql(
        f"WITH record AS (SELECT record_id, source_id{', ' if inner else ''}{inner} FROM {table}) "
        f"SELECT *{outer} FROM record ORDER BY record_id"
    ).to_arrow_table()
    crossed = (
        (one, other)
        for comparison in comparisons
        for level in comparison.levels
        for one, other in level.equal
        if one < other
    )
    return Records({name: _whole(found.column(name)) for name in found.column_names}, crossed)


def encode(values: pa.Array) -> Codes:
    """Numbers equal values alike, from 0 in the order of their first appearance; -1 where there is none."""
    found = values.dictionary_encode().indices
    codes: Codes = found.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    return codes


def combine(one: Codes, other: Codes) -> Codes:
    """A number for each combination of two, 0 and above even where either is missing."""
    width = int(other.max(initial=-1)) + 2
    return encode(pa.array((one.astype(np.int64) + 1) * width + other + 1))


def _whole(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks()


def _plain(column: pa.Array) -> pa.Array:
    """Lists as one text each, since lists cannot be numbered."""
    return pc.binary_join(column, JOINED) if pa.types.is_list(column.type) else column
