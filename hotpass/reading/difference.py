"""Differences: of a text that came before with few other lines, only those lines are read.

A line that stands where it stood is the row that it was where every line of before was a row. The others count only
where they are rows that read the same wherever they stand, and that nothing but a record can be.
"""

from itertools import count, islice, zip_longest
from pathlib import Path
from typing import Any, NamedTuple

from hotpass.reading.delimiter import told
from hotpass.reading.encoding import is_plain
from hotpass.reading.heading import filled
from hotpass.reading.records import Record, lines_of, records
from hotpass.reading.sample import sample_of
from hotpass.reading.survey import is_even, survey
from hotpass.reading.tail import is_total

# Of the lines that came before, so many may be others: beyond, reading all is as quick.
FEW = 0.1


class Lines(NamedTuple):
    """The lines of a file that differ from those of before, their numbers from 0, and how many lines the file has."""

    numbers: tuple[int, ...]
    text: bytes
    total: int


def read(path: Path, known: dict[str, Any]) -> dict[str, Any] | None:
    """What differs from a text that is `known`, as a sheet with `rows`; None where the file must be read whole."""
    lines = _differing(path, known)
    rows = _rows(path, lines, known) if lines else None
    if lines is None or rows is None:
        return None
    records = lines.total - known["header_row"]
    cells = zip(*rows, strict=True) if rows else [()] * len(known["columns"])
    return {
        **{part: known[part] for part in ("header_row", "delimiter", "columns", "notes")},
        "name": path.name,
        "kind": "csv",
        "encoding": "utf-8",
        "rows_seen": records,
        "records": records,
        "since": known["sha256"],
        "rows": [[at + 1 for at in lines.numbers], *([cell or None for cell in column] for column in cells)],
    }


def _differing(path: Path, known: dict[str, Any]) -> Lines | None:
    """The lines that stand where others stood, or where none did; None for many, or where lines were not rows."""
    before, stood = Path(known["path"]), known["header_row"] + known["records"]
    seen = count()
    with before.open("rb") as old, path.open("rb") as new:
        both = zip(seen, zip_longest(old, new), strict=False)
        found = list(islice(((at, was, line) for at, (was, line) in both if was != line), int(FEW * stood) + 1))
    numbers, lines = tuple(at for at, _, _ in found), [line for _, _, line in found if line is not None]
    # Where a list became shorter, what is its last row now may be one of totals.
    if len(found) > FEW * stood or len(lines) < len(found):
        return None
    total, came = next(seen) - 1, sum(was is None for _, was, _ in found)
    return Lines(numbers, b"".join(lines), total) if total - came == stood and is_even(before) else None


def _rows(path: Path, lines: Lines, known: dict[str, Any]) -> list[list[str]] | None:
    """The cells of the lines; None where what they are hangs on others, or the list is not laid out as it was."""
    first, width = known["header_row"], len(known["columns"])
    sample = sample_of(path, None)
    shape = sample.shape()
    laid_out = (shape.header_row(), shape.heading.first, shape.width, shape.delimiter)
    if laid_out != (first, first, width, known["delimiter"]) or known["notes"] != told(shape.delimiter):
        return None
    header = sample.first[first - 1].cells if first else []
    named = len(header) == width and all(cell.strip() for cell in header) and not sample.announced
    if not named or (lines.numbers and lines.numbers[0] < first) or not is_plain(path, survey(lines.text)):
        return None
    texts = lines_of(lines.text.decode("utf-8"))
    found = list(records(texts, shape.delimiter, width))
    alone = len(texts) == len(found) == len(lines.numbers)
    if not alone or not all(_is_record(at, one, header) for at, one in enumerate(found)):
        return None
    return [one.cells for one in found]


def _is_record(at: int, one: Record, header: list[str]) -> bool:
    if one.line != at or one.stray or one.broken or len(one.cells) != len(header):
        return False
    return filled(one.cells) > 0 and one.cells != header and not is_total(one.cells)
