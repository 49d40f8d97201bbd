"""Masks: what stewardship tells of people to those who may only look, and what it refuses them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hotpass.errors import NotAllowed
from hotpass.model.audit import AuditFilter
from hotpass.model.drift import Aspect, Bar, Side
from hotpass.model.entity import Entity
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.review import Queue, ReviewFilter
from hotpass.settings import Role, Settings
from hotpass.stewardship import (
    audit,
    drift_rows,
    entities,
    explanation,
    exports,
    imports,
    mending,
    offline_page,
    people,
    quality,
    report,
    revision,
    suggestions,
    survivorship,
)
from hotpass.store.exports import ExportTable
from hotpass.store.workspace import Workspace
from tests.cases import people as planted

BAR = Bar(reference="a", current="b", source="people", column="E-mail", aspect=Aspect.SHAPES, cell="Aa")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of people."""
    return planted.fill(tmp_path_factory.mktemp("masks"))


def opened(folder: Path, **told: object) -> Workspace:
    """The workspace as a dashboard serves it."""
    workspace = Workspace.open(folder, Settings.model_validate({"idle_seconds": 0.5, **told}))
    people.admit(workspace)
    return workspace


@pytest.fixture
def viewed(folder: Path) -> Iterator[Workspace]:
    """The same for viewers."""
    workspace = opened(folder, role=Role.VIEWER)
    yield workspace
    workspace.close()


def told(workspace: Workspace, place: Path) -> dict[str, str]:
    """All that can be written of the workspace, by where it comes from."""
    place.mkdir()
    someone, other = _two(workspace)
    one, two = (record.record_id for record in someone.records[:2])
    said = {
        "entity": someone.model_dump_json(),
        "pair": explanation.explain(workspace, one, two).model_dump_json(),
        "apart": explanation.explain(workspace, one, other.records[0].record_id).model_dump_json(),
        "audit": audit.page(workspace, AuditFilter(), 1).model_dump_json(),
        "mends": str(mending.every(workspace)),
        "faults": str(mending.faults(workspace)),
        "page": offline_page.made(workspace, Queue.SAMPLE, ReviewFilter())[0],
        "report": report.report(workspace, rows=True).model_dump_json(),
    }
    for table in ExportTable:
        exports.export(workspace, place / f"{table}.csv", table)
        said[f"export {table}"] = (place / f"{table}.csv").read_text(encoding="utf-8")
    audit.export(workspace, AuditFilter(), place / "audit.csv")
    return said | {"audit file": (place / "audit.csv").read_text(encoding="utf-8")}


def _secrets(text: str) -> list[str]:
    return [each for each in planted.SECRETS if each in text.lower()]


def _two(workspace: Workspace) -> list[Entity]:
    page = entities.search(workspace, entities.Sought(), 1)
    assert page is not None
    found = [entities.entity(workspace, line.entity_id) for line in page.lines[:2]]
    return [entity for entity in found if entity is not None]


def test_what_is_told_holds_no_personal_value(folder: Path, viewed: Workspace, tmp_path: Path) -> None:
    seen = told(viewed, tmp_path / "viewer")
    assert {where: found for where, text in seen.items() if (found := _secrets(text))} == {}
    viewed.close()
    for workspace in (opened(folder), opened(folder, role=Role.VIEWER, mask=False)):
        plain = told(workspace, tmp_path / f"{workspace.settings.role} plain")
        workspace.close()
        open_to_all = {where for where, text in plain.items() if not _secrets(text)}
        unsaying = {f"export {each}" for each in ("members", "attributes", "places", "pairs", "mends")}
        assert open_to_all <= unsaying | {"apart"}


def test_equal_values_can_still_be_told_from_others(viewed: Workspace) -> None:
    someone = _two(viewed)[0]
    one, two = (dict(zip(someone.titles, record.standard, strict=True)) for record in someone.records)
    assert one["City"] in ("paarl", "ceres")
    assert one["Date of birth"] == two["Date of birth"] != one["Phone"]
    assert one["Family name"] != two["Family name"] or one["Street address"] != two["Street address"]


def test_what_reads_past_the_masks_is_refused(viewed: Workspace, folder: Path) -> None:
    kept = quality.files(viewed)[0]
    field = "family_name"
    for read in (
        lambda: quality.closer_look(viewed, kept),
        lambda: imports.read(viewed, folder / "sources" / kept.sha256 / kept.name),
        lambda: drift_rows.rows(viewed, BAR, Side.CURRENT),
        lambda: survivorship.foresee(viewed, field, SurvivorshipRule.LONGEST),
        lambda: revision.rehearsed(viewed, "Vic", []).__enter__(),
    ):
        with pytest.raises(NotAllowed, match="masked"):
            read()
    assert not suggestions.unseen(viewed)
    assert not suggestions.suggested(viewed)


def test_a_search_finds_nothing_by_a_masked_value(viewed: Workspace) -> None:
    for words, found in (("Zabransky", 0), ("planted.example", 0), ("Paarl", 2)):
        page = entities.search(viewed, entities.Sought(words), 1)
        assert page is not None
        assert (page.found > 0) == (found > 0), words


def test_decisions_of_others_are_applied_unmasked(folder: Path, viewed: Workspace) -> None:
    steward = opened(folder)
    with steward.database.cursor() as cursor:
        facts = cursor.execute("SELECT count(*) FROM fact").fetchall()
    steward.close()
    revision.catch_up(viewed)
    viewed.close()
    steward = opened(folder)
    assert "●" not in planted.someone(steward).model_dump_json()
    with steward.database.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM fact").fetchall() == facts
    steward.close()
