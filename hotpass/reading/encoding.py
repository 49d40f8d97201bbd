"""Encodings: a text file's bytes as UTF-8, and in words what they were."""

import codecs
from dataclasses import dataclass, field
from pathlib import Path

from hotpass.errors import UnreadableFile
from hotpass.reading.survey import Survey, start_of, whole
from hotpass.reading.wording import counted

HEAD_BYTES = 65536
CHUNK = 4 * 1024 * 1024
NUL_SHARE = 0.2
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
OLD = "cp1252"
MIXED = "utf-8 with cp1252 lines"


@dataclass
class Decoded:
    """A text as UTF-8 without byte order mark and NULs: the file itself where it is that; `encoding` is what it was."""

    text: Path | bytes
    encoding: str
    notes: list[str] = field(default_factory=list)


def decoded(source: Path | bytes, found: Survey, name: str, asked: str | None) -> Decoded:
    """A text as UTF-8: by its byte order mark, else UTF-8, else UTF-16 (many NULs), else cp1252."""
    if asked is not None:
        return _without_nuls(_as_asked(whole(source), name, asked))
    if is_plain(source, found):
        return Decoded(source, "utf-8")
    start = start_of(source, HEAD_BYTES)
    for mark, encoding in MARKS:
        if start.startswith(mark):
            return _without_nuls(_marked(whole(source)[len(mark) :], name, encoding))
    wide = _wide_encoding(start) if found.has_nuls else None
    if wide:
        return _without_nuls(_marked(whole(source), name, wide))
    if not found.is_utf8:
        return _without_nuls(_by_line(whole(source)))
    return _without_nuls(Decoded(whole(source), "utf-8"))


def is_plain(source: Path | bytes, found: Survey) -> bool:
    """Whether a text is UTF-8 as it stands."""
    marked = start_of(source, HEAD_BYTES).startswith(tuple(mark for mark, _ in MARKS))
    return found.is_utf8 and not found.has_nuls and not marked


def _marked(content: bytes, name: str, encoding: str) -> Decoded:
    if encoding == "utf-8":
        return Decoded(content, encoding) if _is_utf8(content) else _by_line(content)
    found = _as_asked(content, name, encoding)
    found.notes.append(f"The text is in {encoding.upper()}, not UTF-8.")
    return found


def _as_asked(content: bytes, name: str, encoding: str) -> Decoded:
    try:
        text = content.decode(encoding)
        return Decoded(text.removeprefix("\ufeff").encode("utf-8"), encoding.lower())
    except LookupError as unknown:
        raise UnreadableFile(
            f"{name}: the encoding {encoding!r} is not known: choose utf-8, utf-16 or cp1252."
        ) from unknown
    except UnicodeError as wrong:
        at = wrong.start if isinstance(wrong, UnicodeDecodeError) else 0
        line = content[:at].count(b"\n") + 1
        raise UnreadableFile(
            f"{name} is not valid {encoding} (line {line:,}, byte {at:,}): choose another one, or save it as UTF-8."
        ) from wrong


def _wide_encoding(head: bytes) -> str | None:
    head = head[: len(head) // 2 * 2]
    if len(head) < 4 or head.count(0) < NUL_SHARE * len(head):
        return None
    odd, even = head[1::2].count(0), head[::2].count(0)
    if max(odd, even) < 4 * min(odd, even) + 1:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(content), CHUNK):
            decoder.decode(content[at : at + CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _by_line(content: bytes) -> Decoded:
    """Each line as UTF-8 where it is valid, else as Windows-1252: files glued together hold both."""
    lines: list[str] = []
    modern = old = unknown = 0
    for line in content.split(b"\n"):
        if line.isascii():
            lines.append(line.decode("ascii"))
            continue
        try:
            lines.append(line.decode("utf-8"))
            modern += 1
        except UnicodeDecodeError:
            text = line.decode(OLD, errors="replace")
            unknown += text.count("\ufffd")
            lines.append(text)
            old += 1
    found = Decoded("\n".join(lines).encode("utf-8"), MIXED if modern else OLD)
    if modern:
        found.notes.append(
            f"Most text is UTF-8, but {counted(old, 'line')} read as Windows-1252: check the accents in them."
        )
    else:
        found.notes.append("The text is not UTF-8 and was read as Windows-1252 (cp1252): check the accents.")
    if unknown:
        found.notes.append(f"{counted(unknown, 'byte')} that mean nothing in Windows-1252 are shown as \ufffd.")
    return found


def _without_nuls(found: Decoded) -> Decoded:
    text = whole(found.text)
    if text.find(0) >= 0:
        found.notes.append(f"{counted(text.count(0), 'NUL character')} dropped.")
        found.text = text.replace(b"\x00", b"")
    return found
