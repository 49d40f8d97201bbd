"""The workspace file is shared by taking turns, and one write is whole or not there."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest

from hotpass.errors import BadInput, WorkspaceBusy, WorkspaceDamaged, WorkspaceTooNew
from hotpass.model.digest import sha256_of
from hotpass.settings import Settings
from hotpass.store import facts
from hotpass.store.migrations import newest
from hotpass.store.workspace import Workspace

HOLDER = """
import sys, time
from pathlib import Path
from hotpass.settings import Settings
from hotpass.store.workspace import Workspace
settings = Settings(idle_seconds=float(sys.argv[2]))
workspace = Workspace.open(Path(sys.argv[1]), settings, "the other program", create=True)
with workspace.database.cursor() as cursor:
    print("open", flush=True)
    if sys.argv[3] == "hold":
        sys.stdin.readline()
print("idle", flush=True)
sys.stdin.readline()
"""


def other(folder: Path, idle: float, manner: str) -> subprocess.Popen[str]:
    """Another program with the workspace open."""
    command = [sys.executable, "-c", HOLDER, str(folder), str(idle), manner]
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline() == "open\n"
    return program


def opened(folder: Path, **knobs: float | str) -> Workspace:
    return Workspace.open(folder, Settings.model_validate(knobs), "this program", create=True)


def test_an_open_workspace_keeps_the_memory_it_may_take(tmp_path: Path) -> None:
    asked = "SELECT value FROM duckdb_settings() WHERE name IN ('block_allocator_memory', 'memory_limit')"
    with opened(tmp_path / "w", memory_limit="300MB").database.cursor() as cursor:
        (memory,), (limit,) = cursor.execute(asked).fetchall()
        assert memory == limit


def test_an_idle_holder_gives_way_when_asked(tmp_path: Path) -> None:
    with other(tmp_path / "w", 3600, "idle") as holder:
        workspace = opened(tmp_path / "w", wait_seconds=20)
        with workspace.database.cursor() as cursor:
            assert facts.counts(cursor) == {}
        holder.kill()


def test_a_busy_holder_is_named_when_the_wait_is_over(tmp_path: Path) -> None:
    with other(tmp_path / "w", 0, "hold") as holder:
        workspace = opened(tmp_path / "w", wait_seconds=0.3)
        with (
            pytest.raises(WorkspaceBusy, match=rf"the other program \(process {holder.pid}\)"),
            workspace.database.cursor(),
        ):
            pass
        assert not list((tmp_path / "w").glob("wanted-*"))
        holder.kill()


def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    with other(tmp_path / "w", 0, "hold") as holder:
        holder.kill()
        holder.wait()
        with opened(tmp_path / "w", wait_seconds=10).database.cursor() as cursor:
            assert facts.counts(cursor) == {}


def test_a_foreign_program_is_named(tmp_path: Path) -> None:
    with opened(tmp_path / "w").database.cursor():
        pass
    script = "import duckdb, sys; c = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.readline()"
    command = [sys.executable, "-c", script, str(tmp_path / "w" / "hotpass.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "open\n"
        with pytest.raises(WorkspaceBusy, match="another program"), opened(tmp_path / "w").database.cursor():
            pass
        program.kill()


def test_eight_threads_read_and_write_without_a_wrong_row(tmp_path: Path) -> None:
    database = opened(tmp_path / "w", idle_seconds=1).database
    with database.transaction() as cursor:
        cursor.execute("CREATE TABLE tally (thread INTEGER, number INTEGER)")
    wrong: list[int] = []

    def work(thread: int) -> None:
        for number in range(20):
            with database.transaction() as cursor:
                cursor.execute("INSERT INTO tally VALUES (?, ?)", [thread, number])
            with database.cursor() as cursor:
                found = cursor.execute("SELECT count(*) FROM tally WHERE thread = ?", [thread]).fetchall()[0][0]
            if found != number + 1:
                wrong.append(found)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    database.close()


def test_an_error_rolls_the_transaction_back(tmp_path: Path) -> None:
    database = opened(tmp_path / "w", idle_seconds=5).database
    with pytest.raises(ZeroDivisionError), database.transaction() as cursor:
        cursor.execute("CREATE TABLE half (x INTEGER)")
        raise ZeroDivisionError
    with database.cursor() as cursor, pytest.raises(duckdb.CatalogException):
        cursor.execute("FROM half")
    database.close()


def test_it_is_given_back_after_it_was_idle(tmp_path: Path) -> None:
    workspace = opened(tmp_path / "w", idle_seconds=0.1)
    with workspace.database.cursor():
        pass
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            duckdb.connect(str(workspace.database.path), config={"threads": 1}).close()
        except duckdb.Error:
            time.sleep(0.02)
        else:
            return
    pytest.fail("the idle workspace was never given back")


def test_nothing_outside_the_folder_can_be_reached(tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a\n1\n")
    with opened(tmp_path / "w").database.cursor() as cursor:
        for statement in (
            f"FROM read_csv('{secret}')",
            f"COPY (SELECT 1) TO '{tmp_path / 'out.csv'}'",
            f"ATTACH '{tmp_path / 'other.duckdb'}'",
            "INSTALL httpfs",
            "SET enable_external_access = true",
        ):
            with pytest.raises(duckdb.Error):
                cursor.execute(statement)


def test_a_newer_workspace_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    workspace = opened(tmp_path / "w")
    with workspace.database.transaction() as cursor:
        cursor.execute("INSERT INTO migration VALUES (?, 'from the future')", [newest() + 1])
    before = sha256_of(workspace.database.path)
    with pytest.raises(WorkspaceTooNew, match=f"version {newest() + 1}"), opened(tmp_path / "w").database.cursor():
        pass
    assert sha256_of(workspace.database.path) == before


def test_another_kind_of_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "hotpass.duckdb").write_bytes(b"SQLite format 3\x00" + bytes(4096))
    before = (tmp_path / "hotpass.duckdb").read_bytes()
    with pytest.raises(WorkspaceDamaged, match="hotpass doctor"), opened(tmp_path).database.cursor():
        pass
    assert (tmp_path / "hotpass.duckdb").read_bytes() == before


def test_the_journal_fills_what_the_database_lacks(tmp_path: Path) -> None:
    workspace = opened(tmp_path / "w")
    for number in range(3):
        workspace.journal.append("judgement", {"left": "a", "right": "b"}, by="ann", fact_id=str(number))
    with workspace.database.cursor() as cursor:
        assert facts.counts(cursor) == {"judgement": 3}
    workspace.database.path.unlink()
    with opened(tmp_path / "w").database.cursor() as cursor:
        assert facts.counts(cursor) == {"judgement": 3}


def test_a_folder_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not a Hotpass workspace"):
        Workspace.open(tmp_path, Settings())
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match="is a file"):
        Workspace.open(tmp_path / "file", Settings(), create=True)
