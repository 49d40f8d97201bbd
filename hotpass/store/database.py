"""The workspace's database file: opened when needed, given back when idle or when another program asks."""

import atexit
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from hotpass.errors import WorkspaceBusy, WorkspaceDamaged
from hotpass.settings import Settings
from hotpass.store.compose import quote
from hotpass.store.connection import connect
from hotpass.store.turn import Turn
from hotpass.store.veil import Veil

WATCH_SECONDS = 0.05


def see(cursor: DuckDBPyConnection, schema: str) -> None:
    """Lets a cursor see that run's tables by their bare names."""
    path = f"{quote(schema)},main".replace("'", "''")
    cursor.execute(f"SET search_path = '{path}'")


class Database:
    """One connection for the whole program, a cursor per use, one writer at a time."""

    def __init__(
        self, path: Path, settings: Settings, on_open: Callable[[DuckDBPyConnection], None], name: str = "hotpass"
    ) -> None:
        """`on_open` brings the file up to date each time it is opened."""
        self.path = path
        self.veil: Veil | None = None  # what hides personal values from those who read here, if anything does
        self.settings = settings
        self._on_open = on_open
        self._turn = Turn(path.parent, name)
        self._state = threading.Lock()
        self._writer = threading.Lock()
        self._con: DuckDBPyConnection | None = None
        self._users = 0
        self._last_used = 0.0

    @contextmanager
    def cursor(self, schema: str | None = None) -> Iterator[DuckDBPyConnection]:
        """A cursor for reading; with `schema`, that run's tables are seen by their bare names, under a veil if any."""
        with self._cursor(schema) as cursor:
            if schema is not None and self.veil is not None:
                self.veil.lay(cursor, schema)
            yield cursor

    @contextmanager
    def _cursor(self, schema: str | None = None) -> Iterator[DuckDBPyConnection]:
        con = self._take()
        try:
            with con.cursor() as cursor:
                if schema is not None:
                    see(cursor, schema)
                yield cursor
        finally:
            self._release()

    @contextmanager
    def transaction(self, schema: str | None = None) -> Iterator[DuckDBPyConnection]:
        """A cursor in a transaction that commits on leaving; an error closes the cursor, which rolls it back."""
        with self._writer, self._cursor(schema) as cursor:
            cursor.execute("BEGIN")
            yield cursor
            cursor.execute("COMMIT")

    @contextmanager
    def rehearsal(self, schema: str | None = None) -> Iterator[DuckDBPyConnection]:
        """A cursor whose every change is undone on leaving; other writers wait meanwhile."""
        with self._writer, self._cursor(schema) as cursor:
            cursor.execute("BEGIN")
            try:
                yield cursor
            finally:
                cursor.execute("ROLLBACK")

    def close(self) -> None:
        """Gives the file back now. Cursors still in use end with an error."""
        with self._state:
            self._shut()

    def copy(self, place: Path) -> None:
        """Copies the file while nobody has it open. Cursors still in use here end with an error."""
        with self._state:
            self._shut()
            self._turn.take(self.settings.wait_seconds)
            try:
                for path in (self.path, self.path.with_name(f"{self.path.name}.wal")):
                    if path.exists():
                        shutil.copyfile(path, place.with_name(place.name + path.name.removeprefix(self.path.name)))
            finally:
                self._turn.give_back()

    def _take(self) -> DuckDBPyConnection:
        with self._state:
            if self._con is None:
                self._con = self._open()
                if self.settings.idle_seconds > 0:
                    atexit.register(self.close)  # the thread must not be inside the database when the program ends
                    threading.Thread(target=self._watch, args=(self._con,), daemon=True).start()
            elif self._users == 0 and self._turn.is_wanted():
                self._shut()
                self._turn.yield_to_others()
                self._con = self._open()
            self._users += 1
            return self._con

    def _release(self) -> None:
        with self._state:
            self._users -= 1
            self._last_used = time.monotonic()
            if self._users == 0 and (self.settings.idle_seconds == 0 or self._turn.is_wanted()):
                self._shut()

    def _open(self) -> DuckDBPyConnection:
        self._turn.take(self.settings.wait_seconds)
        with ExitStack() as undo:
            undo.callback(self._turn.give_back)
            try:
                con = connect(self.path, self.settings, [self.path.parent])
            except duckdb.Error as error:
                raise self._unopened(error) from error
            undo.callback(con.close)
            self._on_open(con)
            undo.pop_all()
        return con

    def _unopened(self, error: duckdb.Error) -> WorkspaceBusy | WorkspaceDamaged:
        text = str(error)
        if "Conflicting lock" in text or "lock on file" in text:
            holder = text.split("held in ")[-1].split(". ")[0]
            return WorkspaceBusy(f"{self.path} is open in another program ({holder}): close it there and try again.")
        return WorkspaceDamaged(
            f"{self.path} cannot be opened as a Hotpass workspace; your decisions are safe in journal.jsonl. "
            "Run `hotpass doctor` for what to do next."
        )

    def _watch(self, con: DuckDBPyConnection) -> None:
        """Closes the file once nobody here uses it and it has been idle, or somebody else asks for it."""
        while True:
            time.sleep(WATCH_SECONDS)
            with self._state:
                if self._con is not con:
                    return
                idle = time.monotonic() - self._last_used > self.settings.idle_seconds
                if self._users == 0 and (idle or self._turn.is_wanted()):
                    self._shut()
                    return

    def _shut(self) -> None:
        if self._con is not None:
            atexit.unregister(self.close)
            self._con.close()
            self._con = None
            self._turn.give_back()
