"""The few pieces of SQL text whose names are known only at run time."""

from collections.abc import Iterable


def quote(identifier: str) -> str:
    """Quotes an identifier, whatever characters a person put in it. Raises ValueError for an empty one."""
    if not identifier:
        raise ValueError("an identifier needs at least one character")
    doubled = identifier.replace('"', '""')
    return f'"{doubled}"'


def literal(text: str) -> str:
    """Writes a text literal, for the statements (ATTACH, COPY) that take no parameters."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def quoted_list(identifiers: Iterable[str]) -> str:
    """Quotes several identifiers and joins them with commas."""
    return ", ".join(quote(identifier) for identifier in identifiers)
