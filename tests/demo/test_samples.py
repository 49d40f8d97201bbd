from pathlib import Path

import pytest

from hotpass.demo import DEFAULT_SAMPLE, SAMPLES, sample
from hotpass.errors import BadInput

ROOM = Path(__file__).resolve().parents[2] / "hotpass" / "demo"


def test_every_sample_has_its_files_and_they_stay_small() -> None:
    files = [file for each in SAMPLES.values() for file in each.files]
    assert files
    assert all(file.is_file() for file in files)
    assert sum(file.stat().st_size for file in files) < 1_500_000


def test_every_file_that_ships_is_credited() -> None:
    credited = (ROOM / "CREDITS.md").read_text(encoding="utf-8")
    assert [file.name for each in SAMPLES.values() for file in each.files if file.name not in credited] == []


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_key_and_ignored_columns_are_in_a_file_of_the_sample(name: str) -> None:
    chosen = sample(name)
    headers = {
        header
        for file in chosen.files
        if file.suffix == ".csv"
        for header in file.read_text(encoding="utf-8").splitlines()[0].split(",")
    }
    assert set(chosen.ignore) <= headers
    assert chosen.key is None or chosen.key in headers


def test_the_default_sample_is_there_and_another_name_is_refused_with_the_names_there_are() -> None:
    assert sample(DEFAULT_SAMPLE).name == DEFAULT_SAMPLE
    with pytest.raises(BadInput, match="no sample called 'nowhere': take aviation or chicago"):
        sample("nowhere")


def test_no_sample_holds_a_column_of_answers() -> None:
    heads = [file.read_text(encoding="utf-8").splitlines()[0] for file in SAMPLES["chicago"].files]
    assert heads
    assert not any("True Id" in head for head in heads)
