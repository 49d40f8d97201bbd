"""Column headers brought to plain words, and how like they are to what a field may be called."""

import re
from collections.abc import Sequence
from functools import cache

from rapidfuzz import fuzz

from hotpass.fields.fold import tidy, words
from hotpass.fields.tables import table

# Longer headers are prose; only their beginning is read.
LONGEST = 200
# Columns of tables that stand beside those of the fields: a field of the same name could not be told from them.
TAKEN = frozenset(
    {"entity_id", "number", "rank", "record_id", "records", "row", "rowid", "sign", "source_id", "touched"}
)
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_LEADING_NUMBER = re.compile(r"^\d+ (?=\D)")
_TRAILING_NUMBER = re.compile(r" ?\d+$")
# Below this likeness (0 to 100) two headers are different words, not one word misspelt.
LIKENESS = 86.0


@cache
def general_words() -> frozenset[str]:
    """Names of fields that say too little when they are only a part of a header."""
    return frozenset(table("bookkeeping")["general_words"])


@cache
def header_words(header: str) -> str:
    """Lower-case words: camel case cut, punctuation and bracketed remarks off, a leading item number off."""
    plain = tidy(header[:LONGEST])
    bare = _BRACKETS.sub(" ", plain).strip() or plain
    return _LEADING_NUMBER.sub("", words(_HUMPS.sub(" ", bare))) or words(plain)


def slug(header: str, position: int) -> str:
    """A field name made of a header; a column without a usable header is named by its place, counted from 1."""
    name = re.sub(r"[^a-z0-9]+", "_", header_words(header)).strip("_")[:50].rstrip("_")
    if not name:
        return f"column_{position + 1}"
    return name if name[0].isalpha() and name not in TAKEN else f"column_{name}"


def likeness(header: str, names: Sequence[str]) -> tuple[float, bool]:
    """How surely (0 to 1) a header in plain words means a field that has these names, and whether word for word."""
    if header in names:
        return 1.0, True
    base = _TRAILING_NUMBER.sub("", header)
    if base and base in names:
        return 0.95, True
    return max((_likeness(header, name) for name in names), default=0.0), False


def _likeness(header: str, name: str) -> float:
    have, want = header.split(), name.split()
    if len(name) >= 4 and name not in general_words() and set(want) <= set(have):
        return 0.5 + 0.4 * len(want) / len(have)
    if len(name) < 5 or len(header) < 5:
        return 0.0
    ratio = fuzz.ratio(header, name)
    return 0.85 * ratio / 100 if ratio >= LIKENESS else 0.0
