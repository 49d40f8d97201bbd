"""Arrivals: the rows of a sheet before they are records, in the file that reading left."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection


class Arrival(NamedTuple):
    """Rows of a sheet, where they lie; how many it has, the names of its columns and of its key.

    `whole` reads all rows, where only those lie there that differ from the ground's; `above` their list are so many.
    """

    source_id: int
    name: str
    raw_table: str
    arrow: Path
    records: int
    columns: tuple[str, ...]
    key: str | None
    above: int
    whole: Callable[[], Path] | None = None


@contextmanager
def arrived(cursor: DuckDBPyConnection, arrow: Path, above: int | None = None) -> Iterator[int]:
    """Shows the rows of a sheet as `arrived`, numbered from 0 as `row`; yields how many there are.

    `above`: only some lie there, of a sheet of which all rows are records but so many above them.
    """
    with pa.memory_map(str(arrow)) as mapped:
        rows = pa.ipc.open_file(mapped).read_all()
        places = np.arange(rows.num_rows) if above is None else rows["sheet_row"].to_numpy() - above - 1
        numbered = rows.add_column(0, "row", pa.array(places.astype(np.int32)))
        cursor.register("arrived", numbered)
        yield rows.num_rows
        cursor.unregister("arrived")
        del rows, numbered
