"""The workspace: one folder with the database, the journal, the sources and the runs."""

import os
import shutil
from pathlib import Path

from duckdb import DuckDBPyConnection

from hotpass.errors import BadInput
from hotpass.model.digest import sha256_once
from hotpass.settings import Settings
from hotpass.store import facts, runs
from hotpass.store.completion import complete
from hotpass.store.database import Database
from hotpass.store.journal import Journal
from hotpass.store.migrations import migrate

# What others are told while a run has it open.
RUNNING = "hotpass run"


class Workspace:
    """A folder that holds everything of one body of records."""

    def __init__(self, folder: Path, settings: Settings, name: str = "hotpass") -> None:
        """Opens nothing yet; `name` is what other programs are told while this one holds the database."""
        self.folder = folder
        self.settings = settings
        self.journal = Journal(folder / "journal.jsonl")
        self.database = Database(folder / "hotpass.duckdb", settings, self._bring_up_to_date, name)

    @classmethod
    def open(cls, folder: Path, settings: Settings, name: str = "hotpass", *, create: bool = False) -> "Workspace":
        """A workspace in this folder. Raises BadInput where there is none and `create` is not asked for."""
        if folder.exists() and not folder.is_dir():
            raise BadInput(f"{folder} is a file, not a workspace folder: name a folder.")
        if not create and not (folder / "hotpass.duckdb").exists():
            raise BadInput(
                f"{folder} is not a Hotpass workspace: fill one with `hotpass run FILE --workspace {folder}`."
            )
        try:
            for part in ("sources", "runs", "exports", "cache"):
                (folder / part).mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise BadInput(f"{folder} cannot be written ({error.strerror}): choose a folder of your own.") from error
        if not os.access(folder, os.W_OK):
            raise BadInput(f"{folder} cannot be written (no permission): choose a folder of your own.")
        return cls(folder, settings, name)

    def suit(self, settings: Settings) -> None:
        """Takes no more memory than these settings say when it is opened the next time."""
        self.settings = self.settings.model_copy(update={"memory_limit": settings.memory_limit})
        self.database.settings = self.settings

    def run_folder(self, run_id: str) -> Path:
        """Where a run keeps its scratch file, its progress and its spans."""
        return self.folder / "runs" / run_id

    def keep_source(self, path: Path, file_name: str | None = None) -> Path:
        """Keeps a file's bytes for good under their own hash, synced, and answers where."""
        name = file_name or path.name
        place = self.folder / "sources" / sha256_once(path) / name
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            part = place.with_name(f"{name}.part-{os.getpid()}")
            shutil.copyfile(path, part)
            with part.open("rb") as written:
                os.fsync(written.fileno())
            part.replace(place)
        return place

    def copy(self, folder: Path) -> None:
        """Copies what is published and decided into another folder, as it is between two uses of the file."""
        for part in ("sources", "runs", "exports", "cache"):
            (folder / part).mkdir(parents=True, exist_ok=True, mode=0o700)
        self.database.copy(folder / self.database.path.name)
        if self.journal.path.exists():
            with self.journal.hold():
                shutil.copyfile(self.journal.path, folder / self.journal.path.name)

    def close(self) -> None:
        """Gives the database file back."""
        self.database.close()

    def _bring_up_to_date(self, cursor: DuckDBPyConnection) -> None:
        migrate(cursor, self.folder)
        facts.catch_up(cursor, self.journal)
        runs.sweep(cursor)
        complete(cursor)
