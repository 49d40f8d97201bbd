"""A run's own DuckDB file, where it computes without holding the workspace."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from duckdb import DuckDBPyConnection

from hotpass.settings import Settings
from hotpass.store import facts
from hotpass.store.connection import connect
from hotpass.store.journal import Fact

TABLES = Path(__file__).with_name("run.sql")


class Scratch:
    """The file `runs/<id>/scratch.duckdb`; `cursor` is the run's one connection to it."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        """Makes the file with the tables every run has."""
        self.folder = folder
        self.path = folder / "scratch.duckdb"
        self.path.unlink(missing_ok=True)
        self.cursor: DuckDBPyConnection = connect(self.path, settings, [folder], lock=False)
        self.cursor.execute(TABLES.read_text(encoding="utf-8"))

    def learn(self, acts: Iterable[Fact]) -> int:
        """Takes facts made by people into the run; answers the serial of the last one."""
        self.cursor.execute("DELETE FROM judgement; DELETE FROM override; DELETE FROM correction")
        return facts.load(self.cursor, acts)

    def close(self) -> None:
        """Writes everything to the file and closes it."""
        self.cursor.close()

    def __enter__(self) -> Self:
        """Opens nothing more: the file is ready."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the file, whatever happened."""
        self.close()
