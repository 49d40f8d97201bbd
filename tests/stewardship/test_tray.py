"""The tray: files are kept at once, under names that can do no harm."""

import io
from pathlib import Path

import pytest

from hotpass.stewardship import tray
from hotpass.stewardship.opening import opened


def test_a_file_stays_on_the_tray_until_it_is_taken_off(tmp_path: Path) -> None:
    workspace = opened(tmp_path)
    first = tray.bring(workspace, "a.csv", io.BytesIO(b"x\n1\n"))
    second = tray.bring(workspace, "b.csv", io.BytesIO(b"x\n2\n"))
    assert tray.waiting(opened(tmp_path)) == (first, second)
    assert first.read_bytes() == b"x\n1\n"
    tray.take_out(workspace, first)
    assert tray.waiting(workspace) == (second,)
    tray.clear(workspace)
    assert tray.waiting(workspace) == ()
    assert first.exists()


def test_a_newer_file_of_the_same_name_takes_the_place(tmp_path: Path) -> None:
    workspace = opened(tmp_path)
    tray.bring(workspace, "a.csv", io.BytesIO(b"old"))
    newer = tray.bring(workspace, "a.csv", io.BytesIO(b"new"))
    assert tray.waiting(workspace) == (newer,)
    assert not list((tmp_path / "cache").glob("upload-*"))


def test_the_files_of_the_last_run_come_back(filled_folder: Path) -> None:
    workspace = opened(filled_folder)
    assert [path.name for path in tray.lacking(workspace)] == ["schools.xlsx"]


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("../../etc/passwd.xlsx", "passwd.xlsx"),
        ("C:\\files\\list.csv", "list.csv"),
        ("a\u202egnp.csv", "agnp.csv"),
        ("line\nbreak.csv", "linebreak.csv"),
        ("..", "unnamed"),
        ("", "unnamed"),
    ],
)
def test_a_name_loses_what_could_do_harm(name: str, clean: str) -> None:
    assert tray.clean_name(name) == clean


def test_a_long_name_keeps_its_suffix() -> None:
    clean = tray.clean_name("x" * 300 + ".xlsx")
    assert len(clean) <= 120
    assert clean.endswith(".xlsx")
