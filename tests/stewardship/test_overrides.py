"""Overrides: shown at once above every rule, anchored to a record, and taken back without a trace."""

import uuid
from pathlib import Path

import pytest

from hotpass.errors import BadInput
from hotpass.model.entity import Entity
from hotpass.model.override import Override
from hotpass.stewardship import entities, overrides, revision
from hotpass.store.workspace import Workspace
from tests.cases import published

PAIRS = [(["a", "b"], 8.0), (["b", "c"], 7.0), (["a", "c"], 7.0)]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return published.publish_run(tmp_path / "w", PAIRS)


def entity_of(workspace: Workspace, record: str) -> Entity:
    with workspace.database.cursor("r_r1") as cursor:
        named = cursor.execute("SELECT entity_id FROM member WHERE record_id = ?", [record]).fetchall()[0][0]
    found = entities.entity(workspace, named)
    assert found is not None
    return found


def wanted(found: Entity, value: str, record: str = "a", field: str = "city") -> Override:
    return Override(
        entity_id=found.entity_id, record_id=record, field=field, value=value, seen=found.version, note="asked them"
    )


def put(workspace: Workspace, what: Override, by: str = "ann") -> str:
    return overrides.set_value(workspace, what, by=by, fact_id=str(uuid.uuid4())).id


def test_a_value_shows_at_once_with_who_and_why_and_goes_without_a_trace(workspace: Workspace) -> None:
    before = entity_of(workspace, "a")
    city = next(each for each in before.golden if each.field == "city")
    assert {each.value: each.records for each in city.candidates} == {"George": 2, "Springs": 1}
    first = put(workspace, wanted(before, "Paarl"))
    shown = entity_of(workspace, "a")
    value = next(each for each in shown.golden if each.field == "city")
    assert (value.value, value.rule) == ("Paarl", "override")
    assert [(each.value, each.by, each.note) for each in shown.set_values] == [("Paarl", "ann", "asked them")]
    second = put(workspace, wanted(shown, ""))
    emptied = entity_of(workspace, "a")
    assert "city" in {each.field for each in emptied.unfilled}
    assert [each.fact_id for each in emptied.set_values] == [second, first]
    overrides.withdraw(workspace, second, by="ann", fact_id="u1")
    assert entity_of(workspace, "a").version == shown.version
    overrides.withdraw(workspace, first, by="ann", fact_id="u2")
    after = entity_of(workspace, "a")
    assert after == before


def test_an_entity_that_changed_meanwhile_is_looked_at_again(workspace: Workspace) -> None:
    seen = entity_of(workspace, "a")
    put(workspace, wanted(seen, "Paarl"))
    with pytest.raises(BadInput, match="changed while you looked"):
        put(workspace, wanted(seen, "Knysna"), by="ben")
    now = entity_of(workspace, "a")
    with pytest.raises(BadInput, match="shows already"):
        put(workspace, wanted(now, "Paarl"))
    with pytest.raises(BadInput, match="no such field"):
        put(workspace, wanted(now, "x", field="nothing"))
    with pytest.raises(BadInput, match="not have that record"):
        put(workspace, wanted(now, "x", record="h"))
    with pytest.raises(BadInput, match="no such value"):
        overrides.withdraw(workspace, "nobody", by="ann", fact_id="u")


def test_sending_twice_is_harmless(workspace: Workspace) -> None:
    what = wanted(entity_of(workspace, "a"), "Paarl")
    facts = [overrides.set_value(workspace, what, by="ann", fact_id="one") for _ in range(2)]
    assert facts[0] == facts[1]
    assert len(entity_of(workspace, "a").set_values) == 1


def test_a_value_goes_with_its_record_when_the_entity_is_split(workspace: Workspace) -> None:
    put(workspace, wanted(entity_of(workspace, "a"), "Paarl", record="c"))
    for left in ("a", "b"):
        body = {"left": left, "right": "c", "verdict": "non_match"}
        workspace.journal.append("judgement", body, by="ann", fact_id=f"apart {left}")
    revision.catch_up(workspace)
    alone, others = entity_of(workspace, "c"), entity_of(workspace, "a")
    assert [each.value for each in alone.golden if each.field == "city"] == ["Paarl"]
    assert [each.value for each in others.golden if each.field == "city"] != ["Paarl"]
    assert others.set_values == ()


def test_what_is_typed_is_kept_as_the_field_shows_it(workspace: Workspace, filled_folder: Path) -> None:
    filled = Workspace.open(filled_folder, workspace.settings)
    assert (
        overrides.understood(filled, "email", " Office@Karoogap.example.co.za ").value
        == "office@karoogap.example.co.za"
    )
    assert overrides.understood(filled, "city", "  Port   Nolloth ").value == "Port Nolloth"
    doubtful = overrides.understood(filled, "email", "not an address")
    assert doubtful.value == "not an address"
    assert doubtful.reason
