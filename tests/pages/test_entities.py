"""Entities: search, one entity by its address, and what an unknown id is told."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hotpass.stewardship import entities
from hotpass.stewardship.entities import Sought
from hotpass.stewardship.opening import opened
from tests.cases import published
from tests.lookup import geocoder

Opener = Callable[..., AppTest]
ENTITIES = "resolve/entities"


def first_of(folder: Path, words: str) -> str:
    page = entities.search(opened(folder), Sought(words=words), 1)
    assert page is not None
    return page.lines[0].entity_id


def test_without_a_run_the_page_leads_to_the_import(open_page: Opener, tmp_path: Path) -> None:
    page = open_page(tmp_path, ENTITIES)
    assert "after the first run" in page.info[0].value


def test_golden_records_are_listed_and_searched(open_page: Opener, filled_folder: Path) -> None:
    page = open_page(filled_folder, ENTITIES)
    assert "Karoo Gap Flying Club" in page.dataframe[0].value["Name"].str.cat(sep="|")
    page.text_input(key="q").set_value("kestrel mbombela").run()
    assert len(page.dataframe[0].value) == 1
    page.text_input(key="q").set_value("no such school").run()
    assert "Nothing matches" in page.info[0].value


def test_an_entity_opens_by_its_address(open_page: Opener, filled_folder: Path) -> None:
    page = open_page(filled_folder, ENTITIES, id=first_of(filled_folder, "kestrel"))
    assert page.header[0].value.startswith("Kestrel")
    tabs = ["Golden record", "Records", "Why together", "Map", "History", "Split, move, merge"]
    assert [tab.label for tab in page.tabs] == tabs


def test_a_value_is_changed_and_taken_back(open_page: Opener, tmp_path: Path) -> None:
    workspace = published.publish_run(tmp_path / "w", [(["a", "b"], 8.0)])
    page = open_page(workspace.folder, ENTITIES, id=first_of(workspace.folder, "school a0"))
    page.selectbox(key="change_field").set_value("city").run()
    assert page.button(key="save_value").disabled
    page.radio[0].set_value("typed").run()
    page.text_input[1].set_value(" Port   Nolloth").run()
    assert any("kept as Port Nolloth" in caption.value for caption in page.caption)
    page.button(key="save_value").click().run()
    assert any("**Port Nolloth**" in each.value for each in page.markdown)
    back = next(button for button in page.button if button.label == "Take it back")
    back.click().run()
    assert not any("Port Nolloth" in each.value for each in page.markdown)


def test_an_entity_is_put_elsewhere_and_taken_back(
    open_page: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = geocoder.served()
    monkeypatch.setenv("HOTPASS_GEOCODER", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("HOTPASS_LOOKUP_HOSTS", "127.0.0.1")
    monkeypatch.setenv("HOTPASS_LOOKUP_CONTACT", "ann@example.org")
    workspace = published.publish_run(tmp_path / "w", [(["a", "b"], 8.0)])
    page = open_page(workspace.folder, ENTITIES, id=first_of(workspace.folder, "school a0"))
    page.session_state["tab"] = "Map"
    page.run()
    assert any("says where it is" in text.value for text in page.text)
    page.radio[0].set_value("another position").run()
    page.number_input(key="move_latitude").set_value(-28.45).run()
    page.number_input(key="move_longitude").set_value(21.26).run()
    next(button for button in page.button if button.label == "Put it there").click().run()
    assert not page.exception
    assert any("28.4500° S, 21.2600° E" in text.value for text in page.text)
    assert len(page.get("deck_gl_json_chart")) == 1
    next(button for button in page.button if button.label == "Take it back").click().run()
    assert any("says where it is" in text.value for text in page.text)
    next(box for box in page.text_input if "Ask the geocoder" in box.label).set_value("12 Schröder Street, Upington")
    page.button(key="geocode").click().run()
    page.radio[0].set_value(next(word for word in page.radio[0].options if "building" in word)).run()
    next(button for button in page.button if button.label == "Put it there").click().run()
    assert not page.exception
    assert any("28.4571° S, 21.2402° E" in text.value for text in page.text)
    assert any("OpenStreetMap contributors" in text.value for text in page.markdown)
    server.shutdown()
    server.server_close()


def test_an_unknown_id_is_told_so(open_page: Opener, filled_folder: Path) -> None:
    page = open_page(filled_folder, ENTITIES, id="nobody")
    assert "No entity has or ever had the id nobody" in page.warning[0].value
