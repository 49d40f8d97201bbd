"""Doctor: what is wrong with a workspace, and how to mend it."""

from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from hotpass.errors import BadInput, HotpassError, WorkspaceDamaged
from hotpass.model.digest import sha256_of
from hotpass.settings import Settings
from hotpass.store import health, publication
from hotpass.store.health import TableSize
from hotpass.store.workspace import Workspace


class Check(BaseModel):
    """One thing looked at: whether it is well, what was seen, and what to do where it is not."""

    model_config = ConfigDict(frozen=True)

    name: str
    well: bool
    seen: str
    mend: str = ""


def examine(folder: Path, settings: Settings) -> list[Check]:
    """Looks at the journal, the database and the sources. Raises BadInput where there is no workspace at all."""
    if not (folder / "journal.jsonl").exists() and not (folder / "hotpass.duckdb").exists():
        raise BadInput(f"{folder} is not a Hotpass workspace: name the folder that holds hotpass.duckdb.")
    workspace = Workspace.open(folder, settings, "hotpass doctor", create=True)
    journal = _journal(workspace)
    database = _database(workspace) if journal.well else []
    workspace.close()
    return [journal, *database, _sources(workspace)]


def sizes(folder: Path, settings: Settings) -> list[TableSize]:
    """What the workspace keeps, table by table, the largest first; nothing where the database cannot be opened."""
    workspace = Workspace.open(folder, settings, "hotpass doctor", create=True)
    try:
        with workspace.database.cursor() as cursor:
            return health.sizes(cursor)
    except HotpassError:
        return []
    finally:
        workspace.close()


def set_damaged_aside(folder: Path, settings: Settings) -> list[Path]:
    """Renames a database that cannot be opened (never deletes it), so that the next opening starts from the journal.

    Raises BadInput where the database opens well: then there is nothing to mend.
    """
    workspace = Workspace.open(folder, settings, "hotpass doctor")
    try:
        with workspace.database.cursor() as cursor:
            health.facts(cursor)
    except WorkspaceDamaged:
        stamp = f"{datetime.now(UTC):%Y%m%d%H%M%S}"
        moved = [
            path.rename(path.with_name(f"{path.name}.damaged-{stamp}"))
            for path in folder.glob("hotpass.duckdb*")
            if ".damaged-" not in path.name
        ]
        with workspace.database.cursor() as cursor:
            health.facts(cursor)
        return moved
    finally:
        workspace.close()
    raise BadInput(f"{folder} opens well: there is nothing to set aside.")


def _journal(workspace: Workspace) -> Check:
    try:
        count = workspace.journal.head()
    except WorkspaceDamaged as error:
        return Check(name="journal", well=False, seen=str(error), mend="Restore journal.jsonl from a backup.")
    torn = " ".join(workspace.journal.notices)
    return Check(name="journal", well=True, seen=f"{count} decisions, each sealed by the next. {torn}".strip())


def _database(workspace: Workspace) -> list[Check]:
    try:
        with workspace.database.cursor() as cursor:
            count, _ = health.facts(cursor)
            missing = health.missing_schemas(cursor)
            current = publication.current(cursor)
            unpublished = health.unpublished(cursor)
    except HotpassError as error:
        mend = "Run `hotpass doctor --mend`: the file is renamed, decisions return from the journal; then run again."
        return [Check(name="database", well=False, seen=str(error), mend=mend)]
    head = workspace.journal.head()
    shown = f"shows run {current}" if current else "shows no run yet"
    return [
        Check(
            name="database",
            well=not missing,
            seen=f"opens and {shown}; {unpublished} runs ended without publishing"
            + (f"; the tables of {len(missing)} runs are gone." if missing else "."),
            mend="Run the pipeline again with the files in sources/." if missing else "",
        ),
        Check(
            name="decisions",
            well=count == head,
            seen=f"{count} in the database, {head} in the journal.",
            mend="" if count == head else "Restore journal.jsonl from a backup: it lacks decisions the database has.",
        ),
    ]


def _sources(workspace: Workspace) -> Check:
    kept = [path for path in (workspace.folder / "sources").glob("*/*") if ".part-" not in path.name]
    wrong = [path.name for path in kept if sha256_of(path) != path.parent.name]
    return Check(
        name="sources",
        well=not wrong,
        seen=f"{len(kept)} files kept, {len(wrong)} of them changed since they were handed in.",
        mend=f"Hand in again: {', '.join(wrong)}." if wrong else "",
    )
