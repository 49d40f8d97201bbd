"""Entities: searched by words in any field, opened by any id they ever had."""

from pathlib import Path

import pytest

from hotpass.stewardship import entities
from hotpass.stewardship.entities import Sought, likelihood
from hotpass.stewardship.opening import opened


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("kestrel", "Kestrel Pan Flying School"),
        ("MBOMBELA kestrel", "Kestrel Pan Flying School"),
        ("késtrel", "Kestrel Pan Flying School"),
        ("info@hoopoe", "Hoopoe Plains Training Centre"),
    ],
)
def test_all_words_must_occur_somewhere(filled_folder: Path, words: str, name: str) -> None:
    page = entities.search(opened(filled_folder), Sought(words=words), 1)
    assert page is not None
    assert page.found == 1
    assert any(str(value).startswith(name) for value in page.lines[0].values)


@pytest.mark.parametrize("words", ["100%", "'; DROP TABLE golden; --", "_", "\\"])
def test_signs_of_patterns_and_statements_are_plain_text(filled_folder: Path, words: str) -> None:
    page = entities.search(opened(filled_folder), Sought(words=words), 1)
    assert page is not None
    assert page.found == 0


def test_facets_narrow_the_search(filled_folder: Path) -> None:
    workspace = opened(filled_folder)
    every = entities.search(workspace, Sought(), 1)
    several = entities.search(workspace, Sought(least_records=2), 1)
    assert every is not None
    assert several is not None
    assert 0 < several.found <= every.found
    assert all(line.records >= 2 for line in several.lines)
    assert entities.labels(workspace) == ["schools.xlsx!Members", "schools.xlsx!Contacts"]
    members = entities.search(workspace, Sought(label="schools.xlsx!Members"), 1)
    assert members is not None
    assert 0 < members.found <= every.found


def test_every_golden_value_names_its_cell(filled_folder: Path) -> None:
    workspace = opened(filled_folder)
    page = entities.search(workspace, Sought(words="kestrel"), 1)
    assert page is not None
    found = entities.entity(workspace, page.lines[0].entity_id)
    assert found is not None
    assert found.record_count == len(found.records) == page.lines[0].records
    assert all(value.place.startswith("schools.xlsx!") for value in found.golden)
    assert {event.event for event in found.history} == {"new"}
    assert found.golden[0].rule


def test_records_that_belong_together_say_why(filled_folder: Path) -> None:
    workspace = opened(filled_folder)
    page = entities.search(workspace, Sought(least_records=2), 1)
    assert page is not None
    found = entities.entity(workspace, page.lines[0].entity_id)
    assert found is not None
    assert found.links
    assert any(abs(said.weight) >= 1 and said.label for said in found.links[0].evidence)


def test_an_unknown_id_is_nobody(filled_folder: Path, tmp_path: Path) -> None:
    assert entities.entity(opened(filled_folder), "nobody") is None
    assert entities.entity(opened(tmp_path), "nobody") is None
    assert entities.search(opened(tmp_path), Sought(), 1) is None


def test_a_probability_in_words() -> None:
    assert likelihood(0.999) == "almost certainly"
    assert likelihood(0.0) == "unlikely by themselves"
