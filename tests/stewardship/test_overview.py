"""The overview: counted once by the run, told in a sentence."""

from pathlib import Path

from hotpass.model.overview import Overview
from hotpass.stewardship.opening import opened
from hotpass.stewardship.overview import sentence, situation


def test_the_parts_of_every_source_add_up(filled_folder: Path) -> None:
    found = situation(opened(filled_folder))
    assert found is not None
    overview = found.overview
    assert [source.rows - source.aside for source in overview.sources] == [
        source.alone + source.merged for source in overview.sources
    ]
    assert sum(source.rows for source in overview.sources) == overview.rows
    assert overview.records + overview.aside == overview.rows
    assert overview.files == 1


def test_quality_speaks_only_of_columns_a_source_has(filled_folder: Path) -> None:
    found = situation(opened(filled_folder))
    assert found is not None
    cells = {(cell.source, cell.title): cell for cell in found.overview.quality}
    mails = [cell for (_, title), cell in cells.items() if title == "E-mail"]
    assert [(cell.records, cell.filled, cell.valid) for cell in mails] == [(12, 12, 12), (12, 12, 12)]


def test_an_empty_workspace_has_no_situation(tmp_path: Path) -> None:
    assert situation(opened(tmp_path)) is None
    assert not (tmp_path / "hotpass.duckdb").exists()


def test_the_sentence_counts_in_words() -> None:
    overview = Overview(
        files=1, rows=2000, records=1999, aside=1, entities=1, multiples=1, pairs=5, held_links=0, findings=0
    )
    assert sentence(overview, "person") == (
        "Your 1 file holds 2,000 rows. They describe 1 person. Nothing waits for you."
    )
    busy = overview.model_copy(update={"files": 3, "held_links": 2, "entities": 9})
    assert sentence(busy, "auto") == (
        "Your 3 files hold 2,000 rows. They describe 9 real things. 2 links wait for your eye."
    )
