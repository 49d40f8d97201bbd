"""A run's own DuckDB file, where it computes without holding the workspace."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.settings import Settings
from hotpass.store import facts
from hotpass.store.compose import quote
from hotpass.store.connection import connect
from hotpass.store.journal import Fact

TABLES = Path(__file__).with_name("run.sql")
# What is known outside the files, which a run may read.
LOOKUP = Path(__file__).resolve().parents[1] / "lookup"


class Scratch:
    """The file `runs/<id>/scratch.duckdb`; `cursor` is the run's one connection, `learned` the last fact it knows."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        """Makes the file with the tables every run has."""
        self.folder = folder
        self.path = folder / "scratch.duckdb"
        self.learned = 0
        self._settings = settings
        self.remove()
        self.open()
        self.cursor.execute(TABLES.read_text(encoding="utf-8"))

    def open(self) -> None:
        """Opens the file, again where it was closed for publishing."""
        self.cursor: DuckDBPyConnection = connect(self.path, self._settings, [self.folder, LOOKUP], lock=False)
        # The file lives as long as the run: time matters more than its size.
        self.cursor.execute("SET force_compression = 'uncompressed'")

    def remove(self) -> None:
        """Removes the file: what mattered in it is published."""
        for path in (self.path, self.path.with_name(f"{self.path.name}.wal")):
            path.unlink(missing_ok=True)

    def learn(self, acts: Iterable[Fact]) -> int:
        """Takes facts made by people into the run; answers the serial of the last one."""
        for kind in ("judgement", "override", "correction", "mend", "stated_expectation", "stated_rule"):
            self.cursor.execute(f"DELETE FROM {quote(kind)}")
        self.learned = facts.load(self.cursor, acts)
        return self.learned

    def remember_members(self, members: pa.Table) -> None:
        """Takes along who belonged to which entity before, so that entities keep their ids."""
        self.cursor.register("published_members", members)
        self.cursor.execute("INSERT INTO prior_member SELECT entity_id, record_id FROM published_members")
        self.cursor.unregister("published_members")

    def remember_redirects(self, redirects: pa.Table) -> None:
        """Takes along where ids of before lead to, so that they keep leading somewhere and are never given again."""
        self.cursor.register("published_redirects", redirects)
        self.cursor.execute("INSERT INTO prior_redirect SELECT old_id, entity_id FROM published_redirects")
        self.cursor.unregister("published_redirects")

    def remember_retired(self, retired: pa.Table) -> None:
        """Takes along what merged entities were, so that they get their own ids back when they come apart."""
        self.cursor.register("published_retired", retired)
        self.cursor.execute("INSERT INTO prior_retired SELECT entity_id, record_id FROM published_retired")
        self.cursor.unregister("published_retired")

    def remember_sources(self, deliveries: pa.Table) -> None:
        """Takes along the sources of before: their names, how many records each brought, and its headers."""
        self.cursor.register("published_sources", deliveries)
        self.cursor.execute("INSERT INTO prior_source SELECT name, records, headers FROM published_sources")
        self.cursor.unregister("published_sources")

    def remember_model(self, settings: str) -> None:
        """Takes along the model of before, so that the same data are judged as they were."""
        self.cursor.execute("INSERT INTO prior_model VALUES (?)", [settings])

    def empty(self, tables: Iterable[str]) -> None:
        """Empties tables that a stage is about to write once more."""
        for table in tables:
            self.cursor.execute(f"DELETE FROM {quote(table)}")

    def close(self) -> None:
        """Writes everything to the file and closes it; closing twice is harmless."""
        self.cursor.close()

    def __enter__(self) -> Self:
        """Opens nothing more: the file is ready."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the file, whatever happened."""
        self.close()
