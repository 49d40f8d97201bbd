"""Parquet: typed columns as the text a person would see."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hotpass.errors import UnreadableFile
from hotpass.reading.grid import Grid
from hotpass.reading.other_workbook import Cell, text_of


def grid_of(path: Path, name: str) -> Grid:
    """A Parquet file as one grid; its column names come from its schema, so it has no header row."""
    try:
        table = pq.read_table(path, use_threads=False, memory_map=True)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, OSError) as damage:
        raise UnreadableFile(f"{name} is damaged or of an unknown Parquet version: write it again.") from damage
    columns = [_as_text(column) for column in table.columns]
    rows = pa.array(range(1, table.num_rows + 1), pa.int32())
    return Grid(path.name, "parquet", rows, columns, [str(one) for one in table.column_names], 0)


def _as_text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return _as_text(column.cast(kind.value_type))
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return pc.if_else(pc.equal(column, ""), None, column).cast(pa.string())
    if pa.types.is_integer(kind) or pa.types.is_decimal(kind):
        return column.cast(pa.string())
    values = column.to_pylist()
    return pa.chunked_array([pa.array([None if value is None else _text(value) for value in values], pa.string())])


def _text(value: object) -> str | None:
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, list | tuple):
        return "; ".join(_text(one) or "" for one in value) or None
    if isinstance(value, float) and value != value:
        return None
    return text_of(value) if isinstance(value, Cell) else str(value)
