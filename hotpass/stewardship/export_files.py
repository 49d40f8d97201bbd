"""Export files: a table as CSV, workbook or Parquet, in which no text ever becomes a live formula."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from hotpass.errors import BadInput
from hotpass.store.formula import guard

BATCH_ROWS = 10_000
XLSX_ROWS = 1_048_576
XLSX_COLUMNS = 16_384
XLSX_CHARACTERS = 32_767
ELSEWHERE = "export it as .csv or .parquet instead."
_QUOTED = re.compile(r'[",\r\n]|^\s|\s$')
# A fixed date, so that equal tables give equal files.
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def write_csv(rows: pa.Table, place: Path) -> None:
    """UTF-8 with commas and line feeds; texts a spreadsheet could run are guarded by an apostrophe."""
    with place.open("w", encoding="utf-8", newline="") as lines:
        lines.write(_line(rows.column_names))
        for row in _rows(rows):
            lines.write(_line(row))


def write_parquet(rows: pa.Table, place: Path) -> None:
    """Parquet with zstd; every text exactly as it is."""
    pq.write_table(rows, place, compression="zstd", row_group_size=131_072)


def write_xlsx(rows: pa.Table, place: Path) -> None:
    """A workbook whose every cell is a text. Raises BadInput for what a sheet cannot hold."""
    if rows.num_rows >= XLSX_ROWS or rows.num_columns > XLSX_COLUMNS:
        raise BadInput(
            f"{rows.num_rows} rows of {rows.num_columns} columns do not fit into a sheet "
            f"({XLSX_ROWS - 1} rows, {XLSX_COLUMNS} columns): {ELSEWHERE}"
        )
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with place.open("wb") as file, xlsxwriter.Workbook(file, options) as workbook:
        workbook.set_properties({"created": _MADE})
        sheet = workbook.add_worksheet("export")
        for column, name in enumerate(rows.column_names):
            sheet.write_string(0, column, _fitting(name, 1, name))
        for number, row in enumerate(_rows(rows), 1):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write_string(number, column, _fitting(_text(value), number + 1, rows.column_names[column]))


def _fitting(text: str, row: int, column: str) -> str:
    if len(text) > XLSX_CHARACTERS:
        raise BadInput(
            f"The cell in row {row}, column “{column}” has {len(text)} characters, "
            f"more than the {XLSX_CHARACTERS} a workbook can hold: {ELSEWHERE}"
        )
    return text


def _rows(rows: pa.Table) -> Iterator[tuple[Any, ...]]:
    for batch in rows.to_batches(max_chunksize=BATCH_ROWS):
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _line(values: Iterable[Any]) -> str:
    return ",".join([_cell(value) for value in values]) + "\n"


def _cell(value: object) -> str:
    text = guard(value) if isinstance(value, str) else _text(value)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value)
