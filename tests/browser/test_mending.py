"""The mending desk in a real browser: each of its views is accessible, light and dark."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import settle
from tests.browser.test_access import faults
from tests.stewardship.test_mending import run

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("mending")
    run(place)
    return place / "workspace"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_views_of_the_desk_are_accessible(
    serve: Callable[[Path], str], look: Callable[..., Page], faulty: Path, scheme: str
) -> None:
    page = look(f"{serve(faulty)}/quality?view=Mend", scheme)
    for view in ("Spellings", "Mended (0)", "Faulty texts"):
        page.get_by_text(view, exact=True).click()
        settle(page)
        assert faults(page) == []
    page.get_by_text("In one cell only").click()
    settle(page)
    assert faults(page) == []
