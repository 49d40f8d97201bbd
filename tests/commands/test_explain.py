"""`hotpass explain`, started as a person starts it."""

import json
import subprocess
import sys
from pathlib import Path

from hotpass.stewardship import entities
from hotpass.stewardship.entities import Sought
from hotpass.stewardship.opening import opened


def hotpass(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hotpass", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_two_records_are_explained_in_words_and_as_json(filled_folder: Path) -> None:
    page = entities.search(opened(filled_folder), Sought(words="kestrel"), 1)
    assert page is not None
    found = entities.entity(opened(filled_folder), page.lines[0].entity_id)
    assert found is not None
    pair = [record.record_id for record in found.records]
    said = hotpass("explain", *pair, "--workspace", filled_folder)
    assert said.returncode == 0, said.stderr
    assert said.stdout.startswith("They are one entity")
    assert "bits  E-mail: same e-mail address, and only these two records have it: " in said.stdout
    assert "INFO@KESTRELPAN.EXAMPLE.CO.ZA → info@kestrelpan.example.co.za" in said.stdout
    told = json.loads(hotpass("explain", *pair, "--workspace", filled_folder, "--json").stdout)
    assert told["cause"] == "sure"
    assert told["together"] is True
    assert {each["name"] for each in told["evidence"]} >= {"name", "email", "phone"}


def test_an_unknown_id_is_one_sentence(filled_folder: Path) -> None:
    said = hotpass("explain", "nobody", "none", "--workspace", filled_folder)
    assert said.returncode == 2
    assert len(said.stderr.strip().splitlines()) == 1
    assert "nobody" in said.stderr
