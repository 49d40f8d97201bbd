"""Columns go where the profile, their look and, above both, a steward says."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from hotpass import profiles
from hotpass.model.column import shape
from hotpass.model.job import Job
from hotpass.model.request import RunRequest
from hotpass.model.sheet import Sheet, SheetColumn
from hotpass.settings import Settings
from hotpass.stages import map_columns, standardise
from hotpass.store import columns, sources
from hotpass.store.journal import GENESIS, Fact
from hotpass.store.scratch import Scratch
from hotpass.store.sources import Delivery

HEADERS = ("Company", "Tel", "Cell", "Remark", "Internal no")
ROWS = [
    ("Blue Crane (Pty) Ltd", "011 234 5678", "082 123 4567", "pays late", "1"),
    ("Karoo Aviation CC", "0234567890", None, "n/a", "2"),
]


def filled(
    folder: Path,
    profile: str,
    ignore: tuple[str, ...] = (),
    last: tuple[str, str, str] = ("Internal no", "1", "2"),
) -> tuple[Scratch, Job]:
    """A scratch file with one source of five columns, of which the last may be another than usual."""
    headers, rows = (*HEADERS[:-1], last[0]), [(*row[:-1], value) for row, value in zip(ROWS, last[1:], strict=True)]
    names = [f"c{number:04d}" for number in range(1, 6)]
    table = pa.table(
        {"sheet_row": pa.array([2, 3], pa.int32())}
        | {name: pa.array([row[place] for row in rows], pa.string()) for place, name in enumerate(names)}
    )
    with pa.OSFile(str(folder / "sheet.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    found = tuple(
        SheetColumn(position=place, letter="ABCDE"[place], header=header, column_name=names[place])
        for place, header in enumerate(headers)
    )
    sheet = Sheet(
        name="S", kind="xlsx", header_row=1, columns=found, rows_seen=2, records=2, arrow=folder / "sheet.arrow"
    )
    request = RunRequest(files=(folder / "a.xlsx",), profile=profile, ignore=ignore)
    job = Job(request=request, profile=profiles.load(profile), settings=Settings(), folder=folder)
    scratch = Scratch(folder, job.settings)
    arrival = sources.add(scratch.cursor, 1, Delivery("a.xlsx", "0" * 64, None, None, ()), sheet)
    assert arrival is not None
    sources.take_in(scratch.cursor, arrival)
    return scratch, job


def correction(serial: int, header: str, field: str | None) -> Fact:
    """What a steward said of this shape of source."""
    body = {"shape": shape(HEADERS), "header": header, "field": field}
    text = json.dumps(body)
    return Fact(
        serial=serial,
        id=f"c{serial}{len(text)}",
        kind="correction",
        by="ann",
        on=datetime.now(UTC),
        body=body,
        previous=GENESIS,
        hash=GENESIS,
    )


def mapped(scratch: Scratch) -> dict[str, str | None]:
    found = scratch.cursor.execute("SELECT header, field FROM source_column ORDER BY position").fetchall()
    return dict(found)


def test_a_trade_profile_keeps_what_it_does_not_know(tmp_path: Path) -> None:
    scratch, job = filled(tmp_path, "aviation")
    with scratch:
        report = map_columns.run(scratch, job)
        found = mapped(scratch)
    assert (found["Company"], found["Tel"], found["Cell"]) == ("name", "phone", "phone")
    assert found["Remark"] is None
    assert "travel to the export" in report.notes[0]


def test_several_columns_of_one_field_and_their_originals_are_kept(tmp_path: Path) -> None:
    scratch, job = filled(tmp_path, "aviation")
    with scratch:
        map_columns.run(scratch, job)
        standardise.run(scratch, job)
        standard = scratch.cursor.execute("SELECT name, phone, phone__all FROM standard ORDER BY name").fetchall()
        original = scratch.cursor.execute("SELECT name, phone FROM original ORDER BY name").fetchall()
    assert standard == [
        ("blue crane pty ltd", "+27112345678", ["+27112345678", "+27821234567"]),
        ("karoo aviation cc", "+27234567890", None),
    ]
    assert original[0] == ("Blue Crane (Pty) Ltd", "011 234 5678\n082 123 4567")


def test_a_steward_outranks_the_profile_and_the_last_word_counts(tmp_path: Path) -> None:
    scratch, job = filled(tmp_path, "organisation", ignore=("Internal no",))
    with scratch:
        scratch.learn([correction(1, "Tel", "fax"), correction(2, "Tel", None), correction(3, "Remark", "name")])
        map_columns.run(scratch, job)
        found = scratch.cursor.execute(
            "SELECT header, field, mapped_by FROM source_column WHERE header IN ('Tel', 'Remark', 'Internal no') "
            "ORDER BY header"
        ).fetchall()
    assert found == [("Internal no", None, "ignored"), ("Remark", "name", "steward"), ("Tel", None, "steward")]


def test_without_a_profile_every_column_has_a_field(tmp_path: Path) -> None:
    scratch, job = filled(tmp_path, "auto")
    with scratch:
        map_columns.run(scratch, job)
        found = mapped(scratch)
        names = [field.name for field in columns.fields(scratch.cursor)]
    assert all(found.values())
    assert set(found.values()) == set(names)


@pytest.mark.parametrize(
    ("profile", "regions", "country", "said"),
    [
        ("auto", ("Gauteng", "Limpopo"), "ZA", True),
        ("auto", ("Ruritania", "Freedonia"), None, False),
        ("organisation", ("Bayern", "Hessen"), "DE", True),
        ("aviation", ("Bayern", "Hessen"), "ZA", False),
    ],
)
def test_the_country_is_the_profiles_else_that_of_the_regions(
    tmp_path: Path, profile: str, regions: tuple[str, str], country: str | None, said: bool
) -> None:
    scratch, job = filled(tmp_path, profile, last=("Province", *regions))
    with scratch:
        notes = map_columns.run(scratch, job).notes
        assert columns.home(scratch.cursor) == country
    assert any("are read as those of" in note for note in notes) == said


def test_a_renamed_column_goes_where_it_went_before_unless_a_steward_says_otherwise(tmp_path: Path) -> None:
    scratch, job = filled(tmp_path, "organisation")
    scratch.cursor.execute(
        "INSERT INTO renamed_column VALUES (1, 'Internal no', 'Member', 'member_no', 'identifier', 'values')"
    )
    notes = map_columns.run(scratch, job).notes
    asked = "SELECT field, semantic_type, reason FROM source_column WHERE header = 'Internal no'"
    row = ("member_no", "identifier", "it holds what “Member” held in the last delivery")
    assert scratch.cursor.execute(asked).fetchall() == [row]
    assert any("the column “Internal no” holds what “Member” held" in note for note in notes)
    scratch.learn([correction(1, "Internal no", None)])
    scratch.empty(["field"])
    assert not any("Internal no" in note for note in map_columns.run(scratch, job).notes)
    assert scratch.cursor.execute(asked).fetchall()[0][0] is None
    scratch.close()
