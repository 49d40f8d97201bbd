"""Feed rows: the raw tables of several deliveries of one source read as one, their columns matched by header."""

from collections.abc import Sequence
from typing import NamedTuple

from hotpass.fields.header import header_words
from hotpass.store.compose import quote


class Part(NamedTuple):
    """The raw table of one delivery, as SQL names it, and its columns as header and name."""

    table: str
    columns: tuple[tuple[str, str], ...]


class FeedRows(NamedTuple):
    """A relation of all rows, its columns as header and name, and for each part where its columns are among these."""

    relation: str
    columns: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    places: tuple[tuple[int, ...], ...]


def together(parts: Sequence[Part]) -> FeedRows:
    """The rows of deliveries, the earliest first; the columns of the latest come before those that only others have."""
    if len(parts) == 1:
        only = parts[0]
        return FeedRows(only.table, only.columns, (only,), (tuple(range(len(only.columns))),))
    known: dict[tuple[str, int], int] = {}
    headers: list[str] = []
    for part in reversed(parts):
        for key, (header, _) in zip(_keys(part), part.columns, strict=True):
            if key not in known:
                known[key] = len(headers)
                headers.append(header)
    columns = tuple((header, f"c{place:04d}") for place, header in enumerate(headers, 1))
    places = tuple(tuple(known[key] for key in _keys(part)) for part in parts)
    selects = (_select(part, own, columns) for part, own in zip(parts, places, strict=True))
    return FeedRows(f"({' UNION ALL '.join(selects)})", columns, tuple(parts), places)


def _keys(part: Part) -> list[tuple[str, int]]:
    """What a column is known by: the words of its header, and how many before it have the same."""
    words = [header_words(header) for header, _ in part.columns]
    return [(word, words[:place].count(word)) for place, word in enumerate(words)]


def _select(part: Part, own: Sequence[int], columns: Sequence[tuple[str, str]]) -> str:
    named = {place: quote(name) for place, (_, name) in zip(own, part.columns, strict=True)}
    cells = [f"{named.get(place, 'NULL::VARCHAR')} AS {quote(name)}" for place, (_, name) in enumerate(columns)]
    return f"SELECT {', '.join(['record_id', quote('row'), 'sheet_row', *cells])} FROM {part.table}"
