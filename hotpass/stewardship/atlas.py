"""Atlas: where the golden records of the published run lie."""

from hotpass.lookup.gazetteer import CREDIT
from hotpass.model.place import Atlas
from hotpass.store import atlas
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

__all__ = ["CREDIT", "atlas_of"]


def atlas_of(workspace: Workspace) -> Atlas | None:
    """The map; None before the first run, and where no column says where anything is."""
    with shown(workspace) as published:
        return atlas.draw(published.cursor) if published else None
