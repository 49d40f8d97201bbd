"""Imports: a file seen before any run, its columns recognised as the run would, corrections kept as facts."""

import io
from pathlib import Path

import pytest

from hotpass.errors import UnreadableFile
from hotpass.stewardship import imports, tray
from hotpass.stewardship.imports import SheetLook
from hotpass.stewardship.opening import opened
from hotpass.store.workspace import Workspace


def brought(workspace: Workspace, path: Path) -> Path:
    with path.open("rb") as content:
        return tray.bring(workspace, path.name, content)


def look(workspace: Workspace, path: Path, place: int = 0) -> SheetLook:
    return imports.look(workspace, imports.read(workspace, path).sheets[place], "organisation")


def test_a_sheet_shows_its_columns_and_first_rows(tmp_path: Path, schools_workbook: Path) -> None:
    workspace = opened(tmp_path)
    seen = look(workspace, brought(workspace, schools_workbook))
    goes = {column.header: column.field for column in seen.columns}
    assert goes["E-mail"] == "email"
    assert goes["Phone"] == "phone"
    assert {row.sheet_row for row in seen.sheet.aside} >= {1}
    assert seen.rows[0][0] == "Karoo Gap Flying Club"
    assert len(seen.columns[0].sample) == 3


def test_a_correction_is_a_fact_for_every_file_of_that_shape(tmp_path: Path, schools_workbook: Path) -> None:
    workspace = opened(tmp_path)
    path = brought(workspace, schools_workbook)
    seen = look(workspace, path)
    imports.correct(workspace, seen.shape, "Town", None)
    imports.correct(workspace, seen.shape, "Remarks", "address")
    again = {column.header: column for column in look(workspace, path).columns}
    assert again["Town"].field is None
    assert again["Remarks"].field == "address"
    assert again["Remarks"].sure == "your choice"
    facts = list(workspace.journal.facts())
    assert [fact.kind for fact in facts] == ["correction", "correction"]
    assert facts[0].body == {"shape": seen.shape, "header": "Town", "field": None}


def test_a_file_is_read_once(tmp_path: Path, schools_workbook: Path) -> None:
    workspace = opened(tmp_path)
    path = brought(workspace, schools_workbook)
    first = imports.read(workspace, path)
    path.unlink()
    assert imports.read(workspace, path) == first


def test_what_an_earlier_version_remembered_is_read_anew(tmp_path: Path, schools_workbook: Path) -> None:
    workspace = opened(tmp_path)
    path = brought(workspace, schools_workbook)
    first = imports.read(workspace, path)
    (workspace.folder / "cache" / f"look-{path.parent.name}" / imports.READING).write_text("{}", encoding="utf-8")
    assert imports.read(workspace, path) == first


def test_an_unreadable_file_is_refused_with_a_sentence(tmp_path: Path) -> None:
    workspace = opened(tmp_path)
    path = tray.bring(workspace, "nothing.csv", io.BytesIO(b""))
    with pytest.raises(UnreadableFile, match=r"nothing\.csv"):
        imports.read(workspace, path)


def test_the_plainest_profile_comes_first() -> None:
    assert imports.choices()[0].name == "auto"
    assert {choice.name for choice in imports.choices()} >= {"auto", "organisation", "person", "aviation"}
