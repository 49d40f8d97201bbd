"""Every page, light and dark: no violation of WCAG 2.2 AA that axe can find, no request to another host."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from hotpass.model.attribute import Official, Verdict
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import enrich_offers, entities
from hotpass.stewardship.computation import compute
from hotpass.stewardship.entities import Sought
from hotpass.stewardship.opening import opened
from hotpass.ui.wording import JOINER
from tests.browser.conftest import settle
from tests.cases import published
from tests.stewardship.test_enrich_offers import PAIRS, entity_of, proposal, said

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


def faults(page: Page) -> list[str]:
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{fault['id']}: {node['html'][:160]}" for fault in found for node in fault["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path", ["", "import", "quality", "review", "entities", "map", "drift", "runs", "model", "enrich", "audit"]
)
def test_a_filled_page_is_accessible(
    serve: Callable[[Path], str], look: Callable[..., Page], filled_folder: Path, path: str, scheme: str
) -> None:
    page = look(f"{serve(filled_folder)}/{path}", scheme)
    assert faults(page) == []
    tables = page.get_by_role("tab", name="As a table")
    for place in range(tables.count()):
        tables.nth(place).click()
    settle(page)
    assert faults(page) == []


@pytest.fixture(scope="module")
def placed_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of two runs whose records have positions."""
    folder = tmp_path_factory.mktemp("placed")
    for number, kind in enumerate(("school", "club")):
        lines = [f"Place {at} of town,{kind if at % 2 else 'shop'},{-30 + at / 50},{20 + at / 50}" for at in range(150)]
        path = folder / f"places-{number}.csv"
        path.write_text("\n".join(["name,kind,latitude,longitude", *lines]) + "\n", encoding="utf-8")
        compute(folder / "w", RunRequest(files=(path,), source="places", profile="organisation"), Settings())
    return folder / "w"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("path", "sign"), [("map", "Coasts and borders"), ("drift", "The index is")])
def test_pictures_of_places_and_of_change_are_accessible_and_ask_no_other_host(
    serve: Callable[[Path], str], look: Callable[..., Page], placed_folder: Path, path: str, sign: str, scheme: str
) -> None:
    page = look(f"{serve(placed_folder)}/{path}", scheme)
    page.get_by_text(sign).wait_for()
    settle(page)
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_entity_is_accessible(
    serve: Callable[[Path], str], look: Callable[..., Page], filled_folder: Path, scheme: str
) -> None:
    found = entities.search(opened(filled_folder), Sought(words="kestrel"), 1)
    assert found is not None
    page = look(f"{serve(filled_folder)}/entities?id={found.lines[0].entity_id}", scheme)
    for name in ("Golden record", "Records", "Why together", "History", "Split, move, merge"):
        page.get_by_role("tab", name=name).click()
        settle(page)
        assert faults(page) == []


@pytest.fixture(scope="module")
def offered_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which one row of a register is accepted, which says something else, and another waits."""
    workspace = published.publish_run(tmp_path_factory.mktemp("offered") / "w", PAIRS)
    ours, other = entity_of(workspace, "school e1"), entity_of(workspace, "school a0")
    springs = {"city": Official(text="Springs", standard="springs")}
    enrich_offers.keep(workspace, said(proposal(ours, 1, 9.0, official=springs), proposal(other, 2, 3.0)), "CC0")
    found = enrich_offers.offer(workspace, enrich_offers.coverage(workspace)[0], ours)
    assert found is not None
    enrich_offers.decide(workspace, found, found.rows[0], Verdict.ACCEPTED, by="ann", fact_id="one")
    workspace.close()
    return workspace.folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_registers_offer_and_gave_is_accessible(
    serve: Callable[[Path], str], look: Callable[..., Page], offered_folder: Path, scheme: str
) -> None:
    page = look(f"{serve(offered_folder)}/enrich", scheme)
    page.get_by_role("button", name="It is this one").wait_for()
    page.get_by_role("heading", name="Are your golden values right?").wait_for()
    assert faults(page) == []
    found = entities.search(opened(offered_folder), Sought(words="school e1"), 1)
    assert found is not None
    page.goto(f"{serve(offered_folder)}/entities?id={found.lines[0].entity_id}")
    page.get_by_role("button", name="Use it").wait_for()
    settle(page)
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_explanation_is_accessible(
    serve: Callable[[Path], str], look: Callable[..., Page], filled_folder: Path, scheme: str
) -> None:
    found = entities.search(opened(filled_folder), Sought(), 1)
    assert found is not None
    one, other = (line.entity_id for line in found.lines[:2])
    page = look(f"{serve(filled_folder)}/model?a={one}&b={other}", scheme)
    page.get_by_text("Show the sum").click()
    settle(page)
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_empty_workspace_is_accessible(
    serve: Callable[[Path], str],
    look: Callable[..., Page],
    tmp_path_factory: pytest.TempPathFactory,
    scheme: str,
) -> None:
    page = look(serve(tmp_path_factory.getbasetemp() / "empty-workspace"), scheme)
    assert faults(page) == []


def test_what_cells_hold_is_shown_and_never_obeyed(
    serve: Callable[[Path], str], look: Callable[..., Page], filled_folder: Path
) -> None:
    found = entities.search(opened(filled_folder), Sought(words="bush pilots"), 1)
    assert found is not None
    page = look(f"{serve(filled_folder)}/entities?id={found.lines[0].entity_id}")
    heading = page.get_by_role("heading", level=2).first.inner_text().replace(JOINER, "")
    assert "![x](http://example.invalid/x.png)" in heading
    assert "<b>Bush</b>" in heading
    assert page.locator("img").count() == 0
    assert page.locator("[data-testid=stMain] a[href*=invalid]").count() == 0
