"""Deliveries: the files behind the run that the workspace shows."""

from pathlib import Path

from hotpass.store.queries import Statements
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

STATEMENTS = Statements(__file__)


def published(workspace: Workspace) -> list[Path]:
    """The kept files of the published run that are still there."""
    with shown(workspace) as run:
        if run is None:
            return []
        found = run.cursor.execute(STATEMENTS["of_run"]).fetchall()
    places = [workspace.folder / "sources" / sha256 / file for sha256, file in found]
    return [place for place in places if place.exists()]
