"""Deliveries: the files behind the run that the workspace shows, and behind the tables that the next one stands on."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from hotpass.model.sheet import Known, SheetColumn
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


def known(cursor: DuckDBPyConnection, workspace: Path) -> list[Known | None]:
    """The sources of the ground in their order, as texts that came before; None for one that is no plain text."""
    found = cursor.execute(STATEMENTS["of_ground"]).fetchall()
    return [_known(cursor, workspace, *told) if plain else None for plain, *told in found]


def _known(cursor: DuckDBPyConnection, workspace: Path, source_id: int, file: str, sha256: str, *told: object) -> Known:
    columns = [
        SheetColumn(position=position, letter=letter, header=header, column_name=name)
        for position, letter, header, name in cursor.execute(STATEMENTS["columns"], [source_id]).fetchall()
    ]
    parts = dict(zip(("header_row", "delimiter", "records", "notes"), told, strict=True))
    place = workspace / "sources" / sha256 / file
    return Known.model_validate({"path": place, "sha256": sha256, "columns": columns, **parts})
