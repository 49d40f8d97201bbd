"""Feeds: of which source of the last run a list that is called otherwise is the next delivery."""

from collections.abc import Collection, Sequence

from hotpass.fields.header import header_words
from hotpass.model.sheet import Sheet
from hotpass.stewardship import people
from hotpass.stewardship.deltas import KnownSource, is_called
from hotpass.store import renamed, sources
from hotpass.store.arrivals import arrived
from hotpass.store.renamed import Column, Listing
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

# Of the cells of a column that tells rows apart, so many stood in the last delivery of the same list.
KNOWN = 0.4


def lists(file: str, sheets: Sequence[Sheet]) -> dict[str, Sheet]:
    """The sheets of a file that hold records, by what runs call them: `FILE`, or `FILE!SHEET`."""
    return {sources.label(file, sheet)[0]: sheet for sheet in sheets if sheet.records}


def open_to(
    known: Sequence[KnownSource], label: str, headers: Sequence[str], others: Collection[str]
) -> list[KnownSource]:
    """The sources whose next delivery a list may be: that whose last list had its name, by headers, by sheets' names.

    None where its own name says which, nor those whose list is among the `others` that wait.
    """
    if any(is_called(source, label) for source in known):
        return []
    free = [source for source in known if not any(is_called(source, other) for other in others)]
    shared = {source.name: _shared(source.headers, headers) for source in free}

    def unlike(source: KnownSource) -> tuple[bool, int, bool]:
        return source.label != label, -shared[source.name], _sheet(source.label) != _sheet(label)

    return sorted((source for source in free if shared[source.name]), key=unlike)


def is_next(workspace: Workspace, label: str, sheet: Sheet, source: KnownSource) -> bool:
    """Whether a list is called as the last of a source, or its first rows hold what that held.

    Raises NotAllowed for those who see masked values.
    """
    people.check_sight(workspace)
    if source.label == label:
        return True
    with shown(workspace) as published:
        if published is None or sheet.arrow is None:
            return False
        old = next((each for feed, each in renamed.listings(published.cursor).items() if feed[0] == source.name), None)
        if old is None:
            return False
        with arrived(published.cursor, sheet.arrow):
            columns = tuple(Column(column.header, column.column_name) for column in sheet.columns)
            new = Listing(published.cursor, 0, "arrived", sheet.header_row, columns, whole=False)
            return renamed.known_again(old, new) >= KNOWN


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    return len({header_words(header) for header in one} & {header_words(header) for header in other})


def _sheet(label: str) -> str:
    return label.partition("!")[2]
