"""Import: files wait on the tray, are read and mapped, and a correction is kept."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from hotpass.stewardship import deltas, tray
from hotpass.stewardship.deltas import KnownSource
from hotpass.stewardship.opening import opened
from hotpass.ui.wording import plain
from tests.conftest import SCHOOLS

Opener = Callable[..., AppTest]
UPLOAD = "prepare/upload"


def test_an_empty_tray_says_what_to_do(open_page: Opener, tmp_path: Path) -> None:
    page = open_page(tmp_path, UPLOAD)
    assert "drop one or more files" in page.info[0].value
    assert not page.selectbox


def test_an_uploaded_file_waits_and_is_shown_sheet_by_sheet(
    open_page: Opener, tmp_path: Path, schools_workbook: Path
) -> None:
    page = open_page(tmp_path, UPLOAD)
    page.file_uploader[0].upload("schools.xlsx", schools_workbook.read_bytes(), "application/octet-stream").run()
    assert not page.exception
    assert {"Members", "Contacts"} <= {tab.label for tab in page.tabs}
    assert any("headers in row 3" in text.value for text in page.text)
    assert page.button(key="start_run").label == "Start the run over 1 file"
    assert not page.file_uploader[0].value
    again = open_page(tmp_path, UPLOAD)
    assert again.button(key="start_run").label == "Start the run over 1 file"


def test_a_file_that_cannot_be_read_is_named_and_can_be_taken_off(open_page: Opener, tmp_path: Path) -> None:
    workspace = opened(tmp_path)
    tray.bring(workspace, "empty.csv", io.BytesIO(b""))
    page = open_page(tmp_path, UPLOAD)
    assert "empty" in page.error[0].value
    assert page.button(key="start_run").disabled
    next(button for button in page.button if button.label == "Take this file off").click().run()
    assert tray.waiting(workspace) == ()


def test_the_files_of_the_last_run_are_offered_and_one_like_them_may_bring_only_its_changes(
    open_page: Opener, filled_folder: Path
) -> None:
    workspace = opened(filled_folder)
    source, other = deltas.known(workspace)
    line = io.BytesIO(f"{','.join(source.headers)}\n{','.join('x' for _ in source.headers)}\n".encode())
    tray.bring(workspace, "changes.csv", line)
    page = open_page(filled_folder, UPLOAD)
    assert page.button(key="bring_back").label == "Add 1 file of the last run"
    asked, kept = page.multiselect
    assert (asked.options, asked.value) == (["changes.csv"], [])
    assert (kept.options, kept.value) == ([source.name, other.name], [])
    asked.select("changes.csv").run()
    assert page.multiselect[1].options == [other.name]
    belongs = page.selectbox(key="delta_of_changes.csv")
    assert belongs.value == source.name
    assert any("go on" in caption.value for caption in page.caption)
    tray.clear(workspace)


def test_a_list_of_another_name_is_the_next_delivery_and_its_columns_are_asked_about(
    open_page: Opener, filled_folder: Path, tmp_path: Path
) -> None:
    workspace = opened(shutil.copytree(filled_folder, tmp_path / "w"))
    rows = [f'"{name} (Pty) Ltd",{mail.upper()},+27 {phone[1:]},x' for name, mail, phone, _ in SCHOOLS]
    june = "\n".join(["Name,Mail,Ring at,Remark", *rows])
    tray.bring(workspace, "contacts-june.csv", io.BytesIO(june.encode()))
    page = open_page(workspace.folder, UPLOAD)
    belongs = next(box for box in page.selectbox if "next delivery" in box.label)
    assert belongs.value == "schools.xlsx!Contacts"
    assert any("“Ring at” the column that was “Tel”" in text.value for text in page.markdown)
    next(button for button in page.button if button.label == "No, another one").click().run()
    assert [fact.body["same"] for fact in workspace.journal.facts()] == [False]
    assert any(text.value.startswith("You said") for text in page.markdown)
    next(box for box in page.selectbox if "next delivery" in box.label).select_index(0).run()
    assert not any(text.value.startswith("You said") for text in page.markdown)


def test_a_workbook_of_another_name_is_asked_about_sheet_by_sheet(
    open_page: Opener, filled_folder: Path, schools_workbook: Path, tmp_path: Path
) -> None:
    workspace = opened(shutil.copytree(filled_folder, tmp_path / "w"))
    tray.bring(workspace, "june.xlsx", io.BytesIO(schools_workbook.read_bytes()))
    page = open_page(workspace.folder, UPLOAD)
    asked = {box.label: box.value for box in page.selectbox if "next delivery" in box.label}
    assert asked == {
        plain(f"june.xlsx!{sheet} is the next delivery of"): f"schools.xlsx!{sheet}"
        for sheet in ("Members", "Contacts")
    }
    next(box for box in page.selectbox if "Members is the next delivery" in box.label).select_index(0).run()
    assert not page.exception
    (still,) = (box for box in page.selectbox if "Contacts is the next delivery" in box.label)
    assert still.value == "schools.xlsx!Contacts"


def test_a_list_of_changes_is_told_to_the_run_by_its_name() -> None:
    known = [
        KnownSource(name=name, headers=("no", "name"), records=3, delta=False)
        for name in ("list.csv", "book.xlsx!Members", "members")
    ]
    assert [deltas.told(source, "book.xlsx") for source in known] == [
        "book.xlsx=list.csv",
        "book.xlsx",
        "book.xlsx=members",
    ]
    assert deltas.likely(known, "book.xlsx", ("no",)) == known[1]
    assert deltas.likely(known, "other.csv", ("Name", "No.")) == known[0]
    assert deltas.likely(known, "other.csv", ("street", "city")) is None
    assert deltas.likely([], "other.csv", ("no",)) is None
