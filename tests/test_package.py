"""The wheel holds everything a person needs who has no checkout."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hotpass.demo import SAMPLES

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in a wheel built from this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [made] = folder.glob("*.whl")
    with zipfile.ZipFile(made) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_package(wheel: set[str]) -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "hotpass").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files - wheel == set()
    assert {"hotpass/profiles/aviation.yaml", "hotpass/store/run.sql", "hotpass/demo/CREDITS.md"} <= wheel
    assert {file.relative_to(ROOT).as_posix() for each in SAMPLES.values() for file in each.files} <= wheel


def test_the_wheel_holds_the_dashboard(wheel: set[str]) -> None:
    pages = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").rglob("*.py")}
    wanted = {f"hotpass/_dashboard/{place}" for place in {"app.py", ".streamlit/config.toml", *pages}}
    assert wanted - wheel == set()


def test_the_wheel_holds_nothing_else(wheel: set[str]) -> None:
    assert {name for name in wheel if not name.startswith("hotpass")} == set()
    assert {name for name in wheel if "__pycache__" in name or name.startswith("hotpass/tests")} == set()
