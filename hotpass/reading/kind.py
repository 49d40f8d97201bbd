"""Kinds: what a file really is, by its first bytes, against what its name says."""

import gzip
import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from hotpass.errors import UnreadableFile
from hotpass.reading.wording import shown

HEAD_BYTES = 65536
TEXT_ENDINGS = (".csv", ".tsv", ".txt", ".tab", ".psv", ".dat")
READ_ENDINGS = ".xlsx, .xlsm, .xlsb, .xls, .ods, .csv, .tsv, .txt, .csv.gz or .parquet"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FOREIGN = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"7z\xbc\xaf", "an archive"),
    (b"Rar!", "an archive"),
    (b"{\\rtf", "a rich text document"),
)


class Kind(StrEnum):
    """What a file holds, as its bytes tell."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    TEXT = "csv"
    GZIP = "csv.gz"
    PARQUET = "parquet"


ENDINGS = {
    Kind.XLSX: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    Kind.XLSB: (".xlsb",),
    Kind.XLS: (".xls", ".xlt"),
    Kind.ODS: (".ods",),
    Kind.TEXT: TEXT_ENDINGS,
    Kind.GZIP: (".gz",),
    Kind.PARQUET: (".parquet", ".pq"),
}
CALLED = {
    Kind.XLSX: "an Excel workbook (.xlsx)",
    Kind.XLSB: "a binary Excel workbook (.xlsb)",
    Kind.XLS: "an old Excel workbook (.xls)",
    Kind.ODS: "an OpenDocument workbook (.ods)",
    Kind.TEXT: "a text file (.csv)",
    Kind.GZIP: "a compressed file (.gz)",
    Kind.PARQUET: "a Parquet file (.parquet)",
}


def kind_of(path: Path) -> Kind:
    """The kind of a file by its content; raises UnreadableFile where it is none of ours or its name says otherwise."""
    name = shown(path.name)
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head:
        raise UnreadableFile(f"{name} is empty (0 bytes): send the file again, or choose another one.")
    kind = _by_content(path, head)
    ending = path.suffix.lower()
    if isinstance(kind, str) and not isinstance(kind, Kind):
        raise UnreadableFile(f"{name} is {kind}, which is not a list: save it as {READ_ENDINGS}.")
    known = any(ending in endings for endings in ENDINGS.values())
    if ending and not known:
        raise UnreadableFile(f"{name} ends in {shown(ending)}, a type that is not read: save it as {READ_ENDINGS}.")
    if ending and ending not in ENDINGS[kind]:
        raise UnreadableFile(
            f"{name} is {CALLED[kind]} by its content, but its name ends in {ending}: "
            f"rename it to end in {ENDINGS[kind][0]}, or save it again as {ending}."
        )
    return kind


def _by_content(path: Path, head: bytes) -> Kind | str:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _by_parts(path)
    if head.startswith(OLE):
        return _by_streams(path)
    if head.startswith(b"\x1f\x8b"):
        return _inside_gzip(path)
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    return _by_first_bytes(head) or Kind.TEXT


def _by_first_bytes(head: bytes) -> str | None:
    for magic, called in FOREIGN:
        if head.startswith(magic):
            return called
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:2048].lower()
    if re.match(rb"<!doctype html|<html|<head|<body|<table|<div", start) or b"<html" in start:
        return "a web page (HTML)"
    if start.startswith(b"<?xml"):
        return "an XML document"
    if start.startswith((b"{", b"[{", b"[\n")) and _is_json(start):
        return "a JSON document"
    return "a file of bytes that are not text" if _is_binary(head) else None


def _is_json(start: bytes) -> bool:
    return re.match(rb'\[?\s*\{\s*("|\})', start) is not None


def _is_binary(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    control = sum(head.count(bytes((code,))) for code in (1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 17, 18, 19, 20))
    return control > max(8, len(head) // 50)


def _by_parts(path: Path) -> Kind | str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names:
                return Kind.XLSX
            if "xl/workbook.bin" in names:
                return Kind.XLSB
            if "mimetype" in names and b"opendocument.spreadsheet" in archive.open("mimetype").read(200):
                return Kind.ODS
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, zlib.error, ValueError) as damage:
        raise UnreadableFile(
            f"{shown(path.name)} is damaged or cut short (its contents list cannot be read): "
            "open it in a spreadsheet program and save it again."
        ) from damage
    if any(one.startswith("xl/") for one in names):
        return Kind.XLSX
    return "a Word document" if any(one.startswith("word/") for one in names) else "an archive (zip)"


def _by_streams(path: Path) -> Kind | str:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFile(
            f"{shown(path.name)} is protected by a password: open it, save a copy without the password, "
            "and choose that copy."
        )
    if "Workbook".encode("utf-16-le") in content or "Book".encode("utf-16-le") in content:
        return Kind.XLS
    return "an old Office document that is not a workbook"


def _inside_gzip(path: Path) -> Kind | str:
    try:
        with gzip.open(path) as file:
            inside = file.read(HEAD_BYTES)
    except (OSError, EOFError, zlib.error) as damage:
        raise UnreadableFile(
            f"{shown(path.name)} is damaged or cut short (it cannot be decompressed): send the file again."
        ) from damage
    if not inside:
        raise UnreadableFile(f"{shown(path.name)} is empty inside: send the file again, or choose another one.")
    if inside.startswith((b"PK\x03\x04", OLE, b"\x1f\x8b", b"PAR1")):
        return "a compressed file that holds another archive or workbook"
    return _by_first_bytes(inside) or Kind.GZIP
