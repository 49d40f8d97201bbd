"""Packages: a zipped workbook unpacked within bounds, so that the parser sees only what was counted and looked at."""

import mmap
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from hotpass.errors import UnreadableFile
from hotpass.reading import limits
from hotpass.reading.wording import counted

CHUNK = 1024 * 1024
PROLOG = 64 * 1024
# A document type may only stand before the first element, so only the beginning of a part has to be looked at.
ROOT = re.compile(rb"<[A-Za-z_:]")
COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)


@dataclass
class Package:
    """A workbook's parts, stored without compression in one file: name -> (first byte, byte after the last)."""

    path: Path
    parts: dict[str, tuple[int, int]]
    content: mmap.mmap

    def part(self, name: str) -> bytes:
        """The bytes of one part; empty where the workbook has none of that name."""
        start, stop = self.parts.get(name, (0, 0))
        return self.content[start:stop]


def unpack(source: Path, name: str, target: Path) -> Package:
    """Copies the parts of a zipped workbook into `target` uncompressed; raises UnreadableFile beyond the limits."""
    try:
        with zipfile.ZipFile(source) as archive, zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as stored:
            entries = archive.infolist()
            _check_entries(entries, name)
            left = limits.UNPACKED_BYTES
            for entry in entries:
                left -= _copy(archive, entry, stored, left, name)
    except DAMAGE as damage:
        raise UnreadableFile(
            f"{name} is damaged ({type(damage).__name__} while unpacking it): "
            "open it in a spreadsheet program and save it again."
        ) from damage
    return opened(target)


def opened(stored: Path) -> Package:
    """A package over a zip file whose parts are all stored without compression."""
    with zipfile.ZipFile(stored) as archive, stored.open("rb") as file:
        content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        parts = {}
        for entry in archive.infolist():
            at = entry.header_offset
            start = at + 30 + int.from_bytes(content[at + 26 : at + 28], "little")
            start += int.from_bytes(content[at + 28 : at + 30], "little")
            parts[entry.filename] = (start, start + entry.file_size)
    return Package(stored, parts, content)


def replaced(package: Package, target: Path, parts: dict[str, bytes]) -> Package:
    """A copy of the package with some parts exchanged."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as stored:
        for name in package.parts:
            stored.writestr(name, parts.get(name) or package.part(name))
    package.content.close()
    return opened(target)


def _check_entries(entries: list[zipfile.ZipInfo], name: str) -> None:
    if len(entries) > limits.ZIP_ENTRIES:
        raise UnreadableFile(
            f"{name} holds {counted(len(entries), 'part')}, more than the {limits.ZIP_ENTRIES:,} a workbook may have: "
            "save it again in a spreadsheet program, or as .csv."
        )
    if len({entry.filename for entry in entries}) < len(entries):
        raise UnreadableFile(f"{name} is damaged (two parts carry the same name): save it again as .xlsx or .csv.")
    taken = 0
    for entry in sorted(entries, key=lambda one: one.header_offset):
        if entry.header_offset < taken:
            raise UnreadableFile(f"{name} is damaged (its parts overlap): save it again as .xlsx or .csv.")
        taken = entry.header_offset + 30 + entry.compress_size
        if entry.flag_bits & 1:
            raise UnreadableFile(f"{name} is protected by a password: save a copy without the password.")


def _copy(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, stored: zipfile.ZipFile, left: int, name: str) -> int:
    size = 0
    with archive.open(entry) as part, stored.open(zipfile.ZipInfo(entry.filename), "w") as out:
        for chunk in _chunks(part):
            if not size:
                _check_start(chunk, entry, name)
            size += len(chunk)
            _check_size(size, left, entry, name)
            out.write(chunk)
    return size


def _chunks(part: IO[bytes]) -> Iterator[bytes]:
    while chunk := part.read(CHUNK):
        yield chunk


def _check_size(size: int, left: int, entry: zipfile.ZipInfo, name: str) -> None:
    if size > left:
        raise UnreadableFile(
            f"{name} unpacks to more than {limits.UNPACKED_BYTES // 1024**2} MB (at part {entry.filename}): "
            "save the list as .csv and choose that."
        )
    if size > limits.BIG_ENTRY_BYTES and size > limits.ENTRY_RATIO * max(entry.compress_size, 1):
        raise UnreadableFile(
            f"{name} is packed more than {limits.ENTRY_RATIO} to 1 in part {entry.filename}, as files made to do harm "
            "are: delete blank formatted rows in it, or save the list as .csv."
        )


def _check_start(chunk: bytes, entry: zipfile.ZipInfo, name: str) -> None:
    if chunk.startswith(b"PK\x03\x04"):
        raise UnreadableFile(
            f"{name} holds another archive inside it (part {entry.filename}): remove it, or save the list as .csv."
        )
    if not entry.filename.endswith((".xml", ".rels", ".vml")):
        return
    start = chunk[:PROLOG]
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in start[:4]:
        start = start.replace(b"\x00", b"")
    start = COMMENT.sub(b"", start)
    root = ROOT.search(start)
    if root is None or b"<!DOCTYPE" in start[: root.start()]:
        raise UnreadableFile(
            f"{name} carries a document type declaration (DOCTYPE) in part {entry.filename}, which no spreadsheet "
            "program writes: open it in one and save it again."
        )
