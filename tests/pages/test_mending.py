"""The desk where texts are mended: choose, see the count, save, see it wait, take it back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from hotpass.stewardship import mending, suggestions
from hotpass.stewardship.opening import opened
from tests.stewardship.test_mending import BAD, run

Opener = Callable[..., AppTest]
QUALITY = "prepare/quality"


@pytest.fixture(scope="module")
def faulty_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("mending")
    run(place)
    return place / "workspace"


def test_a_text_is_mended_everywhere_and_the_mend_taken_back(open_page: Opener, faulty_folder: Path) -> None:
    page = open_page(faulty_folder, QUALITY)
    page.segmented_control(key="view").set_value("mend").run()
    place = next(at for at, fault in enumerate(mending.faults(opened(faulty_folder))) if fault.text == BAD)
    page.selectbox(key="fault").select_index(place).run()
    page.text_input(key=f"value_email_{BAD}").input("post@firm.co.za").run()
    next(button for button in page.button if button.label == "Mend 5 cells").click().run()
    assert not page.exception
    assert any("1 change saved" in info.value for info in page.info)
    assert [line.mend.value for line in mending.every(opened(faulty_folder))] == ["post@firm.co.za"]
    page.segmented_control(key="mend_view").set_value("mended").run()
    next(button for button in page.button if button.label == "Take it back").click().run()
    assert not page.exception
    assert mending.every(opened(faulty_folder)) == ()


def test_spellings_are_merged_into_the_one_chosen(open_page: Opener, faulty_folder: Path) -> None:
    page = open_page(faulty_folder, QUALITY)
    page.segmented_control(key="view").set_value("mend").run()
    page.segmented_control(key="mend_view").set_value("spellings").run()
    page.selectbox(key="spelt_field").set_value("city").run()
    page.text_input(key="spelling_city_Kimberley").input("Kimberley (NC)").run()
    next(button for button in page.button if button.label.startswith("Merge ")).click().run()
    assert not page.exception
    merged = mending.every(opened(faulty_folder))[0]
    assert (merged.mend.value, "KIMBERLEY" in merged.mend.replaced) == ("Kimberley (NC)", True)
    mending.withdraw(opened(faulty_folder), merged.fact_id, by="ann", fact_id="taken-back")


def test_a_closer_look_adds_what_a_text_should_be(open_page: Opener, faulty_folder: Path) -> None:
    workspace = opened(faulty_folder)
    assert suggestions.suggested(workspace) == ()
    page = open_page(faulty_folder, QUALITY)
    page.segmented_control(key="view").set_value("mend").run()
    page.button(key="look_for_mends").click().run()
    assert not page.exception
    assert "City: Kimberlxy → Kimberley (1 cell)" in page.selectbox(key="fault").options
    assert suggestions.unseen(workspace) == ()
    assert ("city", "Kimberlxy", "Kimberley") in {
        (fault.field, fault.text, fault.suggestion) for fault in suggestions.suggested(workspace)
    }
