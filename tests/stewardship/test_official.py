"""Official values: held against golden values, counted while they are fresh, and taken over with one act."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hotpass.errors import BadInput
from hotpass.model.attribute import Accord, Official, Verdict
from hotpass.model.check import Score
from hotpass.model.expectation import Dimension
from hotpass.stewardship import enrich_offers, entities, official, overrides
from hotpass.stewardship.quality import quality_of
from hotpass.store import official as stored
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.cases import published
from tests.stewardship.test_enrich_offers import LICENCES, PAIRS, entity_of, proposal, said


def told(name: str, city: str) -> dict[str, Official]:
    return {
        "name": Official(text=name, standard=name.lower()),
        "city": Official(text=city, standard=city.lower()),
    }


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = published.publish_run(tmp_path / "w", PAIRS)
    yield opened
    opened.close()


@pytest.fixture
def accepted(workspace: Workspace) -> str:
    """The entity of school e1, in George, with an accepted row that calls it a company in Springs."""
    ours, other = entity_of(workspace, "school e1"), entity_of(workspace, "school f2")
    rows = (
        proposal(ours, 1, 9.0, official=told("School e1 Pty Ltd", "Springs")),
        proposal(other, 2, 9.0, official=told("School f2", "Springs")),
    )
    enrich_offers.keep(workspace, said(*rows), "CC0")
    asked = enrich_offers.coverage(workspace)[0]
    for entity_id in (ours, other):
        found = enrich_offers.offer(workspace, asked, entity_id)
        assert found is not None
        enrich_offers.decide(workspace, found, found.rows[0], Verdict.ACCEPTED, by="ann", fact_id=entity_id)
    return ours


def test_golden_values_are_held_against_accepted_ones_field_by_field(workspace: Workspace, accepted: str) -> None:
    found = {each.field: each for each in official.of_entity(workspace, accepted)}
    assert {field: (each.golden, each.text, each.agrees) for field, each in found.items()} == {
        "name": ("School e1", "School e1 Pty Ltd", True),
        "city": ("George", "Springs", False),
    }
    assert {(each.field, each.agrees, each.tested) for each in official.accord(workspace)} == {
        ("name", 2, 2),
        ("city", 1, 2),
    }


def test_accuracy_is_what_accepted_rows_bear_out(workspace: Workspace, accepted: str) -> None:
    found = quality_of(workspace)
    assert found is not None
    assert found.scores[Dimension.ACCURACY] == Score(passed=3, tested=4)
    assert found.accuracy == pytest.approx((0.301, 0.954), abs=0.001)
    enrich_offers.withdraw(workspace, accepted, by="ann", fact_id="back")
    again = quality_of(workspace)
    assert again is not None
    assert again.scores[Dimension.ACCURACY] == Score(passed=2, tested=2)


def test_what_was_asked_too_long_ago_is_not_counted(workspace: Workspace, accepted: str) -> None:
    with shown(workspace) as current:
        assert current is not None
        assert sum(each.tested for each in stored.accord(current.cursor, datetime.now(UTC) - timedelta(days=1))) == 4
        assert stored.accord(current.cursor, datetime.now(UTC) + timedelta(days=1)) == []


def test_a_registers_word_is_taken_as_one_act_that_names_it_and_taken_back(workspace: Workspace, accepted: str) -> None:
    found = entities.entity(workspace, accepted)
    assert found is not None
    city = next(each for each in official.of_entity(workspace, accepted) if each.field == "city")
    fact = official.take(workspace, found, city, by="ann", fact_id="take")
    again = entities.entity(workspace, accepted)
    assert again is not None
    assert next(each.value for each in again.golden if each.field == "city") == "Springs"
    assert again.set_values[0].note == f"as {LICENCES} says"
    assert Accord(field="city", title="city", agrees=2, tested=2) in [
        each.model_copy(update={"title": "city"}) for each in official.accord(workspace)
    ]
    with pytest.raises(BadInput, match="changed while you looked"):
        official.take(workspace, found, city, by="ann", fact_id="late")
    overrides.withdraw(workspace, fact.id, by="ann", fact_id="back")
    assert next(each for each in official.of_entity(workspace, accepted) if each.field == "city").golden == "George"
