"""A workspace that is missing, newer, damaged or in use: one sentence on every page, never a traceback."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from streamlit.testing.v1 import AppTest

from hotpass.settings import Settings
from hotpass.stewardship import opening
from hotpass.store.workspace import Workspace

Opener = Callable[..., AppTest]
PAGES = ("", "prepare/upload", "resolve/review", "resolve/entities", "observe/runs")


@pytest.mark.parametrize("page", ["", "resolve/entities", "observe/runs"])
def test_a_damaged_database_is_named(open_page: Opener, tmp_path: Path, page: str) -> None:
    (tmp_path / "hotpass.duckdb").write_bytes(b"no database" * 500)
    assert "hotpass doctor" in open_page(tmp_path, page).error[0].value


@pytest.mark.parametrize("page", PAGES)
def test_a_newer_workspace_is_named(open_page: Opener, tmp_path: Path, page: str) -> None:
    with duckdb.connect(str(tmp_path / "hotpass.duckdb")) as con:
        con.execute("CREATE TABLE migration (number INTEGER, name VARCHAR)")
        con.execute("INSERT INTO migration VALUES (9999, 'tomorrow')")
    assert "A newer Hotpass" in open_page(tmp_path, page).error[0].value


def test_a_workspace_in_use_is_named_and_offers_another_try(
    open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "WAIT_SECONDS", 0.0)
    holder = Workspace.open(tmp_path, Settings(), "hotpass run", create=True)
    with holder.database.cursor():
        page = open_page(tmp_path)
    assert "in use by hotpass run" in page.error[0].value.replace("\\", "")
    page.button(key="try_again").click().run()
    assert not page.error


def test_a_file_in_place_of_the_workspace_is_named(open_page: Opener, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("a", encoding="utf-8")
    assert "is a file, not a workspace folder" in open_page(tmp_path / "list.csv").error[0].value


def test_a_dashboard_without_a_workspace_says_how_to_start_it(
    open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(tmp_path)
    monkeypatch.delenv(opening.VARIABLE)
    assert "hotpass dashboard" in page.run().error[0].value
