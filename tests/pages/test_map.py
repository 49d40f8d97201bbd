"""Map: what it says where there is nothing to draw, and what it draws without a base map from elsewhere."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute
from hotpass.store import atlas

Opener = Callable[..., AppTest]
Patch = pytest.MonkeyPatch
MAP = "observe/map"


def test_without_a_run_or_positions_the_page_says_so(open_page: Opener, filled_folder: Path, tmp_path: Path) -> None:
    assert "after the first run" in open_page(tmp_path, MAP).info[0].value
    path = tmp_path / "names.csv"
    path.write_text("name,email\nKaroo Club,info@karoo.example\nOribi School,info@oribi.example\n", encoding="utf-8")
    compute(tmp_path / "w", RunRequest(files=(path,)), Settings())
    assert "nothing to draw" in open_page(tmp_path / "w", MAP).info[0].value
    assert any("by the town they name" in caption.value for caption in open_page(filled_folder, MAP).caption)


def test_entities_are_drawn_on_our_own_land_and_no_other(open_page: Opener, tmp_path: Path) -> None:
    path = tmp_path / "schools.csv"
    path.write_text(
        "name,latitude,longitude\n<b>Karoo</b> Club,-32.35,22.58\nOribi School,-26.2,28.4\n", encoding="utf-8"
    )
    compute(tmp_path / "w", RunRequest(files=(path,), profile="organisation"), Settings())
    page = open_page(tmp_path / "w", MAP)
    assert not page.error
    drawn = json.loads(page.get("deck_gl_json_chart")[0].proto.json)
    land, shores, points, names = drawn["layers"]
    assert 100 < len(shores["data"]) < 4_000
    assert [layer["@@type"] for layer in drawn["layers"]] == [
        "GeoJsonLayer",
        "LineLayer",
        "ScatterplotLayer",
        "TextLayer",
    ]
    assert {"Bloemfontein", "Kimberley"} & {town["name"] for town in names["data"]}
    assert len(land["data"]["features"]) > 150
    assert len(points["data"]) == 2
    assert drawn["mapStyle"] == [{"version": 8, "sources": {}, "layers": []}]
    assert -36 < drawn["initialViewState"]["latitude"] < -20
    assert any("2 of 2 golden records" in caption.value for caption in page.caption)


def test_colours_tell_what_is_asked_and_a_part_of_the_map_shows_its_own(open_page: Opener, filled_folder: Path) -> None:
    page = open_page(filled_folder, MAP)
    told = set()
    for meaning in ("What waits", "Quality", "Source", "How exactly"):
        page.segmented_control(key="colours").set_value(meaning).run()
        assert not page.exception
        told.add(next(caption.value for caption in page.caption if "[●]" in caption.value))
    assert len(told) == 4
    page.slider(key="box_north and south").set_value((-24.0, -22.0)).run()
    assert not page.exception
    (drawn,) = page.get("deck_gl_json_chart")
    points = json.loads(drawn.proto.json)["layers"][2]["data"]
    assert {tuple(point["position"])[1] < -22 for point in points} == {True}


def test_a_click_on_a_dot_that_counts_many_opens_its_part(
    open_page: Opener, tmp_path: Path, monkeypatch: Patch
) -> None:
    monkeypatch.setattr(atlas, "MOST_POINTS", 2)
    path = tmp_path / "schools.csv"
    lines = ["Karoo Club,-32.35,22.58", "Oribi School,-26.2,28.4", "Sable School,-26.21,28.41"]
    path.write_text("\n".join(["name,latitude,longitude", *lines]) + "\n", encoding="utf-8")
    compute(tmp_path / "w", RunRequest(files=(path,), profile="organisation"), Settings())
    page = open_page(tmp_path / "w", MAP)
    dots = json.loads(page.get("deck_gl_json_chart")[0].proto.json)["layers"][2]
    assert (dots["id"], len(dots["data"])) == ("squares", 2)
    (many,) = [dot for dot in dots["data"] if dot["told"].startswith("2 golden records")]
    south, north, west, east = many["around"]
    assert south < -26.21 < -26.2 < north
    assert west < 28.4 < 28.41 < east
    page.slider(key="box_north and south").set_value((-27.0, -26.0)).run()
    assert len(json.loads(page.get("deck_gl_json_chart")[0].proto.json)["layers"][2]["data"]) == 2
    page.button[0].click().run()
    assert not page.exception
    assert any("too many to draw" in caption.value for caption in page.caption)


def test_a_part_is_rounded_outwards_and_kept_on_the_map() -> None:
    clicked = AppTest.from_function(_part_page).run()
    assert not clicked.exception
    assert clicked.session_state["box_north and south"] == (-27.0, -25.5)
    assert clicked.session_state["box_west and east"] == (28.0, 33.0)


def _part_page() -> None:
    from hotpass.model.place import Box
    from hotpass.ui.map_part import open_part

    open_part(Box(south=-35, north=-22, west=16, east=32.4), (-26.9, -25.6, 28.1, 40.0))
