"""The journal keeps every acknowledged act, once, and tells when it was tampered with."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotpass.errors import WorkspaceDamaged
from hotpass.store.journal import Journal

WRITER = """
import sys
from pathlib import Path
from hotpass.store.journal import Journal
journal = Journal(Path(sys.argv[1]))
for number in range(100_000):
    body = {"left": "a", "right": f"b{number}", "verdict": "match"}
    fact = journal.append("judgement", body, by="ann", fact_id=f"{sys.argv[2]}-{number}")
    print(fact.id, flush=True)
"""


def append(journal: Journal, *ids: str) -> None:
    for fact_id in ids:
        journal.append("judgement", {"left": "a", "right": fact_id, "verdict": "match"}, by="ann", fact_id=fact_id)


def test_sending_twice_stores_once(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    append(journal, "one", "one", "two")
    append(Journal(journal.path), "two", "three")
    assert [(fact.serial, fact.id) for fact in journal.facts()] == [(1, "one"), (2, "two"), (3, "three")]
    assert [fact.id for fact in journal.facts(after=2)] == ["three"]


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    append(journal, "one")
    assert journal.path.stat().st_mode & 0o777 == 0o600


def test_a_cut_off_last_line_is_ignored_said_and_kept_aside(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    append(journal, "one", "two")
    with journal.path.open("ab") as file:
        file.write(b'{"serial": 3, "id": "thr')
    again = Journal(journal.path)
    assert again.head() == 2
    assert "cut off" in again.notices[0]
    append(again, "four")
    assert [fact.id for fact in Journal(journal.path).facts()] == ["one", "two", "four"]
    assert [path.read_bytes() for path in tmp_path.glob("*.torn-*")] == [b'{"serial": 3, "id": "thr']


@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 0.999), flip=st.integers(1, 255))
def test_any_changed_byte_stops_writing_and_says_where(
    tmp_path_factory: pytest.TempPathFactory, place: float, flip: int
) -> None:
    journal = Journal(tmp_path_factory.mktemp("journal") / "journal.jsonl")
    append(journal, "one", "two", "three")
    content = bytearray(journal.path.read_bytes())
    at = int(place * len(content))
    content[at] ^= flip
    if at == len(content) - 1:
        return  # a lost line end reads as a line that was cut off, which has its own test
    journal.path.write_bytes(content)
    with pytest.raises(WorkspaceDamaged, match=r"line [123]"):
        append(Journal(journal.path), "four")
    assert journal.path.read_bytes() == bytes(content)


def test_a_missing_line_is_noticed(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.jsonl")
    append(journal, "one", "two", "three")
    lines = journal.path.read_bytes().splitlines(keepends=True)
    journal.path.write_bytes(lines[0] + lines[2])
    with pytest.raises(WorkspaceDamaged, match="line 2"):
        list(Journal(journal.path).facts())


@pytest.mark.slow
def test_killing_the_writers_loses_nothing_they_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    acknowledged: list[str] = []
    for round_ in range(5):
        writers = [
            subprocess.Popen([sys.executable, "-c", WRITER, str(path), f"{round_}{name}"], stdout=subprocess.PIPE)
            for name in "xy"
        ]
        for writer in writers:
            assert writer.stdout is not None
            acknowledged += [writer.stdout.readline().decode().strip() for _ in range(8 + round_)]
        for writer in writers:
            os.kill(writer.pid, signal.SIGKILL)
            assert writer.stdout is not None
            tail = writer.stdout.read().decode()
            acknowledged += tail[: tail.rfind("\n") + 1].split()
            writer.wait()
            writer.stdout.close()
    kept = [fact.id for fact in Journal(path).facts()]
    assert len(kept) == len(set(kept))
    assert set(acknowledged) <= set(kept)
