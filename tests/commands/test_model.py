"""`hotpass model export`: the file is loaded and used by Splink alone, with nothing of ours."""

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from splink import DuckDBAPI, Linker

from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute
from tests.benchmarks.generate import write

PLAIN = {"given_name", "family_name", "date_of_birth", "city"}


def hotpass(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hotpass", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace that one run has filled."""
    place = tmp_path_factory.mktemp("modelled")
    people, _ = write(place / "input", 400)
    compute(place / "w", RunRequest(files=(people,)), Settings())
    return place / "w"


def expected(comparison: dict[str, Any], gamma: int) -> float:
    """The bits of a level by the file alone, where all records share each value: log2(m) if its rarity counts."""
    if gamma < 0:
        return 0.0
    level = [each for each in reversed(comparison["comparison_levels"]) if not each.get("is_null_level", False)][gamma]
    chance = 1.0 if level.get("tf_adjustment_column") else level["u_probability"]
    return math.log2(level["m_probability"] / chance)


def test_plain_splink_loads_the_model_and_weighs_as_the_file_says(folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "model.json"
    done = hotpass("model", "export", "--workspace", folder, "--output", output)
    assert done.returncode == 0, done.stderr
    settings = json.loads(output.read_text(encoding="utf-8"))
    conditions = " ".join(
        [level["sql_condition"] for each in settings["comparisons"] for level in each["comparison_levels"]]
        + [rule["blocking_rule"] for rule in settings["blocking_rules_to_generate_predictions"]]
    )
    names = {part.split('"')[0] for part in conditions.replace('_l"', '"').replace('_r"', '"').split('"')[1::2]}
    lists = {name for name in names if name.endswith(("__words", "__every"))}
    records = pa.table(
        {"unique_id": ["a", "b"]}
        | {name: [["same"], ["same"]] if name in lists else ["same value", "same value"] for name in sorted(names)}
    )
    with duckdb.connect() as connection:
        api = DuckDBAPI(connection)
        linker = Linker(api.register(records), str(output), log_level=None)
        [pair] = linker.inference.predict().as_record_list()
    assert {each["output_column_name"] for each in settings["comparisons"]} >= PLAIN
    assert pair["gamma_given_name"] > 0
    prior = settings["probability_two_random_records_match"]
    bits = [expected(each, pair[f"gamma_{each['output_column_name']}"]) for each in settings["comparisons"]]
    assert pair["match_weight"] == pytest.approx(math.log2(prior / (1 - prior)) + sum(bits), abs=1e-6)


def test_a_run_without_a_model_and_a_place_that_cannot_be_written_are_told(folder: Path, tmp_path: Path) -> None:
    lone = tmp_path / "lone.csv"
    lone.write_text("Name\nHeron\n", encoding="utf-8")
    compute(tmp_path / "w", RunRequest(files=(lone,)), Settings())
    for workspace, output, said in (
        (tmp_path / "w", tmp_path / "model.json", "has no model"),
        (folder, tmp_path / "nowhere" / "model.json", "cannot be written"),
        (tmp_path / "none", tmp_path / "model.json", "not a Hotpass workspace"),
    ):
        done = hotpass("model", "export", "--workspace", workspace, "--output", output)
        assert done.returncode == 2
        assert said in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
