"""The query room: a copy of a run's records in a database that a person's own query can read, and do nothing else."""

import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.store.compose import literal, quote

SECONDS = 60.0
EXAMPLE = "SELECT record_id FROM records WHERE …"
TAKEN = frozenset({"record_id", "source", "row"})
# Every door is shut before the first word of the query is read, and none can be opened again.
SHUT: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "python_enable_replacements": "false",
    "memory_limit": "1GB",
    "max_temp_directory_size": "0B",
    "lock_configuration": "true",
}


class Refused(Exception):
    """A query that the engine does not take, with its reason."""


class QueryRoom:
    """The relations `records` (standard values) and `texts` (the file's own), each with record_id, source and row."""

    def __init__(self, cursor: DuckDBPyConnection, folder: Path, fields: Sequence[RunField]) -> None:
        """Copies the records of a run to `folder/query.duckdb`, and opens that file for reading only."""
        self.path = folder / "query.duckdb"
        self._remove()
        names = "".join(f", told.{quote(field.name)}" for field in fields if field.name not in TAKEN)
        cursor.execute(f"ATTACH {literal(str(self.path))} AS query_room")
        for name, table in (("records", "standard"), ("texts", "original")):
            cursor.execute(
                f"CREATE TABLE query_room.{name} AS "
                f'SELECT record.record_id, label AS source, record.sheet_row AS "row"{names} FROM {table} AS told '
                "JOIN record USING (record_id) JOIN source ON source.source_id = record.source_id"
            )
        cursor.execute("DETACH query_room")
        self.con = duckdb.connect(str(self.path), read_only=True, config=SHUT)

    def failing(self, query: str) -> tuple[list[str], list[str]]:
        """The ids that a query answers as `record_id`, and its `message` for each. Raises Refused with the reason."""
        watch = threading.Timer(SECONDS, self.con.interrupt)
        watch.start()
        try:
            return self._asked(query)
        except duckdb.InterruptException:
            raise Refused(f"The query took longer than {SECONDS:.0f} seconds.") from None
        except duckdb.Error as error:
            raise Refused(str(error).splitlines()[0]) from None
        finally:
            watch.cancel()

    def _asked(self, query: str) -> tuple[list[str], list[str]]:
        statements = self.con.extract_statements(query)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise Refused("It must be one SELECT.")
        bare = query.strip().rstrip(";")
        columns = [str(row[0]).lower() for row in self.con.execute(f"DESCRIBE FROM (\n{bare}\n)").fetchall()]
        if "record_id" not in columns:
            raise Refused("It must answer a column record_id.")
        said = "message" if "message" in columns else "'It fails the query.'"
        rows = self.con.execute(
            f"SELECT record_id, any_value({said})::VARCHAR FROM (\n{bare}\n) SEMI JOIN records USING (record_id) "
            "GROUP BY record_id ORDER BY record_id"
        ).fetchall()
        return [str(row[0]) for row in rows], [str(row[1] or "It fails the query.") for row in rows]

    def records(self) -> int:
        """How many records there are to ask."""
        return int(self.con.execute("SELECT count(*) FROM records").fetchall()[0][0])

    def _remove(self) -> None:
        for path in (self.path, self.path.with_name(f"{self.path.name}.wal")):
            path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        """Opens nothing more: the room is ready."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Closes the room and removes the copy, whatever happened."""
        self.con.close()
        self._remove()
