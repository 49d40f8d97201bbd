"""The shape of a fast path: SQL that tidies the plain values of one semantic type."""

from collections.abc import Iterable
from typing import NamedTuple

from hotpass.store.compose import literal

ARRIVING = "SELECT original FROM arriving"
NO_PARTS = "[]::VARCHAR[]"


class FastPath(NamedTuple):
    """SQL over `arriving(original)`: `shaped` adds what the others need; where `condition` holds, the rest does.

    `reason` says why a value is not valid; NULL means that it is.
    """

    shaped: str
    condition: str
    standard: str
    parts: str = NO_PARTS
    reason: str = "NULL::VARCHAR"


def fully(text: str, pattern: str) -> str:
    """SQL: whether a whole text matches a pattern."""
    return f"regexp_full_match({text}, {literal(pattern)})"


def among(text: str, words: Iterable[str]) -> str:
    """SQL: whether a text is one of these words."""
    return f"{text} IN ({', '.join(literal(word) for word in sorted(words))})"


def pairs(name: str, found: dict[str, str]) -> str:
    """SQL: a table of two columns, `spelling` and `form`."""
    rows = ", ".join(f"({literal(spelling)}, {literal(form)})" for spelling, form in sorted(found.items()))
    return f"(VALUES {rows}) AS {name}(spelling, form)"
