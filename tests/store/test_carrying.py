"""Deliveries of what is new or changed make, one after the other, what one whole file of all of it would make."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hotpass import profiles
from hotpass.errors import BadInput
from hotpass.model.job import Job
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stages import cluster, map_columns, match, merge, standardise
from hotpass.store import anchoring, carrying, columns, sources
from hotpass.store.carrying import Going
from hotpass.store.scratch import Scratch
from tests.cases.thoroughly import examples
from tests.store.test_anchoring import COUNT, HEADER, Row, altered, delivered, person, twin_of

DAY = date(2024, 5, 1)
KEY = "member_no"
HEADERS = ((KEY, "name", "email", "city"), ("City", KEY, "name", "email"), ("name", "email", KEY))
LETTERS = "abcdefghijklmnop"
members = st.lists(
    st.tuples(st.sampled_from(LETTERS), st.integers(0, 5), st.integers(0, 7), st.sampled_from(["Durban", "Paarl"])),
    min_size=3,
    max_size=9,
    unique_by=lambda member: member[0],
)
course = st.lists(st.tuples(st.sampled_from(HEADERS), members), min_size=2, max_size=4)


def cells(header: Sequence[str], member: tuple[str, int, int, str]) -> Row:
    """A row of one member, who may have the name or address of another."""
    key, name, address, town = member
    said = {KEY: key, "name": f"{person(name)[0]} {person(name)[1]}", "email": f"p{address}@mail.co.za", "city": town}
    return tuple(said[each.lower()] for each in header)


def goes_on(before: Scratch | None, now: Scratch) -> list[Going]:
    """Lets what came before go on in a run, as the snapshot does."""
    if before is None:
        return []
    carrying.make_room(before.cursor, now.cursor, ["list"])
    anchoring.anchor(before.cursor, now.cursor, ["list"])
    return carrying.carry(before.cursor, now.cursor, ["list"], DAY)


def things(scratch: Scratch, folder: Path) -> dict[frozenset[str], Mapping[str, Any]]:
    """For each group of records what its golden record says."""
    job = Job(request=RunRequest(files=()), profile=profiles.load("person"), settings=Settings(), folder=folder)
    for stage in (map_columns, standardise, match, cluster, merge):
        stage.run(scratch, job)
    found = scratch.cursor.execute("SELECT entity_id, list(record_id) FROM member GROUP BY entity_id").fetchall()
    rows = scratch.cursor.sql("FROM golden").to_arrow_table().to_pylist()
    said = {row.pop("entity_id"): {name: value for name, value in row.items() if value is not None} for row in rows}
    return {frozenset(records): said[entity_id] for entity_id, records in found}


def held(scratch: Scratch) -> dict[str, tuple[str, ...]]:
    """The texts of every record, by the words of their headers."""
    (deliveries,) = sources.feeds(scratch.cursor)
    rows = columns.together(scratch.cursor, deliveries)
    names = ", ".join(name for _, name in sorted(rows.columns, key=lambda column: column[0].lower()))
    found = scratch.cursor.execute(f"SELECT record_id, {names} FROM {rows.relation}").fetchall()
    counted = scratch.cursor.execute("SELECT count(*) FROM record SEMI JOIN source USING (source_id)").fetchall()[0][0]
    assert len(found) == counted == sources.totals(scratch.cursor)[1]
    return {row[0]: row[1:] for row in found}


@settings(max_examples=examples(2), deadline=None)
@given(course=course)
def test_changes_in_a_row_make_what_the_whole_file_makes(
    course: list[tuple[tuple[str, ...], list[tuple[str, int, int, str]]]],
) -> None:
    latest: dict[str, Mapping[str, str | None]] = {}
    with TemporaryDirectory() as place, ExitStack() as open_:
        last = None
        for number, (header, drawn) in enumerate(course):
            rows = [cells(header, member) for member in drawn]
            for row in rows:
                told = dict(zip((each.lower() for each in header), row, strict=True))
                latest.pop(str(told[KEY]), None)
                latest[str(told[KEY])] = told
            now = open_.enter_context(delivered(Path(place) / f"{number}", header, rows, KEY if not number else None))
            goes_on(last, now)
            last = now
        assert last is not None
        union = [(told[KEY], told["name"], told["email"], told.get("city")) for told in latest.values()]
        whole = open_.enter_context(delivered(Path(place) / "whole", HEADERS[0], union, KEY))
        ids = dict(whole.cursor.execute("SELECT record_id, c0001 FROM raw_0001").fetchall())
        assert held(last).keys() == ids.keys()
        assert things(last, Path(place)) == things(whole, Path(place))


def test_a_file_that_lacks_a_column_leaves_what_others_say_in_it(tmp_path: Path) -> None:
    header = ("street", "given name", "surname", "email")
    with (
        delivered(tmp_path / "1", HEADER, [person(number) for number in range(COUNT)], "email") as first,
        delivered(tmp_path / "2", header, [(person(3)[4], *person(3)[:3])], None, "more.csv") as second,
    ):
        assert goes_on(first, second) == [Going("list", COUNT - 1)]
        shown = held(second)
        assert sum(row[0] is None for row in shown.values()) == 1
        found = second.cursor.execute(
            "SELECT label, records, rows_seen, rows_aside, key_column FROM source ORDER BY source_id"
        ).fetchall()
        assert found == [("list.csv", COUNT - 1, COUNT - 1, 0, "email"), ("more.csv", 1, 1, 0, "email")]


def test_without_a_key_changed_rows_are_known_again_and_nothing_comes_twice(tmp_path: Path) -> None:
    rows = [person(number) for number in range(COUNT)]
    with ExitStack() as open_:
        last = open_.enter_context(delivered(tmp_path / "0", HEADER, rows))
        known = set(held(last))
        for number, changed in enumerate(("phone", "city", "same")):
            # Each row comes again as the one before left it: what is delivered twice is the same row.
            rows[3 * number + 1] = altered(rows[3 * number + 1], changed)
            sent = [rows[3 * number + 1], rows[1]]
            now = open_.enter_context(delivered(tmp_path / f"{number + 1}", HEADER, sent[: 1 + (number > 0)]))
            goes_on(last, now)
            assert set(held(now)) == known
            assert sorted(held(now).values()) == sorted(held_as(row) for row in rows)
            last = now
        # Who shares an address and a telephone with a member is another member.
        now = open_.enter_context(delivered(tmp_path / "new", HEADER, [twin_of(rows[5])], file="more.csv"))
        assert goes_on(last, now) == [Going("list", COUNT)]
        labels = [row[0] for row in last.cursor.execute("SELECT label FROM source ORDER BY source_id").fetchall()]
    assert labels == ["list.csv of 2024-05-01", "list.csv of 2024-05-01, 2", "list.csv"]


def held_as(row: Row) -> tuple[str | None, ...]:
    """A row in the order of its headers."""
    return tuple(row[HEADER.index(header)] for header in sorted(HEADER))


@pytest.mark.parametrize(
    ("was", "header", "key", "words"),
    [
        ("email", HEADER[:2], None, "lacks the column “email”"),
        ("email", HEADER, "phone", "by the column “email” before and by “phone” now"),
        (None, HEADER, "phone", "without a key before and by “phone” now"),
    ],
)
def test_rows_that_are_told_apart_otherwise_are_refused(
    tmp_path: Path, was: str | None, header: Sequence[str], key: str | None, words: str
) -> None:
    row = person(1)
    with (
        delivered(tmp_path / "1", HEADER, [row], was) as first,
        delivered(tmp_path / "2", header, [row[: len(header)]], key) as second,
        pytest.raises(BadInput, match=words),
    ):
        goes_on(first, second)


def test_what_went_on_and_is_left_out_of_a_whole_file_is_told(tmp_path: Path) -> None:
    rows = [person(number) for number in range(3)]
    with (
        delivered(tmp_path / "1", HEADER, rows, "email") as first,
        delivered(tmp_path / "2", HEADER, [person(4)], "email") as second,
        delivered(tmp_path / "3", HEADER, rows[:1], "email") as third,
    ):
        goes_on(first, second)
        assert carrying.left_behind(second.cursor, third.cursor, []) == [Going("list", 2)]
        assert carrying.left_behind(second.cursor, third.cursor, ["list"]) == []
        with pytest.raises(BadInput, match="No source is called “lists”: the sources are list"):
            carrying.named(["lists"], third.cursor, first.cursor)
        assert carrying.named(["list", "list.csv"], third.cursor) == ["list"]


def test_a_source_of_which_no_file_comes_goes_on_whole(tmp_path: Path) -> None:
    rows = [person(number) for number in range(3)]
    with (
        delivered(tmp_path / "1", HEADER, rows, "email") as first,
        delivered(tmp_path / "2", HEADER, [person(4)], "email", "more.csv") as second,
        delivered(tmp_path / "3", HEADER, rows, None) as third,
    ):
        goes_on(first, second)
        third.cursor.execute("UPDATE source SET name = 'others', label = 'others.csv'")
        names = carrying.named(["more.csv"], third.cursor, second.cursor)
        carrying.make_room(second.cursor, third.cursor, names)
        going = carrying.carry(second.cursor, third.cursor, names, DAY)
        assert going == [Going("list", 4, came=False)]
        found = [(each.label, each.source_id, each.feed_id, each.records) for each in sources.every(third.cursor)]
        assert found == [("list.csv", 1, 2, 3), ("more.csv", 2, 2, 1), ("others.csv", 3, 3, 3)]
        with pytest.raises(BadInput, match="Nothing of “others” came before"):
            carrying.make_room(second.cursor, third.cursor, ["others"])
