"""Row keys: where nobody names one, a delivery is told apart by the column of the last one, under its new name too."""

from collections.abc import Collection
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.fields.header import header_words
from hotpass.store import renamed, sources
from hotpass.store.renamed import Listing


class Kept(NamedTuple):
    """A sheet whose rows are told apart as before, and the column that does it."""

    label: str
    header: str


def keep(before: DuckDBPyConnection, now: DuckDBPyConnection, leave: Collection[str]) -> list[Kept]:
    """Gives records the ids that they have by the key of before, but for the sources to `leave`; answers which sheets.

    `before` sees the tables of the published run, `now` those of the run that has just read its files and knows which
    of their columns were renamed.
    """
    every = {source.source_id: source for source in sources.every(now)}
    kept = []
    for _, was, listing in sources.paired(renamed.listings(before), renamed.listings(now)):
        source = every[listing.source_id]
        if was.key is None or source.key_column is not None or source.name in leave:
            continue
        column = _column(now, listing, was.key)
        if column is not None:
            sources.take_key(now, source, column.header, column.name)
            kept.append(Kept(source.label, column.header))
    return kept


def _column(now: DuckDBPyConnection, listing: Listing, key: str) -> renamed.Column | None:
    """The column that was the key: by its words, else by its new name."""
    named = next((column for column in listing.columns if column.words == header_words(key)), None)
    was = {each.header for each in renamed.of_source(now, listing.source_id) if each.was == key}
    return named or next((column for column in listing.columns if column.header in was), None)
