"""Masks: on no page does a viewer read what names or reaches a person; a steward does."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from hotpass.settings import Settings
from hotpass.store.workspace import Workspace
from tests.cases import people
from tests.pages.conftest import APP

Opener = Callable[..., AppTest]
Visit = tuple[str, dict[str, str]]
Walk = Callable[[Sequence[Visit]], dict[str, str]]
TABS = ("Golden record", "Records", "Why together", "Map", "History")
# Pages that show personal values to those who may see them, and the others.
TELLING: list[Visit] = [
    *(("prepare/quality", {"view": view}) for view in ("rows", "mend", "columns")),
    *(("resolve/entities", {"id": "", "tab": tab}) for tab in TABS),
    ("resolve/review", {"queue": "sample"}),
    ("resolve/entities", {}),
    ("observe/audit", {}),
    ("observe/map", {}),
]
OTHERS: list[Visit] = [
    *(("prepare/quality", {"view": view}) for view in ("pictures", "expectations", "closer")),
    *(("resolve/review", {"queue": queue}) for queue in ("unsure", "stretched")),
    *((page, {}) for page in ("resolve/model", "observe/overview", "observe/drift", "observe/runs")),
    *((page, {}) for page in ("prepare/enrich", "prepare/upload")),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of people."""
    return people.fill(tmp_path_factory.mktemp("masks"))


def told(page: AppTest) -> str:
    """Everything the server sends for a page, in lower case."""
    return str(page.main).lower() + str([each.proto for each in page.main]).lower()


@pytest.fixture
def walk(folder: Path, open_page: Opener) -> Walk:
    """Goes through pages and answers what each says."""

    def walked(pages: Sequence[Visit]) -> dict[str, str]:
        st.cache_data.clear()
        open_page(folder)  # with the workspace as the role has it; the pages after it share it
        workspace = Workspace.open(folder, Settings())
        someone, said = people.someone(workspace).entity_id, {}
        workspace.close()
        for name, address in pages:
            page = AppTest.from_file(str(APP), default_timeout=60)
            page.session_state["tab"] = address.get("tab", TABS[0])
            for key, value in address.items():
                page.query_params[key] = value if key != "id" else someone
            page.switch_page(f"pages/{name}.py").run()
            assert not page.exception, name
            said[f"{name} {address}"] = told(page)
        return said

    return walked


def test_a_viewer_reads_no_personal_value_on_any_page(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTPASS_ROLE", "viewer")
    told = walk([*TELLING, *OTHERS])
    read = {page: [each for each in people.SECRETS if each in said] for page, said in told.items()}
    assert {page: found for page, found in read.items() if found} == {}
    monkeypatch.setenv("HOTPASS_MASK", "false")
    assert [page for page, said in walk(TELLING[::3]).items() if not any(each in said for each in people.SECRETS)] == []
