"""The next delivery on the Import page: another name of a column is asked about once, and the run heeds the answer."""

import shutil
from pathlib import Path

import pytest
import xlsxwriter

from hotpass.model.audit import AuditFilter
from hotpass.model.request import RunRequest
from hotpass.stewardship import audit, imports, next_delivery
from hotpass.stewardship.computation import compute
from hotpass.stewardship.next_delivery import Beside
from hotpass.stewardship.opening import opened
from hotpass.stewardship.taking_back import take_back
from hotpass.store import renamed
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.conftest import SCHOOLS
from tests.stewardship.test_imports import brought


class Desk:
    """A workspace that knows the schools, and their next delivery on its tray."""

    def __init__(self, folder: Path, known: Path) -> None:
        """Copies the workspace and brings a workbook of the same name."""
        self.workspace: Workspace = opened(shutil.copytree(known, folder / "w"))
        self.path = brought(self.workspace, next_workbook(folder))
        self.sheet = imports.read(self.workspace, self.path).sheets[0]

    def beside(self) -> Beside:
        found = next_delivery.beside(self.workspace, self.path, self.sheet)
        assert found is not None
        return found

    def answer(self, same: bool, fact_id: str) -> None:
        found = self.beside()
        next_delivery.answer(self.workspace, found, found.unasked[0].found, same=same, by="Ann", fact_id=fact_id)

    def goes_to(self) -> str | None:
        """Where the renamed column would go."""
        seen = imports.look(self.workspace, self.sheet, "organisation", self.beside().renamed)
        return next(column.field for column in seen.columns if column.header == "Ring at")


def next_workbook(folder: Path) -> Path:
    """The sheet of the members with two more rows on top, and another name for the telephone."""
    path = folder / "schools.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        members = book.add_worksheet("Members")
        members.write_row(0, 0, ["Members of the association"])
        members.write_row(1, 0, ["as of June"])
        members.write_row(4, 0, ["School", "E-mail", "Ring at", "Town", "Remarks"])
        for place, school in enumerate(SCHOOLS):
            members.write_row(5 + place, 0, [*school, f"remark {place}"])
    return path


@pytest.fixture
def desk(tmp_path: Path, filled_folder: Path) -> Desk:
    return Desk(tmp_path, filled_folder)


def test_another_name_is_asked_about_once_with_what_speaks_for_it(desk: Desk) -> None:
    (asked,) = desk.beside().unasked
    assert (asked.found.header, asked.found.was, asked.share) == ("Ring at", "Phone", 1.0)
    assert len(asked.examples) == 3
    assert desk.goes_to() == "phone"
    desk.answer(same=True, fact_id="f1")
    assert desk.beside().unasked == ()
    assert desk.goes_to() == "phone"
    (told,) = next_delivery.answered(desk.workspace, desk.beside(), desk.sheet)
    assert (told.fact_id, told.header, told.was, told.same) == ("f1", "Ring at", "Phone", True)


def test_an_answer_stands_in_the_audit_and_can_be_taken_back(desk: Desk) -> None:
    desk.answer(same=False, fact_id="f1")
    (line,) = audit.page(desk.workspace, AuditFilter(), 1).lines
    assert (line.by, line.words) == ("Ann", "Column “Ring at” is another one than “Phone”")
    assert desk.beside().renamed == {}
    take_back(desk.workspace, "f1", by="Ann", undo_id="u1")
    assert len(desk.beside().unasked) == 1


def test_a_run_heeds_the_answer(desk: Desk) -> None:
    desk.answer(same=False, fact_id="f1")
    compute(desk.workspace.folder, RunRequest(files=(desk.path,), profile="organisation"), desk.workspace.settings)
    with shown(desk.workspace) as published:
        assert published is not None
        assert renamed.of_source(published.cursor, 1) == []
        assert renamed.listings(published.cursor)[("schools.xlsx!Members", "Members")].header_row == 5


def test_headers_in_another_row_are_told(desk: Desk) -> None:
    told = next_delivery.moved(desk.beside(), desk.sheet)
    assert str(told).startswith("The column names are in row 5 now; last time they were in row 3. If that is wrong, ")
    assert next_delivery.moved(desk.beside(), desk.sheet.model_copy(update={"header_row": 3})) is None
    assert "No row of column names" in str(
        next_delivery.moved(desk.beside(), desk.sheet.model_copy(update={"header_row": 0}))
    )


def test_a_file_of_another_name_is_a_first_delivery(desk: Desk) -> None:
    other = desk.path.with_name("others.xlsx")
    assert next_delivery.beside(desk.workspace, other, desk.sheet) is None
