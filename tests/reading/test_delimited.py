"""Delimited texts: every row is kept or set aside with its reason, whatever the delimiter, line ends or encoding."""

import csv
import gzip
import io
from pathlib import Path

import pytest

from hotpass.errors import UnreadableFile
from tests.reading.sheets import ReadFile, headers, numbered, rows


def test_a_plain_text_keeps_every_cell_as_it_stands(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "plain.csv"
    file.write_text("id,phone,note\n007,0821234567,\n1.50,+27 82,a b\n", encoding="utf-8")
    sheet = read_file(file).sheets[0]
    assert headers(sheet) == ["id", "phone", "note"]
    assert numbered(sheet) == [(2, "007", "0821234567", None), (3, "1.50", "+27 82", "a b")]
    assert (sheet.encoding, sheet.delimiter, sheet.notes) == ("utf-8", ",", ())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "%", "^", "~", "#"])
def test_the_delimiter_is_found_and_told(delimiter: str, tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "parted.csv"
    file.write_text("\n".join(delimiter.join(row) for row in (["name", "city"], ["Acme", "Durban"], ["B", "C"])))
    sheet = read_file(file).sheets[0]
    assert sheet.delimiter == delimiter
    assert rows(sheet) == [("Acme", "Durban"), ("B", "C")]


def test_a_leading_sep_line_is_honoured(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "sep.csv"
    file.write_text("sep=;\nname;price\nA;1,5\nB;2,5\n")
    sheet = read_file(file).sheets[0]
    assert (sheet.delimiter, headers(sheet), sheet.header_row) == (";", ["name", "price"], 2)
    assert [one.reason for one in sheet.aside] == ["names the delimiter"]
    assert numbered(sheet) == [(3, "A", "1,5"), (4, "B", "2,5")]


def test_a_list_of_one_column_is_a_list(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "one.csv"
    file.write_text("name\nAcme\nGlobal Air\n")
    assert rows(read_file(file).sheets[0]) == [("Acme",), ("Global Air",)]


ENCODINGS = [
    ("utf-8-sig", "utf-8"),
    ("utf-16", "utf-16-le"),
    ("utf-16-le", "utf-16-le"),
    ("utf-16-be", "utf-16-be"),
    ("cp1252", "cp1252"),
    ("utf-32", "utf-32-le"),
]


@pytest.mark.parametrize(("written", "told"), ENCODINGS)
def test_encodings_are_read_and_told(written: str, told: str, tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "accents.csv"
    file.write_bytes("name,city\r\nZoë “Ltd”,Curaçao\r\nPlain,Paarl\r\n".encode(written))
    sheet = read_file(file).sheets[0]
    assert rows(sheet) == [("Zoë “Ltd”", "Curaçao"), ("Plain", "Paarl")]
    assert sheet.encoding == told
    assert (told == "utf-8") == (sheet.notes == ())


def test_lines_of_two_encodings_are_read_line_by_line(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "glued.csv"
    file.write_bytes("a,b\nZoë,1\n".encode() + "Noël,2\n".encode("cp1252"))
    sheet = read_file(file).sheets[0]
    assert rows(sheet) == [("Zoë", "1"), ("Noël", "2")]
    assert "1 line read as Windows-1252" in sheet.notes[0]


def test_nuls_are_dropped_and_counted(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "nul.csv"
    file.write_bytes(b"a,b\nx\x00y,1\nz,2\x00\n")
    sheet = read_file(file).sheets[0]
    assert rows(sheet) == [("xy", "1"), ("z", "2")]
    assert "2 NUL characters dropped." in sheet.notes


def test_an_asked_encoding_that_does_not_fit_is_refused_by_line(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "old.csv"
    file.write_bytes("a,b\nx,1\nZoë,2\n".encode("cp1252"))
    with pytest.raises(UnreadableFile, match=r"old\.csv is not valid utf-8 \(line 3"):
        read_file(file, encoding="utf-8")
    assert rows(read_file(file, encoding="cp1252").sheets[0])[1] == ("Zoë", "2")


def test_ragged_rows_are_padded_or_set_aside(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "ragged.csv"
    file.write_text("a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12,\n\n13,14,15\n")
    sheet = read_file(file).sheets[0]
    assert numbered(sheet) == [(2, "1", "2", "3"), (3, "4", "5", None), (5, "10", "11", "12"), (7, "13", "14", "15")]
    assert [(one.sheet_row, one.reason, one.cells) for one in sheet.aside] == [
        (4, "4 cells where the list has 3 columns", ("6", "7", "8", "9")),
        (6, "empty row", ()),
    ]
    assert any("1 row with fewer cells" in note for note in sheet.notes)


def test_one_long_row_far_down_is_set_aside_and_no_other(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "far.csv"
    lines = [f"{number},x,y" for number in range(90_000)]
    lines[89_990] += ",extra"
    file.write_text("id,b,c\n" + "\n".join(lines) + "\n")
    sheet = read_file(file).sheets[0]
    assert (sheet.records, [one.sheet_row for one in sheet.aside]) == (89_999, [89_992])


def test_an_open_quote_does_not_swallow_the_rest(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "quote.csv"
    file.write_text('a,b,c\n1,x,y\n2,"open,y\n3,x,y\n4,"x, closed",y\n5,x,"z\n')
    sheet = read_file(file).sheets[0]
    assert [row[0] for row in rows(sheet)] == ["1", "3", "4", "5"]
    assert [(one.sheet_row, one.cells) for one in sheet.aside] == [(3, ('2,"open,y',))]
    assert "quote" in sheet.aside[0].reason


def test_two_open_quotes_do_not_make_one_row_of_three(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "quotes.csv"
    file.write_text('a,b,c\n1,"x,y\n2,x,y\n3,"x,y\n4,x,y\n')
    sheet = read_file(file).sheets[0]
    assert [row[0] for row in rows(sheet)] == ["2", "4"]
    assert [one.sheet_row for one in sheet.aside] == [2, 4]


def test_quoted_newlines_and_doubled_quotes_stay_in_their_cell(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "quoted.csv"
    file.write_bytes(b'a,b\r\n"line 1\r\nline 2","say ""hi"""\r\nx,y\r\n')
    sheet = read_file(file).sheets[0]
    assert numbered(sheet) == [(2, "line 1\nline 2", 'say "hi"'), (3, "x", "y")]


def test_mixed_line_ends_part_rows_alike(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "ends.csv"
    file.write_bytes(b"a,b\r1,2\n3,4\r\n5,6\r")
    assert rows(read_file(file).sheets[0]) == [("1", "2"), ("3", "4"), ("5", "6")]


def test_header_only_gives_no_records(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "header.csv"
    file.write_text("name,city\n")
    sheet = read_file(file).sheets[0]
    assert (headers(sheet), sheet.records, sheet.rows_seen) == (["name", "city"], 0, 0)
    assert "No data rows" in sheet.notes[-1]


def test_only_blank_lines_give_an_empty_sheet(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "blank.csv"
    file.write_text("\n\n  \n\n")
    assert read_file(file).sheets[0].records == 0


def test_sixteen_thousand_columns(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "wide.csv"
    file.write_text(",".join(f"h{at}" for at in range(16_384)) + "\n" + ",".join("x" * 16_384) + "\n")
    sheet = read_file(file).sheets[0]
    assert len(sheet.columns) == 16_384
    assert (sheet.columns[-1].letter, sheet.columns[-1].column_name) == ("XFD", "c16384")


def test_more_columns_than_a_spreadsheet_has_is_refused(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "wider.csv"
    file.write_text(",".join("h" * 20_000) + "\n")
    with pytest.raises(UnreadableFile, match=r"wider\.csv has 20,000 columns"):
        read_file(file)


def test_headers_are_stripped_and_made_distinct(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "twins.csv"
    file.write_text(" Name ,Phone,phone,,Phone\nA,1,2,3,4\n")
    assert headers(read_file(file).sheets[0]) == ["Name", "Phone", "phone (2)", "column D", "Phone (3)"]


def test_a_text_without_header_gets_numbered_columns(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "bare.csv"
    file.write_text("Acme,0821234567,a@b.co.za\nGlobal,0837654321,c@d.co.za\nThird,0831111111,e@f.co.za\n")
    sheet = read_file(file).sheets[0]
    assert (sheet.header_row, headers(sheet), sheet.records) == (0, ["column 1", "column 2", "column 3"], 3)
    assert "No row names the columns" in sheet.notes[0]


def test_titles_repeated_headers_totals_and_notes_are_set_aside(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "report.csv"
    file.write_text(
        "Schools 2024\n\nname,city,pilots\nA,Durban,3\nname,city,pilots\nB,Paarl,4\nTotal,,7\n\nSource: the register\n"
    )
    sheet = read_file(file).sheets[0]
    assert numbered(sheet) == [(4, "A", "Durban", "3"), (6, "B", "Paarl", "4")]
    assert [(one.sheet_row, one.reason) for one in sheet.aside] == [
        (1, "above the column names"),
        (2, "empty row"),
        (5, "column names repeated"),
        (7, "totals row"),
        (8, "empty row"),
        (9, "note under the list"),
    ]


def test_a_firm_called_total_is_kept(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "total.csv"
    file.write_text("name,city,pilots\nA,Durban,3\nTotal,Paris,7\n")
    assert len(rows(read_file(file).sheets[0])) == 2


def test_a_preview_holds_few_rows_and_true_counts(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "long.csv"
    file.write_text("a,b\n" + "1,2\n" * 500)
    sheet = read_file(file, head=10).sheets[0]
    assert (len(rows(sheet)), sheet.records) == (10, 500)
    assert "first 10 rows of 500" in sheet.notes[-1]


def test_a_compressed_text_is_read(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "packed.csv.gz"
    file.write_bytes(gzip.compress(b"a;b\n1;2\n"))
    assert rows(read_file(file).sheets[0]) == [("1", "2")]


def test_very_long_cells_stay_whole(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "long-cell.csv"
    file.write_text(f'a,b\n1,{"x" * 3_000_000}\n2,"y\n{"z" * 32_767}"\n')
    assert [len(str(row[1])) for row in rows(read_file(file).sheets[0])] == [3_000_000, 32_769]


def test_many_rows_read_as_python_reads_them(tmp_path: Path, read_file: ReadFile) -> None:
    """The fast way, the careful way and Python's own csv module agree."""
    content = io.StringIO()
    writer = csv.writer(content)
    writer.writerow(["id", "name", "note"])
    writer.writerows([number, f"Müller, {number}", f'"{number}"'] for number in range(30_000))
    expected = list(csv.reader(io.StringIO(content.getvalue())))[1:]
    fast, careful = tmp_path / "fast.csv", tmp_path / "careful.csv"
    fast.write_text(content.getvalue(), encoding="utf-8", newline="")
    careful.write_text(content.getvalue() + '30000,"two\nlines",x\n', encoding="utf-8", newline="")
    assert [list(row) for row in rows(read_file(fast).sheets[0])] == expected
    assert [list(row) for row in rows(read_file(careful).sheets[0])][:-1] == expected


@pytest.mark.parametrize("quoted", ["", '"q"'])
def test_lone_carriage_returns_part_rows_in_a_long_text(quoted: str, tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "returns.csv"
    file.write_bytes(b"id,b\r\n" + b"".join(f"{at},x\r".encode() for at in range(70_000)) + f"end,{quoted}z".encode())
    sheet = read_file(file).sheets[0]
    assert sheet.records == 70_001
    assert numbered(sheet)[-1] == (70_002, "end", f"{quoted.strip(chr(34))}z")
