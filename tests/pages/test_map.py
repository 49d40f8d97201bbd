"""Map: what it says where there is nothing to draw, and what it draws without a base map from elsewhere."""

import json
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute

Opener = Callable[..., AppTest]
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
    land, points, names = drawn["layers"]
    assert [layer["@@type"] for layer in drawn["layers"]] == ["GeoJsonLayer", "ScatterplotLayer", "TextLayer"]
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
    points = json.loads(drawn.proto.json)["layers"][1]["data"]
    assert {tuple(point["position"])[1] < -22 for point in points} == {True}
