"""Refusals: whatever a file does, the caller gets one sentence that names it and says what to do."""

import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from hotpass.errors import UnreadableFile
from hotpass.settings import Settings
from tests.reading.sheets import ReadFile, rows

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def refusal(read_file: ReadFile, path: Path, settings: Settings | None = None) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read_file(path, settings)
    sentence = str(refused.value)
    assert sentence.startswith(path.name)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "Traceback" not in sentence
    return sentence


def workbook(path: Path, sheet_xml: str | None = None, extra: dict[str, bytes] | None = None) -> Path:
    """A small legal workbook, its sheet's XML exchanged or parts added."""
    made = io.BytesIO()
    book = openpyxl.Workbook()
    for row in (["name", "n"], ["A", 1]):
        book.worksheets[0].append(row)
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if sheet_xml is not None and name == "xl/worksheets/sheet1.xml":
                content = sheet_xml.encode()
            new.writestr(name, content)
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return path


def cells(*found: str, before: str = "") -> str:
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{"".join(found)}</sheetData></worksheet>'


def row(number: int, *addresses: str) -> str:
    inside = "".join(f'<c r="{one}" t="inlineStr"><is><t>x{one}</t></is></c>' for one in addresses)
    return f'<row r="{number}">{inside}</row>'


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("list.xlsx", b"name,city\nA,B\n", "a text file"),
        ("list.xls", b"<html><table><tr><td>1</td></tr></table></html>", "a web page"),
        ("list.csv", b"PAR1" + b"\0" * 40, "a Parquet file"),
        ("list.csv", b"%PDF-1.7 ...", "a PDF"),
        ("list.docx", b"some text", "ends in .docx"),
        ("list.json", b'{"a": 1}', "a JSON document"),
        ("list.csv", bytes(range(1, 32)) * 500, "not text"),
        ("list.csv", b"", "is empty"),
        ("list.xlsx", b"", "is empty"),
        ("list.csv.gz", b"name,city\nA,B\n", "a text file"),
        ("list.xlsx", b"PK\x03\x04 cut short", "damaged or cut short"),
        ("list.parquet", b"PAR1" + b"x" * 100, "damaged"),
        ("list.csv.gz", b"\x1f\x8b\x08\x00 cut", "damaged or cut short"),
        ("locked.xlsx", OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        ("old.doc", OLE + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "not a workbook"),
        ("old.xls", OLE + b"\0" * 600 + "Workbook".encode("utf-16-le"), "damaged"),
    ],
)
def test_files_that_are_something_else(
    name: str, content: bytes, says: str, tmp_path: Path, read_file: ReadFile
) -> None:
    (tmp_path / name).write_bytes(content)
    assert says in refusal(read_file, tmp_path / name)


def test_a_folder_and_a_missing_file(tmp_path: Path, read_file: ReadFile) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert "is a folder" in refusal(read_file, tmp_path / "folder.csv")
    assert "was not found" in refusal(read_file, tmp_path / "nowhere.csv")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n")
    file.chmod(0)
    assert "may not be read" in refusal(read_file, file)


def test_a_name_with_control_letters_is_shown_clean(tmp_path: Path, read_file: ReadFile) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_file(tmp_path / "a\u202eb\nc.csv")
    assert str(refused.value).startswith("abc.csv was not found")


def test_a_bomb_is_counted_while_it_unpacks(tmp_path: Path, read_file: ReadFile) -> None:
    bomb = workbook(tmp_path / "bomb.xlsx", extra={"xl/media/image1.bin": b"\0" * (64 * 1024**2)})
    assert "packed more than 200 to 1" in refusal(read_file, bomb)


def test_too_many_parts(tmp_path: Path, read_file: ReadFile) -> None:
    many = workbook(tmp_path / "many.xlsx", extra={f"xl/media/{number}.bin": b"x" for number in range(3000)})
    assert "more than the 2,000" in refusal(read_file, many)


def test_an_archive_in_an_archive(tmp_path: Path, read_file: ReadFile) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a", b"b")
    nested = workbook(tmp_path / "nested.xlsx", extra={"xl/embeddings/a.zip": inner.getvalue()})
    assert "another archive inside it" in refusal(read_file, nested)


def test_a_part_named_like_a_path_out_touches_nothing(tmp_path: Path, read_file: ReadFile) -> None:
    before = set(tmp_path.parent.iterdir())
    path = workbook(tmp_path / "escape.xlsx", extra={"../../escaped.xml": b"<a/>"})
    assert rows(read_file(path).sheets[0]) == [("A", "1")]
    assert set(tmp_path.parent.iterdir()) == before


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>',
        '<?xml version="1.0"?><!-- <a> --><!DOCTYPE a SYSTEM "file:///etc/passwd">',
        "<!DOCTYPE worksheet>",
    ],
)
def test_document_types_are_refused_by_name(before: str, tmp_path: Path, read_file: ReadFile) -> None:
    path = workbook(tmp_path / "laughs.xlsx", cells(row(1, "A1"), before=before))
    assert "DOCTYPE" in refusal(read_file, path)


def test_two_cells_at_both_ends_of_the_sheet_name_the_far_one(tmp_path: Path, read_file: ReadFile) -> None:
    path = workbook(tmp_path / "corner.xlsx", cells(row(1, "A1"), row(1048576, "XFD1048576")))
    sentence = refusal(read_file, path)
    assert "XFD1048576" in sentence
    assert "delete" in sentence


def test_a_blank_cell_far_away_costs_no_rows(tmp_path: Path, read_file: ReadFile) -> None:
    listed = "".join(row(number, f"A{number}", f"B{number}") for number in range(1, 52))
    blank = '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    sheet = read_file(workbook(tmp_path / "blank.xlsx", cells(listed, blank))).sheets[0]
    assert (sheet.records, sheet.rows_seen) == (50, 50)


@pytest.mark.parametrize("address", ["ZZZZZZ99999999999", "A0", "1A", ""])
def test_impossible_addresses_end_the_child_not_us(address: str, tmp_path: Path, read_file: ReadFile) -> None:
    path = workbook(tmp_path / "address.xlsx", cells(row(1, "A1", address)))
    try:
        assert read_file(path).sheets[0].records == 0
    except UnreadableFile as refused:
        assert "address.xlsx" in str(refused)


def test_a_lying_dimension_loses_no_rows(tmp_path: Path, read_file: ReadFile) -> None:
    listed = "".join(row(number, f"A{number}", f"B{number}") for number in range(1, 102))
    lying = cells(listed).replace("<sheetData>", '<dimension ref="A1:B2"/><sheetData>')
    assert read_file(workbook(tmp_path / "lying.xlsx", lying)).sheets[0].records == 100


def test_row_numbers_out_of_order_lose_no_rows(tmp_path: Path, read_file: ReadFile) -> None:
    listed = "".join(row(number, f"A{number}", f"B{number}") for number in (1, 4, 3, 2))
    assert read_file(workbook(tmp_path / "order.xlsx", cells(listed))).sheets[0].records == 3


def test_a_sheet_cut_short(tmp_path: Path, read_file: ReadFile) -> None:
    broken = cells(row(1, "A1"), row(2, "A2"))[:-60]
    path = workbook(tmp_path / "broken.xlsx", broken)
    try:
        assert read_file(path).sheets[0].rows_seen <= 1
    except UnreadableFile as refused:
        assert "damaged" in str(refused)


def test_time_is_bounded(tmp_path: Path, read_file: ReadFile) -> None:
    file = tmp_path / "slow.csv"
    file.write_text("a,b\n1,2\n")
    sentence = refusal(read_file, file, Settings.from_environment({"HOTPASS_PARSE_SECONDS": "0.01"}))
    assert "longer than 0.01 seconds" in sentence


@pytest.mark.parametrize("mebibytes", [72, 96, 200])
def test_memory_is_bounded(tmp_path: Path, read_file: ReadFile, mebibytes: int) -> None:
    file = tmp_path / "large.csv"
    file.write_text("a,b\n" + "1234567890,abcdefghij\n" * 2_000_000)
    memory = {"HOTPASS_PARSE_MEMORY_BYTES": str(mebibytes * 1024**2)}
    sentence = refusal(read_file, file, Settings.from_environment(memory))
    assert "more memory than is allowed" in sentence
