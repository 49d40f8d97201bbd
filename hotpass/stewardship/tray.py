"""The tray: files brought for the next run, kept in the workspace so that a refresh of the page loses nothing."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict

from hotpass.reading.wording import shown
from hotpass.stewardship import people
from hotpass.store import deliveries
from hotpass.store.workspace import Workspace

FILE = "cache/tray.json"
BLOCK_BYTES = 1 << 20
NAMELESS = "unnamed"


class Tray(BaseModel):
    """Kept files by their place below the workspace's folder."""

    model_config = ConfigDict(frozen=True)

    places: tuple[str, ...] = ()


def waiting(workspace: Workspace) -> tuple[Path, ...]:
    """The files that wait for a run."""
    return tuple(path for path in (workspace.folder / place for place in _tray(workspace).places) if path.exists())


def bring(workspace: Workspace, name: str, content: BinaryIO) -> Path:
    """Keeps a file's bytes in the workspace at once and adds it to the tray, in place of one of the same name."""
    path = kept(workspace, name, content)
    _put(workspace, [path])
    return path


def kept(workspace: Workspace, name: str, content: BinaryIO) -> Path:
    """Keeps a file's bytes in the workspace at once, and answers where."""
    people.check(workspace)
    with tempfile.NamedTemporaryFile(dir=workspace.folder / "cache", prefix="upload-") as part:
        while block := content.read(BLOCK_BYTES):
            part.write(block)
        part.flush()
        return workspace.keep_source(Path(part.name), clean_name(name))


def lacking(workspace: Workspace) -> list[Path]:
    """The files of the published run that are not on the tray; one of the same name stands in for its older self."""
    names = {path.name for path in waiting(workspace)}
    return [path for path in deliveries.published(workspace) if path.name not in names]


def bring_back(workspace: Workspace) -> None:
    """Adds the files of the published run that the tray lacks."""
    _put(workspace, lacking(workspace))


def take_out(workspace: Workspace, path: Path) -> None:
    """Takes a file off the tray; its bytes stay in the workspace."""
    _save(workspace, [each for each in waiting(workspace) if each != path])


def clear(workspace: Workspace) -> None:
    """Empties the tray."""
    _save(workspace, [])


def clean_name(name: str) -> str:
    """A file name without folders and control characters, of at most 120 characters, its suffix kept."""
    last = shown(name.replace("\\", "/").rsplit("/", 1)[-1].strip()).strip(".… ") or NAMELESS
    suffix = Path(name).suffix[:12]
    return last if last.endswith(suffix) else f"{last[: 119 - len(suffix)]}{suffix}"


def _put(workspace: Workspace, paths: Iterable[Path]) -> None:
    added = list(paths)
    names = {path.name for path in added}
    _save(workspace, [path for path in waiting(workspace) if path.name not in names] + added)


def _save(workspace: Workspace, paths: Iterable[Path]) -> None:
    people.check(workspace)
    tray = Tray(places=tuple(str(path.relative_to(workspace.folder)) for path in paths))
    part = (workspace.folder / FILE).with_suffix(".part")
    part.write_text(tray.model_dump_json(), encoding="utf-8")
    part.replace(workspace.folder / FILE)


def _tray(workspace: Workspace) -> Tray:
    path = workspace.folder / FILE
    return Tray.model_validate_json(path.read_text(encoding="utf-8")) if path.exists() else Tray()
