"""The rules of the house, each held on this repository and each shown to fail on a small tree that breaks it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from hotpass.pipeline import PIPELINE
from tests.house import boundaries, shape, tables

ROOT = Path(__file__).resolve().parents[1]
Rule = Callable[[Path], list[str]]
LONG = "\n".join(f"value_{number} = {number}" for number in range(301))
LONG_FUNCTION = "def count() -> int:\n" + "    value = 1\n" * 40 + "    return value\n"
ELEVEN = [f"name_{number}" for number in range(11)]


class Breach(NamedTuple):
    """A rule, and a file that breaks it."""

    rule: Rule
    place: str
    text: str


BREACHES = [
    Breach(boundaries.database_only_in_store, "hotpass/stages/match.py", "import duckdb"),
    Breach(boundaries.database_only_in_store, "hotpass/matching/linker.py", "from duckdb import connect"),
    Breach(boundaries.sql_only_in_store, "hotpass/stages/match.py", "text = 'SELECT a FROM pair'"),
    Breach(boundaries.sql_only_in_store, "hotpass/ui/table.py", "text = f'INSERT INTO {name} VALUES (1)'"),
    Breach(boundaries.sql_only_in_store, "hotpass/stewardship/runs.py", "cursor.execute(statement)"),
    Breach(boundaries.sql_only_in_store, "hotpass/stages/match.sql", "SELECT 1"),
    Breach(boundaries.screen_only_in_ui, "hotpass/stewardship/runs.py", "import streamlit as st"),
    Breach(boundaries.matcher_only_in_matching, "hotpass/stages/match.py", "def run():\n    from splink import Linker"),
    Breach(boundaries.network_only_in_lookup, "hotpass/fields/website.py", "from urllib import request"),
    Breach(boundaries.network_only_in_lookup, "hotpass/fields/website.py", "import requests"),
    Breach(boundaries.no_unsafe_storage, "hotpass/store/journal.py", "import pickle"),
    Breach(boundaries.no_raw_html, "hotpass/ui/frame.py", "st.markdown(text, unsafe_allow_html=True)"),
    Breach(boundaries.no_raw_html, "hotpass/ui/frame.py", "st.html(title)"),
    Breach(boundaries.no_raw_html, "hotpass/ui/frame.py", "LOOKS = f'<b>{name}</b>'\nst.html(LOOKS)"),
    Breach(boundaries.pages_are_thin, "pages/overview.py", "import streamlit"),
    Breach(boundaries.pages_are_thin, "pages/observe/overview.py", "from hotpass.store.runs import rows"),
    Breach(boundaries.pages_are_thin, "pages/observe/overview.py", "\n" * 101),
    Breach(boundaries.every_module_is_reached, "hotpass/stages/lonely.py", "value = 1"),
    Breach(shape.broad_except_only_in_the_runner, "hotpass/cli.py", "try:\n    run()\nexcept Exception:\n    raise"),
    Breach(shape.broad_except_only_in_the_runner, "hotpass/cli.py", "try:\n    run()\nexcept:\n    raise"),
    Breach(shape.broad_except_only_in_the_runner, "hotpass/cli.py", "with suppress(BaseException):\n    run()"),
    Breach(
        shape.broad_except_only_in_the_runner,
        "hotpass/pipeline.py",
        "try:\n    run()\nexcept (ValueError, Exception):\n    failed = True",
    ),
    Breach(shape.no_optional_twins, "hotpass/cli.py", "SPLINK_AVAILABLE = True"),
    Breach(shape.no_optional_twins, "hotpass/cli.py", "try:\n    import x\nexcept ImportError:\n    x = None"),
    Breach(shape.no_stubs, "hotpass/cli.py", "value = 1  # " + "TODO: later"),
    Breach(shape.no_stubs, "hotpass/cli.py", "def run():\n    raise NotImplementedError"),
    Breach(shape.files_are_short, "hotpass/cli.py", LONG),
    Breach(shape.functions_fit_half_a_screen, "hotpass/cli.py", LONG_FUNCTION),
    Breach(shape.names_use_our_words, "hotpass/utils.py", "value = 1"),
    Breach(shape.names_use_our_words, "hotpass/cli.py", "class RunManager:\n    rows = 1"),
    Breach(shape.names_use_our_words, "hotpass/cli.py", "def process_file():\n    return 1"),
    Breach(shape.names_use_our_words, "hotpass/cli.py", "def data():\n    return 1"),
    Breach(shape.silenced_checks_say_why, "hotpass/cli.py", "value = 1  # " + "noqa: E501"),
    Breach(shape.silenced_checks_say_why, "hotpass/cli.py", "value = 1  # " + "noqa - no code is named here"),
    Breach(shape.silenced_checks_say_why, "hotpass/cli.py", "value = 1  # " + "type: ignore[arg-type]"),
    Breach(shape.the_door_is_small, "hotpass/__init__.py", f"from hotpass.cli import main\n__all__ = {ELEVEN}"),
    Breach(shape.the_door_is_small, "hotpass/__init__.py", "from hotpass.cli import main\n__all__ = []"),
    Breach(tables.one_writer_per_table, "hotpass/store/second.py", "text = 'INSERT INTO pair VALUES (1)'"),
]
RULES = sorted({breach.rule for breach in BREACHES}, key=lambda rule: rule.__name__)


@pytest.fixture
def small_house(tmp_path: Path) -> Path:
    """A tree of a few files that keeps every rule."""
    kept = {
        "app.py": "import streamlit as st\n\nfrom hotpass.ui.frame import frame\n",
        "pages/observe/overview.py": "import streamlit as st\n\nfrom hotpass.ui.frame import frame\n",
        "hotpass/__init__.py": "from hotpass.errors import Failure\n\n__all__ = ['Failure']\n",
        "hotpass/errors.py": "class Failure(Exception): ...\n",
        "hotpass/cli.py": "from hotpass import pipeline\n",
        "hotpass/pipeline.py": "from hotpass.store import pairs\nfrom hotpass.matching import linker\n\n\ndef run():\n"
        "    try:\n        pairs.save()\n    except Exception as error:\n        raise Failure from error\n",
        "hotpass/matching/linker.py": "from duckdb import DuckDBPyConnection\nfrom splink import Linker\n",
        "hotpass/store/pairs.py": "import duckdb\n\nSAVE = 'INSERT INTO pair SELECT a FROM b'\n",
        "hotpass/store/run.sql": "CREATE TABLE pair (a INTEGER);\n",
        "hotpass/ui/frame.py": "import streamlit as st\n\nLOOKS = '<style></style>'\nst.html(LOOKS)\n"
        "value = 1  # " + "type: ignore[assignment] # the package ships a wrong type\n",
    }
    for place, text in kept.items():
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_this_house_keeps_the_rule(rule: Rule) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_small_house_keeps_the_rule(rule: Rule, small_house: Path) -> None:
    assert rule(small_house) == []


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: f"{breach.rule.__name__}-{breach.place}")
def test_a_breach_is_found(breach: Breach, small_house: Path) -> None:
    planted = small_house / breach.place
    planted.parent.mkdir(parents=True, exist_ok=True)
    planted.write_text(breach.text + "\n", encoding="utf-8")
    assert any(breach.place.removesuffix(".py") in fault for fault in breach.rule(small_house))


def test_every_stage_reads_what_was_written_before_it_and_no_table_has_two_stages() -> None:
    assert tables.out_of_order(PIPELINE) == []
    assert tables.run_tables(ROOT) - {table for stage in PIPELINE for table in stage.writes} == set()


def test_a_wrong_order_is_found() -> None:
    assert "match reads field before it is there" in tables.out_of_order(
        [stage for stage in PIPELINE if stage.name != "map columns"]
    )
    assert "ingest writes source again" in tables.out_of_order([PIPELINE[0], PIPELINE[0]])


def contracts(folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs import-linter in a folder with this repository's contracts."""
    linter = Path(sys.executable).with_name("lint-imports")
    command: list[str | Path] = [linter, "--no-logo", "--no-cache", "--config", ROOT / "pyproject.toml"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env={"PYTHONPATH": "."})


@pytest.mark.parametrize(
    ("place", "text", "said"),
    [
        ("model/__init__", "import hotpass.store", "hotpass.model is not allowed to import hotpass.store"),
        ("stages/match", "import hotpass.stages.merge", "stages.match is not allowed to import hotpass.stages.merge"),
        ("ui/frame", "import hotpass.commands", "hotpass.ui is not allowed to import hotpass.commands"),
        ("attic", "", "hotpass.attic"),
    ],
    ids=["upwards", "stage to stage", "sideways", "a room without a place"],
)  # fmt: skip
def test_a_wrong_call_and_a_room_without_a_place_break_a_contract(
    place: str, text: str, said: str, tmp_path: Path
) -> None:
    rooms = [
        "ui",
        "commands",
        "stewardship",
        "telemetry",
        "stages",
        "matching",
        "lookup",
        "store",
        "fields",
        "profiles",
        "reading",
        "demo",
        "model",
    ]
    files = [
        "__init__",
        "__main__",
        "cli",
        "pipeline",
        "settings",
        "errors",
        "stages/match",
        "stages/merge",
        "ui/frame",
    ]
    for each in [*files, *(f"{room}/__init__" for room in rooms)]:
        (tmp_path / "hotpass" / each).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "hotpass" / f"{each}.py").touch()
    assert contracts(tmp_path).returncode == 0
    (tmp_path / "hotpass" / f"{place}.py").write_text(text, encoding="utf-8")
    broken = contracts(tmp_path)
    assert broken.returncode == 1
    assert said in broken.stdout
