"""Delimited text: a .csv, .tsv or .txt as a grid, by the fast way where every line is one sound row, else with care."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv

from hotpass.errors import UnreadableFile
from hotpass.reading import limits
from hotpass.reading.careful import Shape, read_with_care
from hotpass.reading.delimiter import announced, decide, named
from hotpass.reading.encoding import Decoded, decoded
from hotpass.reading.grid import Aside, Grid
from hotpass.reading.heading import Heading, filled, find
from hotpass.reading.records import Record, lines_of, records
from hotpass.reading.wording import counted

SAMPLE_BYTES = 512 * 1024
ENDS = b"\r\n"


@dataclass
class Sample:
    """The first rows of a text, what parts their cells, and the heading among them."""

    first: list[Record]
    heading: Heading | None
    delimiter: str
    announced: bool
    whole: bool

    def shape(self) -> Shape:
        """How wide the list is, and where it starts."""
        heading = self.heading or Heading(None, 0)
        header = self.first[heading.at].cells if heading.at is not None else []
        below = [
            len(_trimmed(one.cells)) for one in self.first[heading.first :] if not one.broken and filled(one.cells)
        ]
        wider = sum(1 for width in below if width > len(header))
        usual = max(set(below), key=lambda width: (below.count(width), width)) if below else 0
        width = max(len(header), usual) if heading.at is None or wider * 2 > len(below) else len(header)
        return Shape(heading, max(width, 1), self.delimiter)


def grid_of(content: bytes, name: str, path: Path, asked_encoding: str | None, asked_delimiter: str | None) -> Grid:
    """A delimited text as one grid; raises UnreadableFile where it cannot be read as one."""
    if asked_delimiter is not None and (len(asked_delimiter) != 1 or asked_delimiter in '"\r\n'):
        raise UnreadableFile(f"{name}: a delimiter is one character, not {asked_delimiter!r}: choose , ; | or tab.")
    found = decoded(content, name, asked_encoding)
    sample = _sample(found.text, asked_delimiter)
    shape = sample.shape()
    grid = _fast(found.text, sample, shape) or read_with_care(found.text.decode("utf-8"), shape, name)
    grid.name, grid.kind = path.name, "csv"
    grid.encoding, grid.delimiter = found.encoding, sample.delimiter
    grid.notes[:0] = _notes(found, sample, asked_delimiter)
    if sample.announced:
        grid.above = [(row, cells) for row, cells in grid.above if row > 1]
        grid.aside.append(Aside(1, "names the delimiter", list(sample.first[0].cells)))
    return grid


def _notes(found: Decoded, sample: Sample, asked: str | None) -> list[str]:
    notes = list(found.notes)
    if asked is None and sample.delimiter != ",":
        notes.append(f"Cells are parted by: {named(sample.delimiter)}.")
    return notes


def _sample(text: bytes, asked: str | None) -> Sample:
    whole = len(text) <= SAMPLE_BYTES
    cut = len(text) if whole else max(text.rfind(b"\n", 0, SAMPLE_BYTES), 0) or SAMPLE_BYTES
    lines = lines_of(text[:cut].decode("utf-8", errors="ignore"))
    said = announced(lines[0]) if lines else None
    delimiter = asked or said or decide(lines[1 if said else 0 :][: limits.SAMPLE_ROWS]) or ","
    first = []
    for one in records(lines, delimiter):
        first.append(one)
        if len(first) >= limits.SAMPLE_ROWS:
            break
    if not whole and len(first) > 1 and len(first) < limits.SAMPLE_ROWS:
        first.pop()
    heading = find([[] if (said and not at) else one.cells for at, one in enumerate(first)])
    return Sample(first, heading, delimiter, said is not None, whole)


def _trimmed(cells: list[str]) -> list[str]:
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return cells[:width]


def _fast(text: bytes, sample: Sample, shape: Shape) -> Grid | None:
    """The grid by pyarrow's parser; None unless every line is one row of the right width."""
    first = shape.heading.first
    start = _line_start(text, sample, first)
    stop = len(text)
    while stop > 0 and text[stop - 1] in ENDS:
        stop -= 1
    if start is None or start >= stop or not _even_line_ends(text):
        return None
    names = [str(at) for at in range(shape.width)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(pa.py_buffer(memoryview(text)[start:stop])),
            read_options=arrow_csv.ReadOptions(column_names=names, use_threads=False, block_size=4 * 1024 * 1024),
            parse_options=arrow_csv.ParseOptions(delimiter=shape.delimiter, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows != text.count(b"\n", start, stop) + 1:
        return None
    rows = pa.array(range(first + 1, first + 1 + table.num_rows), pa.int32())
    header, above = shape.over([one.cells for one in sample.first])
    return Grid("", "", rows, list(table.columns), header, shape.header_row(), above=above)


def _line_start(text: bytes, sample: Sample, first: int) -> int | None:
    """The byte where row `first` starts; None if a row before it takes several lines or could not be read."""
    before = sample.first[:first]
    if any(one.broken or one.stray or one.line != at for at, one in enumerate(before)):
        return None
    if first < len(sample.first) and sample.first[first].line != first:
        return None
    at = 0
    for _ in range(first):
        at = text.find(b"\n", at) + 1
        if not at:
            return None
    return at


def _even_line_ends(text: bytes) -> bool:
    return text.find(b"\r") < 0 or text.count(b"\r") == text.count(b"\r\n")


def long_rows_refusal(name: str, rows: int, width: int) -> UnreadableFile:
    """The refusal of a text most of whose rows do not fit its header."""
    return UnreadableFile(
        f"{name}: {counted(rows, 'row')} have more cells than the {width} columns named: check the delimiter."
    )
