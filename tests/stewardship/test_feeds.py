"""A file of another name is known as the next delivery of a list by its columns and values."""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from hotpass.errors import BadInput
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import deltas, feeds, imports, next_delivery
from hotpass.stewardship.computation import compute
from hotpass.stewardship.deltas import KnownSource
from hotpass.stewardship.opening import opened
from hotpass.store.sources import paired
from hotpass.store.workspace import Workspace
from tests.conftest import SCHOOLS
from tests.stewardship.test_imports import brought

SOURCE = "schools.xlsx!Contacts"


@pytest.fixture(scope="module")
def workspace(filled_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return opened(shutil.copytree(filled_folder, tmp_path_factory.mktemp("feeds") / "w"))


def listed(folder: Path, schools: Sequence[tuple[str, ...]]) -> Path:
    """A dated list with the columns of the contacts, one of them called otherwise."""
    path = folder / "contacts-june.csv"
    rows = [
        f'"{name} (Pty) Ltd",{mail.upper()},0{place:09d},{town}' for place, (name, mail, _, town) in enumerate(schools)
    ]
    path.write_text("\n".join(["Name,Mail,Phone number,City", *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(("strangers", "again"), [(0, True), (len(SCHOOLS) - 1, False)])
def test_a_list_is_the_next_delivery_where_it_holds_the_same_again(
    workspace: Workspace, tmp_path: Path, strangers: int, again: bool
) -> None:
    others = [(f"Other {place}", f"x{place}@other.example", *row[2:]) for place, row in enumerate(SCHOOLS)]
    path = brought(workspace, listed(tmp_path, [*others[:strangers], *SCHOOLS[strangers:]]))
    (sheet,) = imports.read(workspace, path).sheets
    known = deltas.known(workspace)
    open_ = feeds.open_to(known, path.name, [column.header for column in sheet.columns], [])
    assert open_[0].name == SOURCE
    assert feeds.is_next(workspace, path.name, sheet, open_[0]) == again
    assert next_delivery.beside(workspace, path, sheet) is None


def test_a_source_whose_file_waits_too_is_nobody_else_s() -> None:
    known = [KnownSource(name=name, headers=("no", "name"), records=3, delta=False) for name in ("a.csv", "b.csv")]
    assert [source.name for source in feeds.open_to(known, "c.csv", ["Name"], ["a.csv"])] == ["b.csv"]
    assert feeds.open_to(known, "a.csv", ["Name"], []) == []
    renewed = [*known, known[0].model_copy(update={"name": "list", "headers": ("name",), "label": "c.csv"})]
    assert feeds.open_to(renewed, "c.csv", ["No", "Name"], [])[0].name == "list"
    assert feeds.open_to(known, "c.csv", ["Street"], []) == []


def test_a_run_is_told_and_refuses_a_file_that_it_does_not_read(tmp_path: Path) -> None:
    path = listed(tmp_path, SCHOOLS)
    request = RunRequest(files=(path,), delivery=(f"{path.name}={SOURCE}",))
    assert request.source_of(path.name) == SOURCE
    with pytest.raises(BadInput, match=r"No file is called “other\.csv”"):
        compute(tmp_path / "w", request.model_copy(update={"delivery": ("other.csv=x",)}), Settings())


def test_of_lists_with_the_same_columns_that_of_the_same_sheet_comes_first() -> None:
    known = [
        KnownSource(name=f"may.xlsx!{sheet}", headers=("no", "name"), records=3, delta=False, label=f"may.xlsx!{sheet}")
        for sheet in ("East", "North", "South")
    ]
    found = feeds.open_to(known, "june.xlsx!North", ["No", "Name"], ["june.xlsx!East"])
    assert [source.name for source in found] == ["may.xlsx!North", "may.xlsx!East", "may.xlsx!South"]
    found = feeds.open_to(known, "may.xlsx!Coast", ["No", "Name"], ["may.xlsx!East", "may.xlsx!South"])
    assert [source.name for source in found] == ["may.xlsx!North"]


def test_each_list_of_a_workbook_goes_on_with_its_own_source(
    filled_folder: Path, schools_workbook: Path, tmp_path: Path
) -> None:
    workspace = opened(shutil.copytree(filled_folder, tmp_path / "w"))
    june = Path(shutil.copy(schools_workbook, tmp_path / "june.xlsx"))
    sheets = ("Members", "Contacts")
    said = tuple(f"june.xlsx!{sheet}=schools.xlsx!{sheet}" for sheet in sheets)
    outcome = compute(workspace.folder, RunRequest(files=(june,), delivery=said, anew=True), Settings())
    (note,) = (note for note in outcome.notes if "came back as they were" in note)
    assert ", 0 came back changed and 0 are gone; 0 are new." in note
    known = deltas.known(workspace)
    assert [(source.name, source.label) for source in known] == [
        (f"schools.xlsx!{sheet}", f"june.xlsx!{sheet}") for sheet in sorted(sheets)
    ]
    assert feeds.open_to(known, "june.xlsx!Members", known[1].headers, ["june.xlsx!Contacts"])[0].name == known[1].name
    with pytest.raises(BadInput, match=r"has 2 lists.*june\.xlsx!Members=SOURCE"):
        compute(workspace.folder, RunRequest(files=(june,), delivery=("june.xlsx=schools.xlsx",)), Settings())


def test_a_sheet_is_paired_with_its_name_or_with_the_only_one() -> None:
    before = {("a", "May"): 1, ("b", "x"): 2, ("b", "y"): 3}
    now = {("a", "June"): 4, ("b", "y"): 5, ("c", ""): 6}
    assert paired(before, now) == [(("a", "June"), 1, 4), (("b", "y"), 3, 5)]
