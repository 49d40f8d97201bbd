"""Headings: which row of a sheet names its columns, found under title rows, or not there at all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

Row = Sequence[str | None]

LOOKED_AT = 60
BELOW = 40
REACH = 6
WIDE = 0.6
MOSTLY = 0.6
LABEL_LENGTH = 120
YEAR = re.compile(r"(19|20)\d\d")
VALUES = (
    ("number", re.compile(r"[-+(]*[\d][\d\s.,()\-/+]*%?")),
    ("date", re.compile(r"\d{1,4}[-/. ](\d{1,2}|[A-Za-z]{3,9})[-/. ]\d{1,4}([ T]\d\d:\d\d.*)?")),
    ("email", re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")),
    ("url", re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)),
    ("truth", re.compile(r"TRUE|FALSE|yes|no|y|n", re.IGNORECASE)),
)


@dataclass(frozen=True)
class Heading:
    """`at`: index of the row that names the columns, None if no row does; `first`: index of the first data row."""

    at: int | None
    first: int


def find(rows: Sequence[Row]) -> Heading | None:
    """The heading among the first rows of a sheet; None where they are all blank."""
    counts = [filled(row) for row in rows[:LOOKED_AT]]
    if not any(counts):
        return None
    width = _usual_width(counts)
    wide = [at for at, count in enumerate(counts) if count >= max(1, WIDE * width)]
    best = wide[0]
    for at in wide[1:]:
        if at - best <= REACH and counts[at] > counts[best] and _labels(rows[at]) and _votes(rows, at)[0]:
            best = at
    if not _is_data(rows, best):
        return Heading(best, best + 1)
    # A row with a few names right above the data names their columns; the others stay nameless.
    partial = best > 0 and counts[best - 1] > 1 and _labels(rows[best - 1])
    return Heading(best - 1, best) if partial else Heading(None, best)


def filled(row: Row) -> int:
    """How many cells of a row hold anything but blanks."""
    return sum(1 for cell in row if cell and not cell.isspace())


def kind(cell: str | None) -> str | None:
    """What a cell looks like: number, date, email, url, truth, text; None if blank. A year may be a label: text."""
    text = (cell or "").strip()
    if not text:
        return None
    if YEAR.fullmatch(text):
        return "text"
    return next((name for name, pattern in VALUES if pattern.fullmatch(text)), "text")


def _usual_width(counts: list[int]) -> int:
    filled_counts = sorted((count for count in counts if count), reverse=True)
    return filled_counts[min(1, len(filled_counts) - 1)]


def _votes(rows: Sequence[Row], at: int) -> tuple[int, int]:
    """Columns that speak for a heading (a label above values), and against it (a value above values of its kind)."""
    speak_for = against = 0
    for column, cell in enumerate(rows[at]):
        own = kind(cell)
        below = [kind(row[column]) for row in rows[at + 1 : at + 1 + BELOW] if column < len(row)]
        known = [one for one in below if one]
        if own is None or not known:
            continue
        common = max(set(known), key=known.count)
        if common == "text" or known.count(common) < MOSTLY * len(known):
            continue
        speak_for += own == "text"
        against += own == common
    return speak_for, against


def _labels(row: Row) -> bool:
    return all(kind(cell) in ("text", None) and len(cell or "") <= LABEL_LENGTH for cell in row)


def _is_data(rows: Sequence[Row], at: int) -> bool:
    speak_for, against = _votes(rows, at)
    alone = not any(filled(row) for row in rows[at + 1 :])
    if alone:
        return any(kind(cell) in ("number", "date", "email", "url") for cell in rows[at])
    return against > speak_for
