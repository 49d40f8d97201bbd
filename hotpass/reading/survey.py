"""Surveys: what a text's bytes are made of, looked at in one pass while they are near."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHUNK = 256 * 1024
LONE_RETURN = re.compile(rb"\r(?!\n)")


@dataclass
class Survey:
    """Whether a text is valid UTF-8, and whether NULs and quotes stand in it."""

    is_utf8: bool = True
    has_nuls: bool = False
    has_quotes: bool = False


def start_of(source: Path | bytes, size: int) -> bytes:
    """The first bytes of a file or a text."""
    if isinstance(source, bytes):
        return source[:size]
    with source.open("rb") as file:
        return file.read(size)


def whole(source: Path | bytes) -> bytes:
    """All bytes of a file or a text."""
    return source if isinstance(source, bytes) else source.read_bytes()


def survey(source: Path | bytes) -> Survey:
    """Looks at every byte of a file or a text once."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    found = Survey()
    plain = True
    for chunk in _chunks(source):
        if found.is_utf8 and not (plain and chunk.isascii()):
            plain = False
            found.is_utf8 = _continues(decoder, chunk)
        found.has_nuls = found.has_nuls or chunk.find(0) >= 0
        found.has_quotes = found.has_quotes or chunk.find(b'"') >= 0
    found.is_utf8 = found.is_utf8 and (plain or _continues(decoder, b"", end=True))
    return found


def even_lines(source: Path | bytes) -> int | None:
    """The number of lines of a text; None where a carriage return stands without its newline."""
    lines, last = 0, b"\n"
    for chunk in _chunks(source):
        if not _is_even(chunk, last):
            return None
        lines += chunk.count(b"\n")
        last = bytes(chunk[-1:])
    return None if last == b"\r" else lines + (last != b"\n")


def is_even(source: Path | bytes) -> bool:
    """Whether no carriage return of a text stands without its newline."""
    last = b"\n"
    for chunk in _chunks(source):
        if not _is_even(chunk, last):
            return False
        last = bytes(chunk[-1:])
    return last != b"\r"


def _is_even(chunk: bytearray, last: bytes) -> bool:
    if last == b"\r" and not chunk.startswith(b"\n"):
        return False
    alone = LONE_RETURN.search(chunk) if chunk.find(b"\r") >= 0 else None
    # The newline of a return at a chunk's end may be the first byte of the next chunk.
    return alone is None or alone.end() == len(chunk)


def _chunks(source: Path | bytes) -> Iterator[bytearray]:
    buffer = bytearray(CHUNK)
    with source.open("rb") if isinstance(source, Path) else io.BytesIO(source) as file:
        while size := file.readinto(buffer):
            yield buffer if size == CHUNK else buffer[:size]


def _continues(decoder: codecs.IncrementalDecoder, chunk: bytes | bytearray, *, end: bool = False) -> bool:
    try:
        decoder.decode(chunk, end)
    except UnicodeDecodeError:
        return False
    return True
