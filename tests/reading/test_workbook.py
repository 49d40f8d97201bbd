"""Workbooks: every sheet is read, and every cell as the text a person sees."""

import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.reading.sheets import ReadFile, headers, numbered, rows

DAY = datetime.date(2024, 3, 1)


def sheet_of(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def written(path: Path, table: list[list[object]], formats: dict[str, str] | None = None, *, mac: bool = False) -> Path:
    book = openpyxl.Workbook()
    if mac:
        book.epoch = datetime.datetime(1904, 1, 1)  # noqa: DTZ001 - a spreadsheet's dates have no time zone
    sheet = sheet_of(book)
    for row in table:
        sheet.append(row)
    for address, code in (formats or {}).items():
        sheet[address].number_format = code
    book.save(path)
    return path


SHOWN = [
    (27821234567, "General", "27821234567"),
    (2.5, "General", "2.5"),
    (1.0, "General", "1"),
    (0.1 + 0.2, "General", "0.3"),
    (1.5e-10, "General", "0.00000000015"),
    (1234567890123456789, "0", "1234567890123460000"),
    (7, "00000", "00007"),
    (821234567, "000 000 0000", "082 123 4567"),
    (821234567, '"+27 "00 000 0000', "+27 82 123 4567"),
    (1234.5, "R #,##0.00", "1234.5"),
    (0.15, "0%", "0.15"),
    (True, "General", "TRUE"),
    (False, "General", "FALSE"),
    ("true", "General", "true"),
    ("#N/A", "General", "#N/A"),
    ("007", "@", "007"),
    ("\uff1d1+1", "General", "\uff1d1+1"),
    (DAY, "d mmm yyyy", "2024-03-01"),
    (datetime.datetime(2024, 3, 1, 13, 5, 7), "yyyy-mm-dd hh:mm", "2024-03-01 13:05:07"),  # noqa: DTZ001 - as above
    (datetime.time(9, 30), "hh:mm", "09:30:00"),
    (datetime.timedelta(hours=30, minutes=5), "[h]:mm:ss", "30:05:00"),
    (datetime.date(1900, 2, 28), "yyyy-mm-dd", "1900-02-28"),
    (datetime.date(9999, 12, 31), "yyyy-mm-dd", "9999-12-31"),
]


@pytest.mark.parametrize("mac", [False, True])
def test_cells_come_out_as_a_person_sees_them(mac: bool, tmp_path: Path, read_file: ReadFile) -> None:
    shown = [one for one in SHOWN if not (mac and one[0] == datetime.date(1900, 2, 28))]
    table: list[list[object]] = [["what", "value"], *([str(at), value] for at, (value, _, _) in enumerate(shown))]
    formats = {f"B{at}": code for at, (_, code, _) in enumerate(shown, 2)}
    sheet = read_file(written(tmp_path / "cells.xlsx", table, formats, mac=mac)).sheets[0]
    assert [row[1] for row in rows(sheet)] == [text for _, _, text in shown]


def test_a_text_that_looks_like_midnight_stays_beside_real_dates(tmp_path: Path, read_file: ReadFile) -> None:
    table: list[list[object]] = [["name", "when"], ["A", DAY], ["B", "2024-03-01 00:00:00"], ["C", "2024-03-01"]]
    sheet = read_file(written(tmp_path / "midnight.xlsx", table)).sheets[0]
    assert [row[1] for row in rows(sheet)] == ["2024-03-01", "2024-03-01 00:00:00", "2024-03-01"]


def test_every_sheet_is_read_and_hidden_ones_are_told(tmp_path: Path, read_file: ReadFile) -> None:
    book = openpyxl.Workbook()
    sheet_of(book).append(["a"])
    for name, state in (("Hidden", "hidden"), ("Deep", "veryHidden"), ("Seen", "visible")):
        sheet = book.create_sheet(name)
        sheet.append(["name", "n"])
        sheet.append([name, 1])
        sheet.sheet_state = state
    book.create_chartsheet("Chart")
    book.create_sheet("Empty")
    book.save(tmp_path / "sheets.xlsx")
    sheets = read_file(tmp_path / "sheets.xlsx").sheets
    assert [(one.name, one.hidden, one.records) for one in sheets] == [
        ("Sheet", False, 0),
        ("Hidden", True, 1),
        ("Deep", True, 1),
        ("Seen", False, 1),
        ("Chart", False, 0),
        ("Empty", False, 0),
    ]
    assert sheets[2].notes == ("This sheet is very hidden.",)
    assert "chart" in sheets[4].notes[0]
    assert sheets[5].notes == ("This sheet is empty.",)


def test_hidden_rows_and_columns_are_read_and_counted(tmp_path: Path, read_file: ReadFile) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    for number in range(6):
        sheet.append(["name" if not number else f"A{number}", number or "n"])
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.save(tmp_path / "hidden.xlsx")
    found = read_file(tmp_path / "hidden.xlsx").sheets[0]
    assert (found.records, found.hidden_rows) == (5, 2)
    assert "2 hidden rows read like the others." in found.notes


def test_a_list_under_titles_away_from_the_corner(tmp_path: Path, read_file: ReadFile) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet["C2"] = "Flight schools 2024"
    sheet["C4"], sheet["E4"] = "name", "pilots"
    sheet["C5"], sheet["D5"], sheet["E5"] = "A", "x", 3
    sheet["C6"], sheet["D6"], sheet["E6"] = "B", "y", 4
    book.save(tmp_path / "away.xlsx")
    found = read_file(tmp_path / "away.xlsx").sheets[0]
    assert (found.header_row, headers(found)) == (4, ["name", "column D", "pilots"])
    assert [column.letter for column in found.columns] == ["C", "D", "E"]
    assert numbered(found) == [(5, "A", "x", "3"), (6, "B", "y", "4")]
    assert [one.sheet_row for one in found.aside] == [1, 2, 3]


def grouped(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    for row in (
        [None, "Contact", None, "Place", None],
        ["School", "Phone", "Email", "City", "Pilots"],
        ["Gauteng", None, None, None, None],
        ["A", "011", "a@b.co", "Pretoria", 3],
        ["B", "012", "c@d.co", None, 4],
        ["C", "013", "e@f.co", "Paarl", 5],
    ):
        sheet.append(row)
    for merge in ("B1:C1", "D1:E1", "A3:E3", "D4:D5"):
        sheet.merge_cells(merge)
    book.save(path)
    return path


def test_merged_cells_are_counted_and_left_alone(tmp_path: Path, read_file: ReadFile) -> None:
    found = read_file(grouped(tmp_path / "merged.xlsx")).sheets[0]
    assert (found.merged_ranges, headers(found)) == (4, ["School", "Phone", "Email", "City", "Pilots"])
    assert [row[3] for row in rows(found)] == ["Pretoria", None, "Paarl"]
    assert [(one.sheet_row, one.reason) for one in found.aside] == [
        (1, "above the column names"),
        (3, "section heading across the columns"),
    ]


def test_merged_cells_are_filled_only_when_asked(tmp_path: Path, read_file: ReadFile) -> None:
    found = read_file(grouped(tmp_path / "merged.xlsx"), fill_merged=True).sheets[0]
    assert headers(found) == ["School", "Contact Phone", "Contact Email", "Place City", "Place Pilots"]
    assert [row[3] for row in rows(found)] == ["Pretoria", "Pretoria", "Paarl"]


def test_rows_of_formulas_without_values_are_set_aside(tmp_path: Path, read_file: ReadFile) -> None:
    table: list[list[object]] = [["name", "n"], ["A", 1], ["=A2", "=B2*2"], ["B", 2]]
    found = read_file(written(tmp_path / "formulas.xlsx", table)).sheets[0]
    assert [(one.sheet_row, one.reason) for one in found.aside] == [(3, "only formulas without a stored value")]
    assert numbered(found) == [(2, "A", "1"), (4, "B", "2")]


def test_many_blank_formatted_rows_below_are_no_rows(tmp_path: Path, read_file: ReadFile) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet.append(["name", "n"])
    sheet.append(["A", 1])
    for number in range(3, 20_000):
        sheet.cell(number, 1).number_format = "0.00"
    book.save(tmp_path / "formatted.xlsx")
    found = read_file(tmp_path / "formatted.xlsx").sheets[0]
    assert (found.rows_seen, found.records, found.aside) == (1, 1, ())


def test_a_cell_far_below_does_not_list_a_million_blank_rows(tmp_path: Path, read_file: ReadFile) -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    for row in (["name", "n"], ["A", 1]):
        sheet.append(row)
    sheet["A1000000"] = "B"
    sheet["B1000000"] = 2
    book.save(tmp_path / "far.xlsx")
    found = read_file(tmp_path / "far.xlsx").sheets[0]
    assert numbered(found) == [(2, "A", "1"), (1_000_000, "B", "2")]
    assert len(found.aside) == 10_000
    assert any("989,997 further blank rows" in note for note in found.notes)


def test_sixteen_thousand_columns(tmp_path: Path, read_file: ReadFile) -> None:
    table: list[list[object]] = [[f"h{at}" for at in range(16_384)], ["x"] * 16_384]
    found = read_file(written(tmp_path / "wide.xlsx", table)).sheets[0]
    assert (len(found.columns), found.records) == (16_384, 1)
