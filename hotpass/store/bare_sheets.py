"""Bare sheets: the rows of a file in a database that lives as long as a check, one sheet at a time."""

from pathlib import Path
from types import TracebackType
from typing import Self

from hotpass.model.column import ColumnLook
from hotpass.model.sheet import Sheet
from hotpass.settings import Settings
from hotpass.store import columns
from hotpass.store.arrivals import arrived
from hotpass.store.compose import quote
from hotpass.store.connection import connect

TABLE = "bare"


class BareSheets:
    """A database of its own under `folder`; `cursor` sees the sheet loaded last as the table `bare`."""

    def __init__(self, folder: Path, settings: Settings) -> None:
        """Opens the database."""
        self.cursor = connect(folder / "check.duckdb", settings, [folder], lock=False)
        self.cursor.execute("SET force_compression = 'uncompressed'")

    def load(self, sheet: Sheet) -> tuple[ColumnLook, ...]:
        """Takes in a sheet's rows in place of the one before; answers how its columns look."""
        self.cursor.execute(f"DROP TABLE IF EXISTS {quote(TABLE)}")
        if sheet.arrow is not None:
            with arrived(self.cursor, sheet.arrow):
                self.cursor.execute(f"CREATE TABLE {quote(TABLE)} AS FROM arrived")
        return tuple(
            columns.look(self.cursor, quote(TABLE), column.position, column.header, column.column_name)
            for column in sheet.columns
        )

    def __enter__(self) -> Self:
        """Opens nothing more: the database is ready."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the database, whatever happened."""
        self.cursor.close()
