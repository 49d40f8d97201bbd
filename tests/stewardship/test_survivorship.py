"""Rules for values: what another would change is counted before it is kept, and the next run heeds it."""

from pathlib import Path

import pytest

from hotpass.errors import BadInput
from hotpass.model.audit import AuditFilter
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import audit, entities, regrouping, survivorship
from hotpass.stewardship.computation import compute
from hotpass.stewardship.entities import Sought
from hotpass.stewardship.taking_back import take_back
from hotpass.store.workspace import Workspace

ROWS = """key,name,email,city
1,Kestrel Flying School,fly@kestrel.example,George
2,Kestrel Flying School,fly@kestrel.example,George
3,Kestrel Flying School,fly@kestrel.example,Plettenberg Bay
4,Oribi Air Academy,info@oribi.example,Springs
"""


def cities(workspace: Workspace) -> list[str | None]:
    found = entities.search(workspace, Sought(), 1)
    assert found is not None
    return [line.values[found.titles.index("City")] for line in found.lines]


def make_one(workspace: Workspace, words: str) -> None:
    while True:
        found = entities.search(workspace, Sought(words=words), 1)
        assert found is not None
        if found.found == 1:
            return
        plan = regrouping.merge(workspace, found.lines[0].entity_id, found.lines[1].entity_id)
        regrouping.regroup(workspace, plan, by="ann", act_id=f"merge {found.found}")


def test_a_rule_is_foreseen_kept_heeded_and_taken_back(tmp_path: Path) -> None:
    file = tmp_path / "schools.csv"
    file.write_text(ROWS, encoding="utf-8")
    request = RunRequest(files=(file,), profile="organisation", key="key")
    compute(tmp_path / "w", request, Settings())
    workspace = Workspace.open(tmp_path / "w", Settings())
    make_one(workspace, "kestrel")
    usual = next(line for line in survivorship.rules(workspace) if line.field == "city")
    assert (usual.rule, usual.stated, cities(workspace)[0]) == (SurvivorshipRule.MOST_FREQUENT, None, "George")
    seen = survivorship.foresee(workspace, "city", SurvivorshipRule.LONGEST)
    assert (seen.changed, seen.examples[0][1:]) == (1, ("George", "Plettenberg Bay"))
    assert survivorship.foresee(workspace, "city", SurvivorshipRule.MOST_FREQUENT).changed == 0
    survivorship.state(workspace, "city", SurvivorshipRule.LONGEST, by="ann", fact_id="one", note="the full name")
    with pytest.raises(BadInput, match="already"):
        survivorship.state(workspace, "city", SurvivorshipRule.LONGEST, by="ann", fact_id="two")
    with pytest.raises(BadInput, match="no such field"):
        survivorship.foresee(workspace, "nothing", SurvivorshipRule.LONGEST)
    (line, *_) = audit.page(workspace, AuditFilter(), 1).lines
    assert line.words == "city by the rule “longest”, from the next run on"
    assert cities(workspace)[0] == "George"
    workspace.close()
    outcome = compute(tmp_path / "w", request, Settings())
    assert "The golden City is chosen as a steward said: longest." in outcome.notes
    assert cities(workspace)[0] == "Plettenberg Bay"
    take_back(workspace, "one", by="ann", undo_id="undo")
    assert next(line for line in survivorship.rules(workspace) if line.field == "city").stated is None
