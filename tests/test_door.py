"""The door: ten names at most, each of them there."""

import subprocess
import sys

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
