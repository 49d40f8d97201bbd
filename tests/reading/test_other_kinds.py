"""Other kinds: OpenDocument workbooks and Parquet files give the same plain text."""

import datetime
import zipfile
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from tests.reading.sheets import ReadFile, headers, numbered, rows

ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Schools">{rows}</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)


def cell(kind: str, value: str, attribute: str = "value") -> str:
    start = f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}">'
    return f"{start}<text:p>{value}</text:p></table:table-cell>"


def test_an_opendocument_workbook(tmp_path: Path, read_file: ReadFile) -> None:
    header = "".join(cell("string", text, "string-value") for text in ("name", "phone", "since", "open"))
    values = cell("string", "Acme", "string-value") + cell("float", "27821234567")
    values += cell("date", "2024-03-01", "date-value") + cell("boolean", "true", "boolean-value")
    xml = ODS.format(rows=f"<table:table-row>{header}</table:table-row><table:table-row>{values}</table:table-row>")
    with zipfile.ZipFile(tmp_path / "book.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", xml)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    sheet = read_file(tmp_path / "book.ods").sheets[0]
    assert (sheet.name, sheet.kind) == ("Schools", "ods")
    assert rows(sheet) == [("Acme", "27821234567", "2024-03-01", "TRUE")]


def test_a_parquet_file_is_plain_text_too(tmp_path: Path, read_file: ReadFile) -> None:
    table = pa.table(
        {
            "name": ["Acme", None],
            "phone": pa.array([27821234567, 1], pa.int64()),
            "share": [2.5, float("nan")],
            "whole": [3.0, 1e16],
            "when": [datetime.date(2024, 3, 1), None],
            "open": [True, False],
            "price": [Decimal("1.50"), None],
            "tags": [["a", "b"], []],
            "kind": pa.array(["x", ""]).dictionary_encode(),
        }
    )
    pq.write_table(table, tmp_path / "typed.parquet")
    sheet = read_file(tmp_path / "typed.parquet").sheets[0]
    assert headers(sheet) == table.column_names
    assert (sheet.header_row, sheet.notes) == (0, ())
    assert numbered(sheet) == [
        (1, "Acme", "27821234567", "2.5", "3", "2024-03-01", "TRUE", "1.50", "a; b", "x"),
        (2, None, "1", None, "10000000000000000", None, "FALSE", None, None, None),
    ]
