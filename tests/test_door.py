"""The door: ten names at most, each of them there."""

import subprocess
import sys
from pathlib import Path

import pytest

import hotpass


def test_the_door_is_small_and_every_name_opens() -> None:
    assert len(hotpass.__all__) <= 10
    assert hotpass.__all__ == sorted(hotpass.__all__, key=lambda name: (name.islower(), name))
    assert all(getattr(hotpass, name).__name__ == name for name in hotpass.__all__)


def test_nothing_else_is_offered() -> None:
    with pytest.raises(AttributeError, match="helpers"):
        getattr(hotpass, "helpers")  # noqa: B009 - the attribute must not exist for the type checker either


def test_the_command_answers_without_loading_the_matcher() -> None:
    script = (
        "import sys\nfrom hotpass.cli import hotpass\n"
        "try:\n    hotpass(['--help'])\nexcept SystemExit:\n    pass\n"
        "print(sorted({'splink', 'duckdb', 'pandas', 'streamlit', 'pyarrow'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip().endswith("[]")


@pytest.mark.parametrize(("said", "code"), [(["--version"], 0), (["run"], 2), (["doctor", "--workspace", "gone"], 2)])
def test_the_program_ends_in_order_although_at_once(tmp_path: Path, said: list[str], code: int) -> None:
    script = (
        "import atexit, sys\n"
        "from hotpass.cli import main\n"
        "atexit.register(print, 'what was to be done at the end')\n"
        f"sys.argv = ['hotpass', *{said}]\n"
        "main()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.stdout.endswith("what was to be done at the end\n")
    assert done.returncode == code
