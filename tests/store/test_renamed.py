"""Renamed columns: a steward's answer outranks the values, and what was renamed once keeps its field."""

from pathlib import Path

import pytest

from hotpass.model.column import RenamedBy
from hotpass.store import renamed
from hotpass.store.journal import Journal
from hotpass.store.renamed import Renamed
from hotpass.store.renamings import KIND, Feed, Said, said
from tests.store.test_anchoring import COUNT, HEADER, delivered, person

FEED = {"source": "list", "sheet": ""}
ROWS = [person(number) for number in range(COUNT)]
NEW_NAME = ("given name", "surname", "email", "reach under", "street", "city")


def answers(folder: Path, header: str, was: str, same: bool) -> dict[Feed, Said]:
    """What a steward said, as the journal keeps it."""
    journal = Journal(folder / "journal.jsonl")
    journal.append(KIND, {**FEED, "header": header, "was": was, "same": same}, by="ann", fact_id=f"{header}{same}")
    return dict(said(journal))


@pytest.mark.parametrize("same", [True, False])
def test_an_answer_outranks_the_values(tmp_path: Path, same: bool) -> None:
    told = answers(tmp_path, "reach under", "phone", same)
    with delivered(tmp_path / "1", HEADER, ROWS) as first, delivered(tmp_path / "2", NEW_NAME, ROWS) as second:
        assert renamed.find(first.cursor, second.cursor, told) == same
        found = renamed.of_source(second.cursor, 1)
    assert [(each.header, each.was, each.known_by) for each in found] == [
        ("reach under", "phone", RenamedBy.STEWARD)
    ] * same


def test_a_column_of_other_values_is_the_same_where_a_steward_says_so(tmp_path: Path) -> None:
    others = [(*row[:3], f"+27 {row[3]}", *row[4:]) for row in ROWS]
    told = answers(tmp_path, "reach under", "phone", same=True)
    with delivered(tmp_path / "1", HEADER, ROWS) as first, delivered(tmp_path / "2", NEW_NAME, others) as second:
        assert renamed.find(first.cursor, second.cursor, {}) == 0
        assert renamed.find(first.cursor, second.cursor, told) == 1
        assert renamed.of_source(second.cursor, 1)[0].field == "phone"


def test_a_renamed_column_goes_on_going_where_it_went(tmp_path: Path) -> None:
    with (
        delivered(tmp_path / "1", HEADER, ROWS) as first,
        delivered(tmp_path / "2", NEW_NAME, ROWS) as second,
        delivered(tmp_path / "3", NEW_NAME, ROWS) as third,
        delivered(tmp_path / "4", NEW_NAME, ROWS) as fourth,
    ):
        assert renamed.find(first.cursor, second.cursor, {}) == 1
        second.cursor.execute(
            "UPDATE source_column SET field = 'phone', mapped_by = 'look' WHERE header = 'reach under'"
        )
        assert renamed.find(second.cursor, third.cursor, {}) == 0
        again = Renamed("reach under", "phone", "phone", "text", RenamedBy.EARLIER)
        assert renamed.of_source(third.cursor, 1) == [again]
        second.cursor.execute("UPDATE source_column SET mapped_by = 'steward' WHERE header = 'reach under'")
        renamed.find(second.cursor, fourth.cursor, {})
        assert renamed.of_source(fourth.cursor, 1) == []


def test_the_first_rows_of_a_large_list_tell_enough(tmp_path: Path) -> None:
    with delivered(tmp_path / "1", HEADER, ROWS) as first, delivered(tmp_path / "2", NEW_NAME, ROWS[:12]) as second:
        (old,), (head,) = renamed.listings(first.cursor).values(), renamed.listings(second.cursor).values()
        assert renamed.expected(old, head, {}) == []
        (found,) = renamed.expected(old, head._replace(whole=False), {})
        evidence = renamed.evidence(old, head._replace(whole=False), found)
    assert (found.header, found.was) == ("reach under", "phone")
    assert evidence.share == 1.0
    assert len(evidence.examples) == 3


@pytest.mark.parametrize(("header", "known"), [("sizze", 1), ("extent", 0)])
def test_few_different_texts_are_enough_where_the_names_are_alike(tmp_path: Path, header: str, known: int) -> None:
    rows = [(*row, ("small", "large")[place % 2]) for place, row in enumerate(ROWS)]
    before, now = (*HEADER, "size of it"), (*HEADER, f"{header} of it")
    with delivered(tmp_path / "1", before, rows) as first, delivered(tmp_path / "2", now, rows) as second:
        assert renamed.find(first.cursor, second.cursor, {}) == known


def test_what_agrees_by_halves_is_asked_and_not_taken(tmp_path: Path) -> None:
    rows = [(*row[:3], row[3] if place % 3 else f"9{row[3]}", *row[4:]) for place, row in enumerate(ROWS)]
    with delivered(tmp_path / "1", HEADER, ROWS) as first, delivered(tmp_path / "2", NEW_NAME, rows) as second:
        (old,), (new,) = renamed.listings(first.cursor).values(), renamed.listings(second.cursor).values()
        assert renamed.expected(old, new, {}) == []
        (asked,) = renamed.perhaps(old, new, {}, [])
        assert renamed.perhaps(old, new, answers(tmp_path, asked.header, asked.was, same=False)[("list", "")], []) == []
    assert (asked.header, asked.was) == ("reach under", "phone")
