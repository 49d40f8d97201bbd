"""Records: the rows of a delimited text, read strictly, so that one open quote cannot swallow the rows after it."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from hotpass.reading import limits


@dataclass(frozen=True, slots=True)
class Record:
    """A row: the line it starts on (from 0), its cells; `stray`: its quotes were mended; `broken`: not readable."""

    line: int
    cells: list[str]
    stray: bool = False
    broken: bool = False


def lines_of(text: str) -> list[str]:
    """The lines of a text with any of the three line ends, each with one newline at its end."""
    return list(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")))


def records(lines: list[str], delimiter: str, width: int | None = None) -> Iterator[Record]:
    """The rows of a text; a row whose quotes do not close is read alone as its line stands, or comes out broken."""
    csv.field_size_limit(limits.FIELD_CHARACTERS)
    at = 0
    while at < len(lines):
        reader = csv.reader(map(lines.__getitem__, range(at, len(lines))), delimiter=delimiter, strict=True)
        start = at
        try:
            for cells in reader:
                yield Record(start, cells)
                start = at + reader.line_num
        except csv.Error:
            yield _mended(lines[start], start, delimiter, width)
            at = start + 1
        else:
            return


def _mended(line: str, at: int, delimiter: str, width: int | None) -> Record:
    text = line.rstrip("\n")
    cells = next(csv.reader([text], delimiter=delimiter), [])
    if len(cells) == width:
        return Record(at, cells, stray=True)
    return Record(at, [text], broken=True)
