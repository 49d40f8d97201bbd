"""Real files: every workbook and text is read, and an independent count finds the same rows and cells."""

import csv
import gzip
import io
import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from hotpass.model.sheet import Sheet
from tests.reading.sheets import ReadFile, headers, numbered

BOOKS = ("spreadsheets-readxl/*.xlsx", "spreadsheets-unpivotr/*.xlsx", "za-hospitals/*.xlsx")
TEXTS = ("**/*.csv", "**/*.csv.gz", "**/*.dat.gz")
FILLED = re.compile(r"\S")


def filled_rows(sheet: Worksheet) -> dict[int, int]:
    """Sheet row -> filled cells, counted by another reader that does not trust the sheet's own dimension."""
    sheet.reset_dimensions()  # type: ignore[attr-defined] # a read-only sheet has it, the type stubs do not say so
    counts = {}
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = sum(1 for cell in row if cell is not None and FILLED.search(str(cell)))
        if cells:
            counts[number] = cells
    return counts


def accounted(sheet: Sheet) -> dict[int, int]:
    """Sheet row -> filled cells, of the records and the rows set aside."""
    counts = {int(str(row[0])): sum(1 for cell in row[1:] if FILLED.search(str(cell or ""))) for row in numbered(sheet)}
    counts |= {one.sheet_row: sum(1 for cell in one.cells if FILLED.search(cell)) for one in sheet.aside}
    return {row: cells for row, cells in counts.items() if cells}


@pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")
def test_every_workbook_accounts_for_every_filled_cell(shared_data: Path, read_file: ReadFile) -> None:
    books = [path for pattern in BOOKS for path in sorted(shared_data.glob(pattern))]
    assert len(books) > 20
    for path in books:
        expected = openpyxl.load_workbook(path, read_only=True, data_only=True)
        reading = read_file(path)
        assert [one.name for one in reading.sheets] == expected.sheetnames
        for sheet in reading.sheets:
            other = expected[sheet.name]
            if not hasattr(other, "iter_rows"):
                assert sheet.rows_seen == 0
                continue
            counts = filled_rows(other)
            counts.pop(sheet.header_row, None)
            assert accounted(sheet) == counts, (path.name, sheet.name)
        expected.close()


def csv_rows(path: Path, delimiter: str) -> int:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = content.decode("utf-8", errors="replace")
    return sum(1 for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row))


def test_every_text_accounts_for_every_row(shared_data: Path, read_file: ReadFile) -> None:
    files = [path for pattern in TEXTS for path in sorted(shared_data.glob(pattern))]
    assert len(files) > 30
    for path in files:
        sheet = read_file(path).sheets[0]
        assert sheet.delimiter is not None
        blank = sum(1 for one in sheet.aside if one.reason == "empty row")
        assert sheet.rows_seen - blank + (sheet.header_row > 0) == csv_rows(path, sheet.delimiter), path.name


def test_every_parquet_file_keeps_its_rows(shared_data: Path, read_file: ReadFile) -> None:
    for path in sorted(shared_data.glob("**/*.parquet")):
        sheet = read_file(path).sheets[0]
        assert sheet.records > 0
        assert not headers(sheet)[0].startswith("column ")


def test_the_famous_deaths_are_found_between_the_notes(shared_data: Path, read_file: ReadFile) -> None:
    for sheet in read_file(shared_data / "spreadsheets-readxl/deaths.xlsx").sheets:
        assert headers(sheet) == ["Name", "Profession", "Age", "Has kids", "Date of birth", "Date of death"]
        assert sheet.header_row == 5
    assert numbered(sheet)[0] == (6, "Vera Rubin", "scientist", "88", "TRUE", "1928-07-23", "2016-12-25")


def test_an_old_workbook_with_dates_from_1904(shared_data: Path, read_file: ReadFile) -> None:
    sheet = read_file(shared_data / "spreadsheets-readxl/dates-1904.xls").sheets[0]
    assert set(numbered(sheet)[0][1:]) == {"2000-01-01"}
    assert "Hidden rows cannot be told apart" in sheet.notes[0]


def test_pivoted_sheets_are_told_to_be_no_lists(shared_data: Path, read_file: ReadFile) -> None:
    sheets = {one.name: one for one in read_file(shared_data / "spreadsheets-unpivotr/purpose.xlsx").sheets}
    doubtful = {name for name, one in sheets.items() if any("does not look like a list" in note for note in one.notes)}
    assert {"NZ.Stat export", "Pivot", "up-left left-up", "README"} <= doubtful
    assert "Tidy" not in doubtful


def test_a_file_of_two_encodings(shared_data: Path, read_file: ReadFile) -> None:
    sheet = read_file(shared_data / "za-hospitals/hospitals_v1_2020-05-11.csv").sheets[0]
    assert (sheet.records, sheet.encoding) == (898, "utf-8 with cp1252 lines")


def test_a_row_of_few_names_still_names(shared_data: Path, read_file: ReadFile) -> None:
    sheet = read_file(shared_data / "spreadsheets-readxl/unnamed-duplicated-columns.xlsx").sheets[0]
    assert headers(sheet) == ["column A", "var2", "column C", "var2 (2)"]
