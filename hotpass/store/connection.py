"""Opening a DuckDB file: with limits, and with every door to the outside shut."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from hotpass.settings import Settings
from hotpass.store.compose import literal

OutOfMemory = duckdb.OutOfMemoryException

# Written by DuckDB 1.5 as well as 2.0, so that an older reader can still open a workspace.
STORAGE_VERSION = "v1.5.0"


def connect(path: Path | str, settings: Settings, folders: Sequence[Path], *, lock: bool = True) -> DuckDBPyConnection:
    """Opens a DuckDB file that may touch only `folders` on disk and nothing on a network.

    It keeps the memory it takes, within its limit. `lock=False` leaves that to the caller and the settings of the
    connection changeable, which Splink needs on a run's scratch file.
    """
    spill = folders[0] / "spill"
    con = duckdb.connect(
        str(path),
        config={
            "threads": settings.threads,
            "memory_limit": settings.memory_limit,
            "temp_directory": str(spill),
            "storage_compatibility_version": STORAGE_VERSION,
            "autoinstall_known_extensions": "false",
            "autoload_known_extensions": "false",
        },
    )
    allowed = ", ".join(literal(f"{folder.resolve()}/") for folder in folders)
    con.execute(f"SET allowed_directories = [{allowed}]")
    con.execute("SET TimeZone = 'UTC'")
    con.execute("SET enable_external_access = false")
    if lock:
        keep(con, settings)
        con.execute("SET lock_configuration = true")
    return con


def keep(con: DuckDBPyConnection, settings: Settings) -> None:
    """Keeps memory for the database from here on: giving it back and taking it anew costs time. It cannot be undone."""
    con.execute(f"SET block_allocator_memory = {literal(settings.memory_limit)}")
