"""A run's own DuckDB file, where it computes without holding the workspace."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.settings import Settings
from hotpass.store import facts, fresh, ground, sources
from hotpass.store.arrivals import Arrival
from hotpass.store.compose import literal, quote
from hotpass.store.connection import OutOfMemory, connect, keep
from hotpass.store.journal import Fact
from hotpass.store.workspace import RUNNING, Workspace

TABLES = Path(__file__).with_name("run.sql")
# What is known outside the files, which a run may read.
SHELF = "records.arrow"
LOOKUP = Path(__file__).resolve().parents[1] / "lookup"

# So much stays in memory of what can be read from the file again, while something else needs room.
LEAST = "100MB"


class Scratch:
    """The file `runs/<id>/scratch.duckdb`, opened as `settings` say.

    `cursor` is the run's one connection, `learned` the last fact it knows.

    `workspace` is the one the run is of.

    `follows` is the published run that this one goes on from: what of its tables is not the change lies in the ground.
    """

    def __init__(
        self, folder: Path, settings: Settings, ground_place: Path | None = None, workspace: Workspace | None = None
    ) -> None:
        """Makes the file with the tables every run has; `ground_place` is where the last run left its own.

        `workspace` where it is open already.
        """
        self.folder = folder
        self.workspace = workspace or Workspace(folder.parent.parent, settings, RUNNING)
        self.learned = 0
        self._ground_place = ground_place
        self.settings = settings
        self.begin()

    def begin(self) -> None:
        """Begins with empty tables, whatever was there before."""
        self.path = self.folder / "scratch.duckdb"
        self.follows: str | None = None
        self.part: Scratch | None = None  # what of a run that follows is derived anew
        self.differing: dict[str, list[pa.Table]] = {}  # and the rows that came or changed, table by table
        self.fresh: tuple[Arrival, ...] = ()  # sheets of which only what the ground lacks was taken in
        self.places_stand = False  # whether places that the last run knew are as they were
        self._stands: ground.Stands | None = None
        self.remove()
        self.open()
        # In one transaction, so that the file is written once.
        self.cursor.execute(f"BEGIN; {TABLES.read_text(encoding='utf-8')} COMMIT;")

    def open(self) -> None:
        """Opens the file, again where it was closed for publishing."""
        folders = [self.folder, LOOKUP, *([self._ground_place.parent] if self._ground_place else [])]
        self.cursor: DuckDBPyConnection = connect(self.path, self.settings, folders, lock=False)
        # The file lives as long as the run: time matters more than its size.
        self.cursor.execute("SET force_compression = 'uncompressed'")

    def suit(self) -> None:
        """Takes only the memory and threads from here on that the rows in the file, or in the ground, call for."""
        grounds = [self._ground_place] if self.follows and self._ground_place else []
        size = sum(path.stat().st_size for path in (*self._files(), *grounds) if path.exists())
        self.settings = self.settings.suited(size, follows=self.follows is not None)
        self.cursor.execute(f"SET threads = {self.settings.threads}")
        self.let_go()
        keep(self.cursor, self.settings)

    def remove(self) -> None:
        """Removes the file: what mattered in it is published."""
        for path in self._files():
            path.unlink(missing_ok=True)

    def _files(self) -> tuple[Path, Path]:
        return self.path, self.path.with_name(f"{self.path.name}.wal")

    def see_ground(self) -> ground.Stands | None:
        """Shows the tables that the last run left beside those of this one; None where there are none."""
        if self._stands is None and self._ground_place is not None:
            self._stands = ground.attach(self.cursor, self._ground_place)
        return self._stands

    def take_in(self, arrivals: Sequence[Arrival], *, follows: bool) -> None:
        """Takes in the rows of sheets; where the run is likely to follow the last one, those that the ground lacks."""
        if follows and ground.same_shape(self.cursor) and fresh.take_in(self.cursor, arrivals):
            self.fresh = tuple(arrivals)
            return
        for arrival in arrivals:
            sources.take_in(self.cursor, arrival)

    def take_in_all(self) -> None:
        """Takes in all rows after all, where the run does not follow."""
        if self.fresh:
            fresh.leave(self.cursor, self.fresh)
            arrivals, self.fresh = self.fresh, ()
            self.take_in(arrivals, follows=False)

    @property
    def raw_before(self) -> str:
        """The schema where the raw rows lie, as they were, of a run that follows the last one: of all that changed."""
        return fresh.LEFT if self.fresh else ground.RAW

    @property
    def known_values(self) -> str | None:
        """Where texts lie that the last run tidied, of a run that follows it."""
        return ground.VALUES if self.follows else None

    def fold(self) -> None:
        """Takes what was found of the change into the ground, whose tables are those of this run from now on."""
        if self._ground_place is not None:
            self.differing |= ground.fold(self.cursor)
            self.path = self._ground_place

    @property
    def shelf(self) -> Path | None:
        """Where the last run laid its records by, as matching numbered them."""
        return self._ground_place and self._ground_place.with_name(SHELF)

    @property
    def new_shelf(self) -> Path:
        """Where this run lays them by until it is published."""
        return self.folder / SHELF

    def compute_all(self) -> None:
        """From here on computes everything, with what the last run left as what was before."""
        ground.remember(self.cursor)
        self.follows = None

    def leave(self, run_id: str) -> None:
        """Says that these tables are those of a run that is about to be published, and closes them."""
        ground.lay(self.cursor, run_id, self.learned)
        if self.follows:
            # The rest of the run's own file is of no use any more.
            ground.write(self.cursor)
        self.close()

    def settle(self) -> None:
        """Leaves the closed tables for the next run to go on from."""
        if self._ground_place is None:
            return
        if self.new_shelf.exists():
            self.new_shelf.replace(self._ground_place.with_name(SHELF))
        if self.path != self._ground_place:
            self._ground_place.with_name(f"{self._ground_place.name}.wal").unlink(missing_ok=True)
            self.path.replace(self._ground_place)

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
        """Takes along the sources of before: names, how many records each brought, its headers, whether it repeats."""
        self.cursor.register("published_sources", deliveries)
        self.cursor.execute("INSERT INTO prior_source SELECT name, records, headers, alone FROM published_sources")
        self.cursor.unregister("published_sources")

    def remember_model(self, model: pa.Table, counts: pa.Table, limits: pa.Table, crowds: pa.Table) -> None:
        """Takes along the model of before and what it was learned with, so that equal data are judged alike."""
        self.cursor.register("published_model", model)
        self.cursor.execute("INSERT INTO prior_model BY NAME FROM published_model")
        self.cursor.register("published_counts", counts)
        self.cursor.execute("INSERT INTO prior_value_count BY NAME FROM published_counts")
        self.cursor.register("published_limits", limits)
        self.cursor.execute("INSERT INTO prior_block_limit BY NAME FROM published_limits")
        self.cursor.register("published_crowds", crowds)
        self.cursor.execute("INSERT INTO prior_crowd BY NAME FROM published_crowds")
        for name in ("published_model", "published_counts", "published_limits", "published_crowds"):
            self.cursor.unregister(name)

    def forget_model(self) -> None:
        """Lets go of the model of before: it does not fit what arrived."""
        self.empty(("prior_model", "prior_value_count", "prior_block_limit", "prior_crowd"))

    def clear(self, *kept: str) -> None:
        """Drops what stages left in temporary tables but those kept, and lets go of the memory."""
        for (table,) in self.cursor.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall():
            if table not in kept:
                self.cursor.execute(f"DROP TABLE temp.{quote(table)}")
        self.let_go()

    def let_go(self) -> None:
        """Gives memory back to the system: what was freed, which DuckDB keeps for itself, and what is in the file."""
        with suppress(OutOfMemory):  # more is in use, and stays
            self.cursor.execute(f"SET memory_limit = {literal(LEAST)}")
        self.cursor.execute(f"SET memory_limit = {literal(self.settings.memory_limit)}")

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
