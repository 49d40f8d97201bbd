"""A geocoder is asked when a steward clicks: what is asked, what comes back, and that nothing is changed by it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hotpass.errors import BadInput, NotAllowed
from hotpass.settings import Role, Settings
from hotpass.stewardship import geocoding, people
from hotpass.stewardship.atlas import atlas_of
from hotpass.store.workspace import Workspace
from tests.lookup.geocoder import Geocoder, served

ASKS = {"lookup_contact": "ann@example.org", "lookup_hosts": ("127.0.0.1",), "lookup_seconds": 2.0}


@pytest.fixture
def folder(filled_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled_folder, tmp_path / "w"))


@pytest.fixture
def address() -> Iterator[str]:
    server = served()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def opened(folder: Path, **told: object) -> Workspace:
    workspace = Workspace.open(folder, Settings.model_validate({**ASKS, **told}))
    people.admit(workspace)
    return workspace


def karoo(workspace: Workspace) -> str:
    drawn = atlas_of(workspace)
    assert drawn is not None
    return next(point.entity_id for point in drawn.points if point.name.startswith("Karoo"))


def test_a_click_asks_once_and_changes_nothing(folder: Path, address: str) -> None:
    workspace = opened(folder, geocoder=address)
    entity_id = karoo(workspace)
    before = (workspace.folder / "journal.jsonl").read_bytes(), len(Geocoder.asked)
    text = geocoding.question(workspace, entity_id)
    assert text.casefold() == "upington"
    found, notice = geocoding.ask(workspace, entity_id, text.title(), 0.0)
    assert [place.kind for place in found[:2]] == ["building", "town"]
    assert notice == ""
    assert geocoding.ask(workspace, entity_id, "nowhere", 0.0) == ((), "127.0.0.1 knows no such place.")
    assert ((workspace.folder / "journal.jsonl").read_bytes(), len(Geocoder.asked) - 2) == before
    assert "ODbL" in geocoding.credit(workspace)


def test_who_may_not_or_cannot_ask_is_told_so(folder: Path, address: str) -> None:
    before = len(Geocoder.asked)
    silent = opened(folder)
    entity_id = karoo(silent)
    assert not geocoding.is_offered(silent)
    refusals = {
        "No geocoder is named": silent,
        "wants to know who asks": opened(folder, geocoder=address, lookup_contact=""),
        "is not asked: name it in HOTPASS_LOOKUP_HOSTS": opened(folder, geocoder=address, lookup_hosts=()),
        "cannot be reached": opened(folder, geocoder="http://127.0.0.1:9"),
    }
    for words, workspace in refusals.items():
        with pytest.raises(BadInput, match=words):
            geocoding.ask(workspace, entity_id, "Upington", 0.0)
    with pytest.raises(BadInput, match="letters at most"):
        geocoding.ask(opened(folder, geocoder=address), entity_id, " ", 0.0)
    viewer = opened(folder, geocoder=address, role=Role.VIEWER)
    assert not geocoding.is_offered(viewer)
    with pytest.raises(NotAllowed):
        geocoding.ask(viewer, entity_id, "Upington", 0.0)
    assert len(Geocoder.asked) == before
