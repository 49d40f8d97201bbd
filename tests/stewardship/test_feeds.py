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
    renewed = [*known, known[0].model_copy(update={"name": "list", "headers": ("name",), "file": "c.csv"})]
    assert feeds.open_to(renewed, "c.csv", ["No", "Name"], [])[0].name == "list"
    assert feeds.open_to(known, "c.csv", ["Street"], []) == []


def test_a_run_is_told_and_refuses_a_file_that_it_does_not_read(tmp_path: Path) -> None:
    path = listed(tmp_path, SCHOOLS)
    request = RunRequest(files=(path,), delivery=(f"{path.name}={SOURCE}",))
    assert request.source_of(path.name) == SOURCE
    with pytest.raises(BadInput, match=r"No file is called “other\.csv”"):
        compute(tmp_path / "w", request.model_copy(update={"delivery": ("other.csv=x",)}), Settings())


def test_a_sheet_is_paired_with_its_name_or_with_the_only_one() -> None:
    before = {("a", "May"): 1, ("b", "x"): 2, ("b", "y"): 3}
    now = {("a", "June"): 4, ("b", "y"): 5, ("c", ""): 6}
    assert paired(before, now) == [(("a", "June"), 1, 4), (("b", "y"), 3, 5)]
