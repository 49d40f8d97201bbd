"""Deltas: sources of which a file holds only what is new or changed, and to which of them a file belongs."""

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict

from hotpass.fields.header import header_words
from hotpass.store import carrying, masters
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

# Of the headers of a file and a source together, so many are those of both where it may be the next delivery.
ALIKE = 0.5


class KnownSource(BaseModel):
    """A source of the last run, its headers, its records, whether it came as what is new or changed, its last list."""

    model_config = ConfigDict(frozen=True)

    name: str
    headers: tuple[str, ...]
    records: int
    delta: bool
    label: str = ""


def known(workspace: Workspace) -> list[KnownSource]:
    """The sources of the run that is shown; a master list, which always comes whole, is left out."""
    with shown(workspace) as published:
        found = carrying.known(published.cursor) if published else []
    return [
        KnownSource(name=name, headers=tuple(headers), records=records, delta=delta, label=label)
        for name, headers, records, delta, label in found
        if name != masters.NAME
    ]


def likely(sources: Sequence[KnownSource], file: str, headers: Sequence[str]) -> KnownSource | None:
    """The source whose next delivery a file is: that of its name, else the one whose headers are most like its own."""
    same = next((source for source in sources if is_called(source, file)), None)
    if same is not None:
        return same
    best = max(sources, key=lambda source: _likeness(source.headers, headers), default=None)
    return best if best and _likeness(best.headers, headers) >= ALIKE else None


def is_called(source: KnownSource, file: str) -> bool:
    """Whether a source is that of a file or list by its very name, or of a sheet of the file."""
    return source.name == file or source.name.startswith(f"{file}!")


def told(source: KnownSource, file: str) -> str:
    """How a run is told that a file holds only what is new or changed of a source."""
    return file if is_called(source, file) else f"{file}={source.name}"


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    here, there = {header_words(header) for header in one}, {header_words(header) for header in other}
    return len(here & there) / len(here | there) if here | there else 0.0
