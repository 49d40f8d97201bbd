"""Every cell that falls short of what is expected is recorded with its place and the reason."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hotpass.stages import validate
from hotpass.store.scratch import Scratch
from tests.cases import scene


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Scratch(tmp_path, scene.job(tmp_path).settings) as made:
        yield made


@pytest.mark.parametrize("case", scene.cases("validate"), ids=lambda case: case["case"])
def test_the_examples_hold(scratch: Scratch, case: dict[str, Any]) -> None:
    job = scene.job(scratch.folder, expectations=case.get("expectations", []))
    names = case.get("sources", ["only"])
    scene.add_sources(scratch, names)
    fields = scene.add_fields(scratch, case["fields"], len(names))
    for delivery, feed in case.get("earlier", {}).items():
        scratch.cursor.execute("INSERT INTO earlier_delivery VALUES (?, ?)", [delivery, feed])
    scene.add_records(scratch, job, fields, case["records"])
    if case.get("raw"):
        scene.add_raw(scratch, fields, case["records"])
    report = validate.run(scratch, job)
    counted = scratch.cursor.execute(
        "SELECT expectation_id, tested, passed, failed, dimension, severity FROM expectation"
    ).fetchall()
    found = scratch.cursor.execute(
        "SELECT expectation_id, record_id, sheet_row, letter, header, original, standard, message FROM finding "
        "ORDER BY expectation_id, record_id"
    ).fetchall()
    assert {row[0]: list(row[1:]) for row in counted} == case["tested"]
    if case["findings"] is not None:
        assert [list(row) for row in found] == case["findings"]
    assert report.rows_out == len(found)
    assert [note for note in report.notes if "fall short" not in note] == case.get("notes", [])


def test_a_second_pass_finds_the_same_and_nothing_twice(scratch: Scratch) -> None:
    job = scene.job(scratch.folder)
    scene.add_sources(scratch, ["only"])
    fields = scene.add_fields(scratch, {"phone": {"type": "phone"}}, 1)
    scene.add_records(scratch, job, fields, {f"r{number}": {"phone": "12"} for number in range(30)})
    assert validate.run(scratch, job).rows_out == validate.run(scratch, job).rows_out == 30


def test_a_source_without_the_column_is_not_tested(scratch: Scratch) -> None:
    job = scene.job(scratch.folder, expectations=[{"field": "phone", "kind": "present"}])
    scene.add_sources(scratch, ["one", "two"])
    fields = scene.add_fields(scratch, {"phone": {"type": "phone"}}, 1)
    scene.add_records(scratch, job, fields, {"a": {}, "b": {"source": 2}})
    assert validate.run(scratch, job).rows_out == 1


def test_a_field_filled_by_two_columns_names_both_cells(scratch: Scratch) -> None:
    job = scene.job(scratch.folder, expectations=[{"field": "phone", "kind": "present"}])
    scene.add_sources(scratch, ["one"])
    fields = scene.add_fields(scratch, {"phone": {"type": "phone"}}, 1)
    scratch.cursor.execute(
        "INSERT INTO source_column SELECT source_id, 5, 'F', 'Mobile', 'c0006', field, semantic_type, 1, '', 'look' "
        "FROM source_column"
    )
    scene.add_records(scratch, job, fields, {"a": {}})
    validate.run(scratch, job)
    assert scratch.cursor.execute("SELECT letter, header FROM finding").fetchall() == [("A, F", "Phone, Mobile")]


@pytest.mark.parametrize(
    ("phones", "tested", "unasked"),
    [
        (["0821234567", "+27821234567", "12"], [("phone:valid", 2, 1)], 0),
        (["0821234567", "0115551234", None], [], 1),
    ],
)
def test_a_value_that_nobody_can_judge_is_no_finding(
    scratch: Scratch, phones: list[str | None], tested: list[tuple[str, int, int]], unasked: int
) -> None:
    job = scene.job(scratch.folder, country=None)
    scene.add_sources(scratch, ["only"])
    fields = scene.add_fields(scratch, {"phone": {"type": "phone"}}, 1)
    scene.add_records(scratch, job, fields, {f"r{place}": {"phone": phone} for place, phone in enumerate(phones)})
    validate.run(scratch, job)
    asked = "SELECT expectation_id, tested, failed FROM expectation WHERE kind = 'valid'"
    assert scratch.cursor.execute(asked).fetchall() == tested
    assert scratch.cursor.execute("SELECT count(*) FROM unasked").fetchall() == [(unasked,)]


@pytest.mark.parametrize(("stated", "failing"), [([], 0), ([{"field": "code", "kind": "unique"}], 20)])
def test_what_mostly_repeats_is_a_key_only_if_somebody_says_so(
    scratch: Scratch, stated: list[dict[str, str]], failing: int
) -> None:
    job = scene.job(scratch.folder, expectations=stated)
    scene.add_sources(scratch, ["only"])
    fields = scene.add_fields(scratch, {"code": {"type": "identifier"}}, 1)
    codes = [*["CMJAH", "CHBAC"] * 10, "SBAH", None, None]
    scene.add_records(scratch, job, fields, {f"r{place}": {"code": code} for place, code in enumerate(codes)})
    report = validate.run(scratch, job)
    assert report.rows_out == failing
    assert any("does not tell records apart" in note for note in report.notes) == (not stated)
