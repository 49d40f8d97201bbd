"""A miniature: a run's tables in memory, for a part small enough to be derived anew while a person waits."""

import re
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.settings import Settings
from hotpass.store.compose import quote
from hotpass.store.connection import connect
from hotpass.store.scratch import TABLES, Scratch

# The tables that every run has from the beginning.
ALWAYS = frozenset(re.findall(r"CREATE TABLE (\w+)", TABLES.read_text(encoding="utf-8")))


class Miniature(Scratch):
    """A scratch without a file; it ends with its connection."""

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        tables: Mapping[str, pa.Table],
        beside: DuckDBPyConnection | None = None,
    ) -> None:
        """Makes the tables every run has and fills those given, in a database of its own or `beside` that of a run."""
        self._beside = beside
        super().__init__(folder, settings)
        for name, rows in tables.items():
            if not rows.num_rows and name in ALWAYS:
                continue
            self.cursor.register("arriving", rows)
            self.cursor.execute(f"CREATE OR REPLACE TABLE {quote(name)} AS FROM arriving")
            self.cursor.unregister("arriving")

    def open(self) -> None:
        """Opens a database in memory."""
        if self._beside is None:
            self.cursor = connect(":memory:", self.settings, [self.folder], lock=False)
        else:
            self.cursor = self._beside.cursor()
            self.cursor.execute("ATTACH ':memory:' AS miniature; USE miniature;")

    def remove(self) -> None:
        """There is no file to remove."""

    def close(self) -> None:
        """Ends it."""
        super().close()
        if self._beside is not None:
            self._beside.execute("DETACH miniature")

    def rows(self, table: str) -> pa.Table:
        """A table as it is now."""
        return self.cursor.sql(f"FROM {quote(table)}").to_arrow_table()
