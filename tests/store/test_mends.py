"""Mends build on each other: what comes of a text is what comes of it when they are made one after the other.

A mend of all cells also speaks of the file's own text, unless somebody spoke of that cell alone."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotpass.model.field import RunField
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.semantic import SemanticType
from hotpass.settings import Settings
from hotpass.store import mends
from hotpass.store.scratch import Scratch

RECORDS = {"r0": "a", "r1": "b", "r2": "c", "r3": "a", "r4": None}
CITY = RunField(
    position=0,
    name="city",
    title="City",
    type=SemanticType.CITY,
    matched=True,
    survivorship=SurvivorshipRule.MOST_FREQUENT,
)
TEXTS = st.sampled_from("abcd")
EVERYWHERE = st.tuples(st.none(), st.sets(TEXTS, min_size=1, max_size=3), TEXTS)
ONE = st.tuples(st.sampled_from(sorted(RECORDS)), st.just(set[str]()), st.sampled_from(["a", "b", "x", ""]))


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    with Scratch(tmp_path_factory.mktemp("mends"), Settings()) as made:
        made.cursor.execute("CREATE TABLE original (record_id VARCHAR, source_id INTEGER, city VARCHAR)")
        made.cursor.executemany("INSERT INTO original VALUES (?, 1, ?)", [list(each) for each in RECORDS.items()])
        yield made


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(EVERYWHERE, ONE), max_size=8))
def test_mends_come_to_what_they_come_to_one_after_the_other(
    scratch: Scratch, made: list[tuple[str | None, set[str], str]]
) -> None:
    cursor = scratch.cursor
    cursor.execute("DELETE FROM mend")
    alone: set[str | None] = set()
    stands = {record: text or "" for record, text in RECORDS.items()}
    for serial, (record, texts, value) in enumerate(made, 1):
        replaced = (texts if record is None else {stands[record]}) - {value}
        if not replaced:
            continue
        row = [f"m{serial}", serial, "city", record, sorted(replaced), value]
        cursor.execute("INSERT INTO mend VALUES (?, ?, ?, ?, ?, ?, 'ann', now(), '')", row)
        alone |= {record} - {None}
        for known, text in stands.items():
            file_says = record is None and known not in alone and RECORDS[known] in replaced
            if record in (None, known) and (text in replaced or file_says):
                stands[known] = value
    mends.heed(cursor, [CITY])
    mended = dict(cursor.execute("SELECT record_id, coalesce(value, '') FROM mended").fetchall())
    assert {record: mended.get(record, text or "") for record, text in RECORDS.items()} == stands
    assert sum(mends.uses(cursor).values()) == mends.cells(cursor) == len(mended)


def test_a_field_that_no_file_fills_and_a_run_without_mends_come_to_nothing(scratch: Scratch) -> None:
    scratch.cursor.execute("DELETE FROM mend")
    assert mends.heed(scratch.cursor, [CITY]) == []
    scratch.cursor.execute("INSERT INTO mend VALUES ('m', 1, 'region', NULL, ['a'], 'b', 'ann', now(), '')")
    assert mends.heed(scratch.cursor, [CITY]) == []
    assert mends.uses(scratch.cursor) == {"m": 0}
