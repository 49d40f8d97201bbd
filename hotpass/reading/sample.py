"""Samples: the first rows of a text, and what they tell of its list."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hotpass.reading import limits
from hotpass.reading.delimiter import announced, decide
from hotpass.reading.heading import Heading, Row, filled, find
from hotpass.reading.records import Record, lines_of, records
from hotpass.reading.survey import start_of

BYTES = 512 * 1024


@dataclass(frozen=True)
class Shape:
    """Where a text's list starts, how many columns it has, and what parts its cells."""

    heading: Heading
    width: int
    delimiter: str

    def header_row(self) -> int:
        """The row of the column names from 1; 0 if there is none."""
        return 0 if self.heading.at is None else self.heading.at + 1

    def over(self, first: Sequence[Row]) -> tuple[list[str | None], list[tuple[int, Row]]]:
        """The header, padded to the width, and the rows above the list beside it."""
        at = self.heading.at
        header: list[str | None] = [] if at is None else [cell or None for cell in first[at]]
        header = [*header, *([None] * (self.width - len(header)))]
        return header, [(row + 1, cells) for row, cells in enumerate(first[: self.heading.first]) if row != at]


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


def sample_of(text: Path | bytes, asked: str | None) -> Sample:
    """The sample of a text in UTF-8; `asked`: the delimiter that a person named."""
    start = start_of(text, BYTES)
    cut = len(start) if len(start) < BYTES else start.rfind(b"\n") + 1 or BYTES
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
