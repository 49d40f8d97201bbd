"""Time travel: an earlier run is looked at and returned to, with the decisions made since, and all of it taken back."""

import uuid
from pathlib import Path
from typing import Any

import pytest

from hotpass.errors import BadInput
from hotpass.model.audit import AuditFilter
from hotpass.model.drift import Fate
from hotpass.stewardship import audit, entities, returning, revision
from hotpass.stewardship.entities import Sought
from hotpass.stewardship.taking_back import take_back
from hotpass.store import publication
from hotpass.store.drift import changes
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.cases import published

FIRST = [(["a", "b"], 9.0), (["e", "f"], 9.0)]
# In the second run a and b come apart, and c and d, g and h are one.
SECOND = [(["c", "d"], 9.0), (["e", "f"], 9.0), (["g", "h"], 9.0)]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("twice") / "w"
    published.publish_run(folder, FIRST, "r1")
    return published.publish_run(folder, SECOND, "r2")


@pytest.fixture
def workspace(untouched: Workspace, tmp_path: Path) -> Workspace:
    untouched.copy(tmp_path / "w")
    return Workspace(tmp_path / "w", untouched.settings)


def groups(workspace: Workspace, as_of: str | None = None) -> list[str]:
    with shown(workspace, as_of) as run:
        assert run is not None
        rows = run.cursor.execute("SELECT string_agg(record_id, '' ORDER BY record_id) FROM member GROUP BY entity_id")
        return sorted(row[0] for row in rows.fetchall() if len(row[0]) > 1)


def members(workspace: Workspace) -> dict[str, set[str]]:
    with shown(workspace) as run:
        assert run is not None
        rows = run.cursor.execute("SELECT entity_id, list(record_id) FROM member GROUP BY entity_id").fetchall()
        return {entity_id: set(records) for entity_id, records in rows}


def answer(workspace: Workspace, entity_id: str) -> set[str]:
    found = entities.entity(workspace, entity_id)
    return {each.record_id for each in found.records} if found else set()


def state(workspace: Workspace) -> dict[str, Any]:
    found = published.published_state(workspace)
    return {table: found[table] for table in published.TABLES}


def judge(workspace: Workspace, left: str, right: str, verdict: str) -> str:
    body = {"left": left, "right": right, "verdict": verdict}
    fact = workspace.journal.append("judgement", body, by="ann", fact_id=str(uuid.uuid4()))
    revision.catch_up(workspace)
    return fact.id


def test_an_earlier_run_is_looked_at_without_changing_what_is_shown(workspace: Workspace) -> None:
    assert groups(workspace, "r1") == ["ab", "ef"]
    found = entities.search(workspace, Sought(least_records=2), 1, "r1")
    assert found is not None and found.found == 2
    before = entities.entity(workspace, found.lines[0].entity_id, "r1")
    assert before is not None and before.record_count == 2
    assert groups(workspace) == ["cd", "ef", "gh"]
    with pytest.raises(BadInput, match="No run r9 is kept"), shown(workspace, "r9"):
        pass


def test_what_a_return_changes_is_foreseen_and_comes_true(workspace: Workspace) -> None:
    judge(workspace, "e", "f", "non_match")
    seen = returning.foresee(workspace, "r1")
    assert groups(workspace) == ["cd", "gh"]
    assert (seen.decisions, seen.later, seen.entities.merged, seen.entities.split) == (1, 0, 1, 2)
    assert seen.lists[Fate.SPLIT].found == 2
    returning.return_to(workspace, "r1", by="ann", fact_id="back", note="the second file was wrong")
    assert groups(workspace) == ["ab"]
    with workspace.database.cursor() as cursor:
        assert changes.entities(cursor, ("r2", "r1")) == seen.entities
    stands = returning.standing(workspace)
    assert stands is not None and (stands.run_id, stands.by, stands.note) == ("r1", "ann", "the second file was wrong")
    (line, *_) = audit.page(workspace, AuditFilter(), 1).lines
    assert line.words == "Run r1 is shown in the place of run r2"


def test_taking_it_back_restores_what_was_shown(workspace: Workspace) -> None:
    before = state(workspace)
    returning.return_to(workspace, "r1", by="ann", fact_id="back")
    assert state(workspace) != before
    take_back(workspace, "back", by="ann", undo_id="undo")
    assert state(workspace) == before
    assert returning.standing(workspace) is None


def test_decisions_made_meanwhile_hold_on_either_side(workspace: Workspace) -> None:
    returning.return_to(workspace, "r1", by="ann", fact_id="back")
    said = judge(workspace, "b", "h", "match")
    assert groups(workspace) == ["abh", "ef"]
    take_back(workspace, "back", by="ann", undo_id="undo")
    assert groups(workspace) == ["bgh", "cd", "ef"]
    take_back(workspace, said, by="ann", undo_id="undo too")
    assert groups(workspace) == ["cd", "ef", "gh"]


def test_every_id_ever_given_keeps_answering(workspace: Workspace) -> None:
    judge(workspace, "g", "h", "non_match")
    given = members(workspace)
    returning.return_to(workspace, "r1", by="ann", fact_id="back")
    assert all(given[entity_id] & answer(workspace, entity_id) for entity_id in given)
    given |= members(workspace)
    workspace.close()
    again = published.publish_run(workspace.folder, [*SECOND, (["a", "c"], 9.0)], "r3")
    assert all(given[entity_id] & answer(again, entity_id) for entity_id in given)


def test_a_run_that_is_published_later_is_shown(workspace: Workspace) -> None:
    returning.return_to(workspace, "r1", by="ann", fact_id="back")
    workspace.close()
    published.publish_run(workspace.folder, SECOND, "r3")
    assert returning.standing(workspace) is None
    assert groups(workspace) == ["cd", "ef", "gh"]
    with pytest.raises(BadInput, match="A run was published since"):
        take_back(workspace, "back", by="ann", undo_id="undo")
    with workspace.database.cursor() as cursor:
        assert publication.kept(cursor) == ["r3", "r2", "r1"]


def test_a_return_that_the_database_did_not_hear_of_is_made_up_for(workspace: Workspace, tmp_path: Path) -> None:
    given = members(workspace)
    workspace.copy(tmp_path / "late")
    returning.return_to(workspace, "r1", by="ann", fact_id="back")
    (tmp_path / "late" / "journal.jsonl").write_bytes(workspace.journal.path.read_bytes())
    late = Workspace(tmp_path / "late", workspace.settings)
    revision.catch_up(late)
    assert state(late) == state(workspace)
    assert all(given[entity_id] & answer(late, entity_id) for entity_id in given)


@pytest.mark.parametrize(("run_id", "words"), [("r2", "is the one that is shown"), ("r9", "No run r9 is kept")])
def test_what_makes_no_sense_is_refused(workspace: Workspace, run_id: str, words: str) -> None:
    for act in (
        lambda: returning.foresee(workspace, run_id),
        lambda: returning.return_to(workspace, run_id, by="ann", fact_id="back"),
    ):
        with pytest.raises(BadInput, match=words):
            act()
