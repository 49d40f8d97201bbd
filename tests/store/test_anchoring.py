"""Records without a key are known again when they come back changed, and never taken for another record."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hotpass.model.sheet import Sheet, SheetColumn
from hotpass.settings import Settings
from hotpass.store import anchoring, renamed, sources
from hotpass.store.scratch import Scratch
from hotpass.store.sources import Delivery

GIVEN = ("Anna", "Benedict", "Carla", "Dirk", "Eve", "Femi", "Gugu", "Hendrik")
FAMILY = ("Nkosi", "Botha", "Naidoo", "Smith", "Dlamini", "Khan", "Mokoena", "Pillay", "Adams", "Zulu", "Meyer")
HEADER = ("given name", "surname", "email", "phone", "street", "city")
NAMING = ("given name", "surname", "Name")
COUNT = 24
CHANGES = ("same", "phone", "city", "gone", "twin for it", "twin beside it", "twin")
Row = tuple[str | None, ...]


def delivered(
    folder: Path, header: Sequence[str], rows: Sequence[Row], key: str | None = None, file: str = "list.csv"
) -> Scratch:
    """A run that has read one list of a feed."""
    names = [f"c{place:04d}" for place in range(1, len(header) + 1)]
    columns = {name: pa.array([row[place] or None for row in rows], pa.string()) for place, name in enumerate(names)}
    table = pa.table({"sheet_row": pa.array(range(2, len(rows) + 2), pa.int32()), **columns})
    folder.mkdir()
    with pa.OSFile(str(folder / "sheet.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    told = tuple(
        SheetColumn(position=place, letter="A", header=text, column_name=name)
        for place, (text, name) in enumerate(zip(header, names, strict=True))
    )
    arrow = folder / "sheet.arrow"
    sheet = Sheet(name="", kind="csv", header_row=1, columns=told, rows_seen=len(rows), records=len(rows), arrow=arrow)
    scratch = Scratch(folder, Settings())
    arrival = sources.add(scratch.cursor, 1, Delivery(file, "0" * 64, "list", key, ()), sheet)
    assert arrival is not None
    sources.take_in(scratch.cursor, arrival)
    scratch.cursor.execute(
        "UPDATE source_column SET field = header, semantic_type = if(list_contains(?, header), 'person_name', 'text')",
        [list(NAMING)],
    )
    return scratch


def ids(scratch: Scratch) -> list[str]:
    """Record ids in the order of the rows, which the texts carry too."""
    found = scratch.cursor.execute(
        'SELECT record.record_id, raw.record_id FROM record JOIN raw_0001 AS raw USING ("row")'
    )
    both = found.fetchall()
    assert all(one == other for one, other in both)
    rows = scratch.cursor.execute('SELECT record_id FROM record ORDER BY "row"').fetchall()
    assert len({row[0] for row in rows}) == len(rows)
    return [str(row[0]) for row in rows]


def person(number: int) -> Row:
    given_name, family = GIVEN[number % len(GIVEN)], FAMILY[number % len(FAMILY)]
    town = ("Durban", "Paarl", "George")[number % 3]
    return (given_name, family, f"p{number}@mail.co.za", f"03155500{number:02d}", f"{number} Long Street", town)


def twin_of(row: Row) -> Row:
    """Who lives at the same address with the same telephone, and is somebody else."""
    return ("Xolisile", row[1], f"x{row[2]}", *row[3:])


def altered(row: Row, change: str) -> Row:
    if change == "phone":
        return (*row[:3], f"99{row[3]}", *row[4:])
    return (*row[:5], "Springs") if change == "city" else row


@settings(max_examples=3, deadline=None)
@example(changes=["phone", "twin for it", "twin beside it", "city", "twin", "gone"] * 4)
@given(changes=st.lists(st.sampled_from(CHANGES), min_size=COUNT, max_size=COUNT))
def test_nobody_is_taken_for_a_near_twin(changes: list[str]) -> None:
    before, now, who = [], [], []
    for number, change in enumerate(changes):
        row = person(number)
        before.append((number, row))
        if change == "twin":
            before.append((COUNT + number, twin_of(row)))
        for known, each in (
            (number, altered(row, "phone" if change.startswith("twin") else change)),
            (COUNT + number, twin_of(row)),
        ):
            if (known == number and change not in ("gone", "twin for it")) or (known > number and "twin" in change):
                now.append(each if known == number else altered(each, "city" if change == "twin" else ""))
                who.append(known)
    with (
        TemporaryDirectory() as folder,
        delivered(Path(folder) / "1", HEADER, [row for _, row in before]) as first,
        delivered(Path(folder) / "2", HEADER, now) as second,
    ):
        anchoring.anchor(first.cursor, second.cursor)
        known_as = dict(zip(ids(first), (number for number, _ in before), strict=True))
        found = [(known_as.get(record_id), truth) for record_id, truth in zip(ids(second), who, strict=True)]
    assert all(known in (None, truth) for known, truth in found)
    stayed = [number for number, change in enumerate(changes) if change in ("same", "phone", "city", "twin beside it")]
    assert {number for number in stayed if (number, number) not in found} == set()


def test_two_that_are_alike_are_both_new(tmp_path: Path) -> None:
    rows = [person(number) for number in range(COUNT)]
    rivals = [(*rows[0][:3], phone, *rows[0][4:]) for phone in ("0111", "0222")]
    with (
        delivered(tmp_path / "1", HEADER, rows) as first,
        delivered(tmp_path / "2", HEADER, [*rows[1:], *rivals]) as second,
    ):
        assert anchoring.anchor(first.cursor, second.cursor) == 0
        assert len(set(ids(first)) & set(ids(second))) == COUNT - 1


def test_an_id_goes_with_its_record_through_changes_and_is_not_given_to_its_old_text(tmp_path: Path) -> None:
    rows = [person(number) for number in range(COUNT)]
    later = [altered(rows[0], "phone"), *rows[1:]]
    stranger = [*later, rows[0]]
    seen = []
    with delivered(tmp_path / "1", HEADER, rows) as first, delivered(tmp_path / "2", HEADER, later) as second:
        assert anchoring.anchor(first.cursor, second.cursor) == 1
        seen.append(ids(first)[0])
        seen.append(ids(second)[0])
        with delivered(tmp_path / "3", HEADER, stranger) as third:
            assert anchoring.anchor(second.cursor, third.cursor) == 0
            seen.append(ids(third)[0])
            assert ids(third)[-1] not in ids(second)
    assert len(set(seen)) == 1


def test_a_new_column_and_another_order_change_no_record_s_id(tmp_path: Path) -> None:
    rows = [person(number) for number in range(COUNT)]
    header = ("Surname", "e-mail", "Given_Name", "phone", "street", "City ", "size")
    moved = [(row[1], row[2], row[0], *row[3:], "small") for row in rows]
    with delivered(tmp_path / "1", HEADER, rows) as first, delivered(tmp_path / "2", header, moved) as second:
        assert anchoring.anchor(first.cursor, second.cursor) == COUNT
        assert ids(first) == ids(second)


@pytest.mark.parametrize(("days", "least"), [(("2020-04-08", "2020-05-11"), 775), (("2020-05-11", "2020-07-28"), 860)])
def test_hospitals_are_known_again(shared_data: Path, tmp_path: Path, days: tuple[str, str], least: int) -> None:
    read = []
    for day in days:
        text = (shared_data / "za-hospitals" / f"hospitals_v1_{day}.csv").read_text(encoding="cp1252")
        header, *rows = csv.reader(io.StringIO(text))
        read.append((header, [tuple(cell.strip() for cell in row) for row in rows]))
    with delivered(tmp_path / "1", *read[0]) as first, delivered(tmp_path / "2", *read[1]) as second:
        assert anchoring.anchor(first.cursor, second.cursor) >= least
        was = dict(zip(ids(first), read[0][1], strict=True))
        pairs = [(was[key], row) for key, row in zip(ids(second), read[1][1], strict=True) if key in was]
    place = slice(1, 3)
    assert all(before[0] == now[0] or before[place] == now[place] for before, now in pairs)


def test_a_renamed_column_is_known_by_its_texts_and_helps_to_know_records(tmp_path: Path) -> None:
    rows = [person(number) for number in range(COUNT)]
    header = ("given name", "surname", "email", "reach under", "street", "province")
    changed = [(*row[:2], f"new.{row[2]}", *row[3:]) for row in rows]
    with delivered(tmp_path / "1", HEADER, rows) as first, delivered(tmp_path / "2", header, changed) as second:
        assert renamed.find(first.cursor, second.cursor, {}) == 1
        assert renamed.of_source(second.cursor, 1) == [("reach under", "phone", "phone", "text", "values")]
        assert anchoring.anchor(first.cursor, second.cursor) == COUNT
        assert ids(first) == ids(second)
