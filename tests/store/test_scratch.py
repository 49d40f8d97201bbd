"""A run's scratch file gives back the memory it does not need, and nothing of what it holds."""

from pathlib import Path

from duckdb import DuckDBPyConnection

from hotpass.settings import Settings
from hotpass.store.scratch import Scratch

ROWS = 15_000_000
USED = "SELECT sum(memory_usage_bytes) FROM duckdb_memory()"


def used(scratch: Scratch) -> int:
    """Bytes of memory."""
    return int(scratch.cursor.execute(USED).fetchall()[0][0])


def test_what_is_in_the_file_leaves_the_memory_and_is_read_again(tmp_path: Path) -> None:
    with Scratch(tmp_path, Settings()) as scratch:
        scratch.cursor.execute(f"CREATE TABLE number AS SELECT hash(range) AS number FROM range({ROWS})")
        asked = "SELECT bit_xor(number) FROM number"
        before, full = scratch.cursor.execute(asked).fetchall(), used(scratch)
        scratch.let_go()
        assert used(scratch) < full
        assert used(scratch) <= 100_000_000
        assert scratch.cursor.execute(asked).fetchall() == before
        limit = scratch.cursor.execute("SELECT current_setting('memory_limit')").fetchall()[0][0]
        assert limit == "1.3 GiB"


def test_rows_that_are_only_in_memory_are_kept(tmp_path: Path) -> None:
    with Scratch(tmp_path, Settings(memory_limit="400MB")) as scratch:
        made = f"SELECT range AS number, hash(range) AS likeness FROM range({ROWS})"
        scratch.cursor.execute(f"CREATE TEMP TABLE passing AS {made}")
        asked = "SELECT bit_xor(likeness) FROM passing"
        before = scratch.cursor.execute(asked).fetchall()
        scratch.let_go()
        assert scratch.cursor.execute(asked).fetchall() == before


def kept(cursor: DuckDBPyConnection) -> list[object]:
    """The memory that is kept, and the limit."""
    asked = "SELECT value FROM duckdb_settings() WHERE name IN ('block_allocator_memory', 'memory_limit') ORDER BY name"
    return [value for (value,) in cursor.execute(asked).fetchall()]


def test_from_where_its_size_is_known_a_run_keeps_the_memory_it_may_take(tmp_path: Path) -> None:
    with Scratch(tmp_path, Settings()) as scratch:
        scratch.suit()
        memory, limit = kept(scratch.cursor)
        assert memory == limit != Settings().memory_limit


def test_memory_that_is_kept_for_the_database_is_bounded_by_its_limit(tmp_path: Path) -> None:
    with Scratch(tmp_path, Settings(memory_limit="400MB")) as scratch:
        scratch.suit()
        scratch.suit()
        made = f"SELECT range AS number, hash(range) AS likeness FROM range({ROWS})"
        scratch.cursor.execute(f"CREATE TEMP TABLE passing AS {made}")
        before = scratch.cursor.execute("SELECT bit_xor(likeness) FROM passing").fetchall()
        scratch.let_go()
        assert used(scratch) <= 400_000_000
        assert scratch.cursor.execute("SELECT bit_xor(likeness) FROM passing").fetchall() == before
