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
from hotpass.reading.survey import Survey, even_lines, start_of, survey, whole

SAMPLE_BYTES = 512 * 1024
BLOCK_BYTES = 1024 * 1024


@dataclass
class Sample:
    """The first rows of a text, what parts their cells, and the heading among them."""

    first: list[Record]
    heading: Heading | None
    delimiter: str
    announced: bool

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


def grid_of(source: Path | bytes, name: str, asked_encoding: str | None, asked_delimiter: str | None) -> Grid:
    """A delimited text, in a file or unpacked, as one grid; raises UnreadableFile where it cannot be read as one."""
    if asked_delimiter is not None and (len(asked_delimiter) != 1 or asked_delimiter in '"\r\n'):
        raise UnreadableFile(f"{name}: a delimiter is one character, not {asked_delimiter!r}: choose , ; | or tab.")
    found = survey(source)
    text = decoded(source, found, name, asked_encoding)
    if text.text is not source:
        found = survey(text.text)
    sample = _sample(text.text, asked_delimiter)
    shape = sample.shape()
    grid = _fast(text.text, found, sample, shape) or read_with_care(whole(text.text).decode("utf-8"), shape, name)
    grid.kind = "csv"
    grid.encoding, grid.delimiter = text.encoding, sample.delimiter
    grid.notes[:0] = _notes(text, sample, asked_delimiter)
    if sample.announced:
        grid.above = [(row, cells) for row, cells in grid.above if row > 1]
        grid.aside.append(Aside(1, "names the delimiter", list(sample.first[0].cells)))
    return grid


def _notes(found: Decoded, sample: Sample, asked: str | None) -> list[str]:
    notes = list(found.notes)
    if asked is None and sample.delimiter != ",":
        notes.append(f"Cells are parted by: {named(sample.delimiter)}.")
    return notes


def _sample(text: Path | bytes, asked: str | None) -> Sample:
    start = start_of(text, SAMPLE_BYTES)
    cut = len(start) if len(start) < SAMPLE_BYTES else start.rfind(b"\n") + 1 or SAMPLE_BYTES
    lines = lines_of(start[:cut].decode("utf-8", errors="ignore"))
    said = announced(lines[0]) if lines else None
    delimiter = asked or said or decide(lines[1 if said else 0 :][: limits.SAMPLE_ROWS]) or ","
    first = []
    for one in records(lines, delimiter):
        first.append(one)
        if len(first) >= limits.SAMPLE_ROWS:
            break
    if cut < len(start) and 1 < len(first) < limits.SAMPLE_ROWS:
        first.pop()
    heading = find([[] if (said and not at) else one.cells for at, one in enumerate(first)])
    return Sample(first, heading, delimiter, said is not None)


def _trimmed(cells: list[str]) -> list[str]:
    width = len(cells)
    while width and not cells[width - 1].strip():
        width -= 1
    return cells[:width]


def _fast(text: Path | bytes, found: Survey, sample: Sample, shape: Shape) -> Grid | None:
    """The grid by pyarrow's parser; None unless every line is one row of the right width."""
    first = shape.heading.first
    above_is_sound = all(not one.broken and one.line == at for at, one in enumerate(sample.first[: first + 1]))
    if not above_is_sound:
        return None
    names = [str(at) for at in range(shape.width)]
    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(text) if isinstance(text, bytes) else pa.OSFile(str(text)),
            read_options=arrow_csv.ReadOptions(
                column_names=names, skip_rows=first, use_threads=False, block_size=BLOCK_BYTES
            ),
            parse_options=arrow_csv.ParseOptions(delimiter=shape.delimiter, ignore_empty_lines=False),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                check_utf8=False,  # the survey has found it valid
            ),
        )
    except pa.ArrowInvalid:
        return None
    # With quotes, a row may take several lines, by right or by a quote left open.
    if found.has_quotes and even_lines(text) != table.num_rows + first:
        return None
    rows = pa.array(range(first + 1, first + 1 + table.num_rows), pa.int32())
    header, above = shape.over([one.cells for one in sample.first])
    return Grid("", "", rows, list(table.columns), header, shape.header_row(), above=above)
