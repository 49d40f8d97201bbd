"""Where golden records lie: points while they are few, squares when they are many, and what lies apart."""

import shutil
from pathlib import Path

import pytest

from hotpass.model.place import Box, Precision
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import revision
from hotpass.stewardship.atlas import atlas_of
from hotpass.stewardship.computation import compute
from hotpass.store import atlas
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

LINES = [
    "Karoo Gap Flying Club,info@karoogap.co.za,-32.35,22.58",
    "Karoo Gap Flying Club,info@karoogap.co.za,-32.95,22.58",
    "Acacia River Flight School,fly@acacia.co.za,-26.67,27.93",
    "Acacia River Flight School,fly@acacia.co.za,-26.67,27.9301",
    "Sable Ridge Aviation Academy,hello@sable.co.za,0,0",
    "Kestrel Pan Flying School,info@kestrel.co.za,95,30",
    "Oribi River Flight School,office@oribi.co.za,,",
]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace as the run left it, which each test has a copy of."""
    folder = tmp_path_factory.mktemp("once")
    path = folder / "schools.csv"
    path.write_text("\n".join(["name,email,latitude,longitude", *LINES]) + "\n", encoding="utf-8")
    compute(folder / "w", RunRequest(files=(path,), profile="organisation"), Settings())
    return folder / "w"


@pytest.fixture
def workspace(untouched: Path, tmp_path: Path) -> Workspace:
    return Workspace.open(shutil.copytree(untouched, tmp_path / "w"), Settings())


def test_entities_stand_where_their_golden_record_says(workspace: Workspace) -> None:
    found = atlas_of(workspace)
    assert found is not None
    assert (found.placed, found.odd) == (len(found.points), 1)
    places = {point.name: (point.latitude, point.longitude) for point in found.points}
    assert places["Acacia River Flight School"] == pytest.approx((-26.67, 27.93), abs=0.001)
    assert not any("Oribi" in name or "Sable" in name for name in places)


def test_records_of_one_entity_that_lie_apart_are_told_by_their_distance(workspace: Workspace) -> None:
    with shown(workspace) as published:
        assert published is not None
        found = published.cursor.execute('SELECT record_id FROM record WHERE "row" < 2 ORDER BY record_id').fetchall()
    body = {"left": found[0][0], "right": found[1][0], "verdict": "match"}
    workspace.journal.append("judgement", body, by="ann", fact_id="far")
    revision.catch_up(workspace)
    atlas_now = atlas_of(workspace)
    assert atlas_now is not None
    (point,) = atlas_now.apart
    assert point.name == "Karoo Gap Flying Club"
    assert point.apart == pytest.approx(66.7, abs=0.2)


def test_many_points_are_counted_by_squares(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atlas, "MOST_POINTS", 1)
    found = atlas_of(workspace)
    assert found is not None
    assert found.points == ()
    assert sum(square.entities for square in found.squares) == found.placed
    assert sum(square.waits for square in found.squares) == 0
    for square in found.squares:
        assert square.within.south < square.latitude < square.within.north
        assert square.within.west < square.longitude < square.within.east


def test_without_positions_entities_stand_at_the_town_they_name(filled_folder: Path, tmp_path: Path) -> None:
    found = atlas_of(Workspace.open(filled_folder, Settings()))
    assert found is not None
    assert found.by_place == found.placed > 8
    places = {point.place: point for point in found.points}
    assert (places["Upington"].latitude, places["Upington"].longitude) == pytest.approx((-28.45, 21.26), abs=0.05)
    assert {point.precision for point in found.points} == {Precision.CITY}
    assert atlas_of(Workspace.open(tmp_path / "empty", Settings(), create=True)) is None


def test_a_part_of_the_map_shows_what_lies_in_it_and_what_lies_nowhere_is_listed(workspace: Workspace) -> None:
    found = atlas_of(workspace, Box(south=-27, north=-26, west=27, east=28))
    assert found is not None
    assert {point.name for point in found.points} == {"Acacia River Flight School"}
    assert found.placed > found.shown > 0
    assert found.extent.south < -32

    found = atlas_of(workspace)
    assert found is not None
    lost = {entity.name for entity in found.lost}
    assert {"Oribi River Flight School", "Sable Ridge Aviation Academy", "Kestrel Pan Flying School"} <= lost
    assert [(point.worst, point.source) for point in found.points if "Karoo" in point.name]
