"""Feeds: of which source of the last run a file that is called otherwise is the next delivery."""

from collections.abc import Collection, Sequence

from hotpass.fields.header import header_words
from hotpass.model.sheet import Sheet
from hotpass.stewardship import people
from hotpass.stewardship.deltas import KnownSource, is_called
from hotpass.store import renamed, sources
from hotpass.store.renamed import Column, Listing
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

# Of the cells of a column that tells rows apart, so many stood in the last delivery of the same list.
KNOWN = 0.4


def open_to(
    known: Sequence[KnownSource], file: str, headers: Sequence[str], others: Collection[str]
) -> list[KnownSource]:
    """The sources whose next delivery a file may be: that whose last file had its name, then by headers.

    None where its own name says which, nor those whose file is among the `others` that wait.
    """
    if any(is_called(source, file) for source in known):
        return []
    free = [source for source in known if not any(is_called(source, other) for other in others)]
    shared = {source.name: _shared(source.headers, headers) for source in free}
    return sorted(
        (source for source in free if shared[source.name]), key=lambda each: (each.file != file, -shared[each.name])
    )


def is_next(workspace: Workspace, file: str, sheet: Sheet, source: KnownSource) -> bool:
    """Whether the one list of a file is called as the last of a source, or its first rows hold what that held.

    Raises NotAllowed for those who see masked values.
    """
    people.check_sight(workspace)
    if source.file == file:
        return True
    with shown(workspace) as published:
        if published is None or sheet.arrow is None:
            return False
        old = next((each for feed, each in renamed.listings(published.cursor).items() if feed[0] == source.name), None)
        if old is None:
            return False
        with sources.arrived(published.cursor, sheet.arrow):
            columns = tuple(Column(column.header, column.column_name) for column in sheet.columns)
            new = Listing(published.cursor, 0, "arrived", sheet.header_row, columns, whole=False)
            return renamed.known_again(old, new) >= KNOWN


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    return len({header_words(header) for header in one} & {header_words(header) for header in other})
