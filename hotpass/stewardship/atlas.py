"""Atlas: where the golden records of the published run lie."""

from hotpass.fields.country import Country
from hotpass.fields.region import Region
from hotpass.lookup.gazetteer import CREDIT
from hotpass.lookup.landmarks import landmarks
from hotpass.model.place import Atlas, Box, LostEntity
from hotpass.store import atlas
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

__all__ = ["CREDIT", "area_name", "atlas_of", "landmarks"]


def atlas_of(workspace: Workspace, box: Box | None = None) -> Atlas | None:
    """The map, or what of it lies in a box; None before the first run, and where no column says where anything is."""
    with shown(workspace) as published:
        found = atlas.draw(published.cursor, box or Box()) if published else None
    return found.model_copy(update={"lost": tuple(map(_named, found.lost))}) if found else None


def area_name(code: str | None) -> str:
    """A region or country as a person calls it."""
    if not code:
        return ""
    return Region().format(code) if "-" in code else Country().format(code)


def _named(lost: LostEntity) -> LostEntity:
    return lost.model_copy(update={"known": area_name(lost.known)})
