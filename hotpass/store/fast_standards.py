"""Plain shapes of values that DuckDB tidies itself, with the very outcome the field's library would give."""

from typing import NamedTuple

from hotpass.model.semantic import SemanticType


class FastPath(NamedTuple):
    """SQL over `arriving(original)`: `shaped` adds what the others need; `condition` says where the rest holds."""

    shaped: str
    condition: str
    standard: str
    parts: str


def fast_path(kind: SemanticType, country: str | None) -> FastPath | None:
    """The plain shapes of a type, None where every value goes through the library."""
    return None
