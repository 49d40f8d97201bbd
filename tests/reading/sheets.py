"""How tests look at what was read: rows, rows with their numbers, and headers."""

from collections.abc import Callable

import pyarrow as pa

from hotpass.model.sheet import Reading, Sheet

ReadFile = Callable[..., Reading]


def rows(sheet: Sheet) -> list[tuple[object, ...]]:
    """The records of a sheet without their row numbers."""
    return [tuple(row)[1:] for row in numbered(sheet)]


def numbered(sheet: Sheet) -> list[tuple[object, ...]]:
    """The records of a sheet, each with its sheet row first."""
    with pa.OSFile(str(sheet.arrow), "rb") as file:
        table = pa.ipc.open_file(file).read_all()
    return list(zip(*(column.to_pylist() for column in table.columns), strict=True))


def headers(sheet: Sheet) -> list[str]:
    """The column names as shown."""
    return [column.header for column in sheet.columns]
