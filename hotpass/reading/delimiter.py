"""Delimiters: which character parts the cells of a text, decided from its rows."""

import re
import string
from collections import Counter

from hotpass.reading.records import records

COMMON = ",;\t|"
RARE = "".join(sorted(set(string.punctuation) - set(",;|\"'._-@/()+&")))
NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
COMMON_SHARE = 0.5
RARE_SHARE = 0.95
ANNOUNCED = re.compile(r'^"?sep=(.)"?$', re.IGNORECASE)


def announced(line: str) -> str | None:
    """The delimiter a leading `sep=;` line names."""
    found = ANNOUNCED.match(line.strip("\n\r "))
    return found[1] if found else None


def decide(lines: list[str]) -> str | None:
    """The character that parts most rows into the same number (2 or more) of cells; None for a list of one column."""
    best = _best(lines, COMMON, COMMON_SHARE)
    return best if best is not None else _best(lines, RARE, RARE_SHARE)


def named(delimiter: str) -> str:
    """A delimiter in words."""
    return NAMES.get(delimiter, delimiter)


def told(delimiter: str) -> list[str]:
    """What there is to say of a delimiter that nobody asked for."""
    return [f"Cells are parted by: {named(delimiter)}."] if delimiter != "," else []


def _best(lines: list[str], candidates: str, least_share: float) -> str | None:
    scored = []
    for rank, candidate in enumerate(candidates):
        if not any(candidate in line for line in lines):
            continue
        widths = Counter(len(one.cells) for one in records(lines, candidate) if one.cells and not one.broken)
        wide = [(count, width) for width, count in widths.items() if width > 1]
        if not wide:
            continue
        count, width = max(wide)
        share = count / sum(widths.values())
        if share >= least_share and (candidates is COMMON or count > 1):
            scored.append((share * min(width, 4), width, -rank, candidate))
    return max(scored)[3] if scored else None
