"""Delimited text: a .csv, .tsv or .txt as a grid, by the fast way where every line is one sound row, else with care."""

from pathlib import Path

import pyarrow as pa
import pyarrow.csv as arrow_csv

from hotpass.errors import UnreadableFile
from hotpass.reading.careful import read_with_care
from hotpass.reading.delimiter import told
from hotpass.reading.encoding import Decoded, decoded
from hotpass.reading.grid import Aside, Grid
from hotpass.reading.sample import Sample, Shape, sample_of
from hotpass.reading.survey import Survey, even_lines, survey, whole

BLOCK_BYTES = 1024 * 1024


def grid_of(source: Path | bytes, name: str, asked_encoding: str | None, asked_delimiter: str | None) -> Grid:
    """A delimited text, in a file or unpacked, as one grid; raises UnreadableFile where it cannot be read as one."""
    if asked_delimiter is not None and (len(asked_delimiter) != 1 or asked_delimiter in '"\r\n'):
        raise UnreadableFile(f"{name}: a delimiter is one character, not {asked_delimiter!r}: choose , ; | or tab.")
    found = survey(source)
    text = decoded(source, found, name, asked_encoding)
    if text.text is not source:
        found = survey(text.text)
    sample = sample_of(text.text, asked_delimiter)
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
    return [*found.notes, *(told(sample.delimiter) if asked is None else [])]


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
