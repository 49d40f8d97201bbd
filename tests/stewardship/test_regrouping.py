"""Regrouping by hand: seen before it is done, said in few judgements, never undone by a run, taken back as one."""

from pathlib import Path

import pytest

from hotpass.errors import BadInput
from hotpass.model.entity import Entity
from hotpass.model.regrouping import Regroup
from hotpass.stewardship import entities, regrouping, revision
from hotpass.stewardship.taking_back import take_back
from hotpass.store import publication
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.cases import published

# One entity of a, b, c and d, one of e and f, and g and h alone.
WHOLE = [
    (["a", "b"], 9.0),
    (["b", "c"], 9.0),
    (["a", "c"], 9.0),
    (["c", "d"], 9.0),
    (["b", "d"], 9.0),
    (["e", "f"], 9.0),
]


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return published.publish_run(tmp_path_factory.mktemp("once") / "w", WHOLE)


@pytest.fixture
def workspace(untouched: Workspace, tmp_path: Path) -> Workspace:
    untouched.copy(tmp_path / "w")
    return Workspace(tmp_path / "w", untouched.settings)


def home(workspace: Workspace, record: str) -> Entity:
    with shown(workspace) as run:
        assert run is not None
        entity_id = run.cursor.execute("SELECT entity_id FROM member WHERE record_id = ?", [record]).fetchall()[0][0]
    found = entities.entity(workspace, entity_id)
    assert found is not None
    return found


def records(found: Entity) -> str:
    return "".join(sorted(record.record_id for record in found.records))


def groups(workspace: Workspace) -> list[str]:
    return sorted({records(home(workspace, record)) for record in published.RECORDS})


def test_records_are_taken_out_as_was_foreseen_and_put_back_as_they_were(workspace: Workspace) -> None:
    before = home(workspace, "a")
    plan = regrouping.take_out(workspace, before.entity_id, ("d", "c"))
    seen = regrouping.foresee(workspace, plan)
    assert [records(each) for each in seen.before] == ["abcd"]
    assert sorted(records(each) for each in seen.after) == ["ab", "cd"]
    assert seen.exact
    assert seen.judgements == 3
    assert home(workspace, "a") == before, "a rehearsal leaves no trace"
    for _ in range(2):
        regrouping.regroup(workspace, seen.plan, by="ann", act_id="one", note="two firms")
    assert groups(workspace) == ["ab", "cd", "ef", "g", "h"]
    now = {records(each): each.version for each in (home(workspace, "a"), home(workspace, "c"))}
    assert now == {records(each): each.version for each in seen.after}
    with shown(workspace) as run:
        assert run is not None
        assert publication.judged(run.cursor) == (3, 3, 0)
    take_back(workspace, "one", by="ben", undo_id="back")
    assert len(take_back(workspace, "one", by="ben", undo_id="back")) == 3
    assert home(workspace, "a").version == before.version
    with pytest.raises(BadInput, match="already"):
        take_back(workspace, "one", by="ben", undo_id="again")


def test_what_was_taken_out_is_never_put_together_again(workspace: Workspace) -> None:
    plan = regrouping.take_out(workspace, home(workspace, "a").entity_id, ("c", "d"))
    saved = regrouping.regroup(workspace, plan, by="ann", act_id="one")
    facts = [published.Fact("judgement", each.body["left"], each.body["right"], each.body["verdict"]) for each in saved]
    sure = [*WHOLE, (["a", "d"], 20.0), (["b", "c"], 20.0), (["a", "c"], 20.0)]
    again = published.rerun(workspace.folder, sure, [], facts)
    found: dict[str, str] = {}
    for entity, record in again["member"]:
        found[entity] = found.get(entity, "") + record
    assert sorted(map(str, found.values())) == ["ab", "cd", "ef", "g", "h"]


def test_a_part_that_is_cut_again_does_not_go_back_to_where_it_was_taken_from(workspace: Workspace) -> None:
    def take_out(act_id: str, entity_of: str, taken: tuple[str, ...]) -> None:
        plan = regrouping.take_out(workspace, home(workspace, entity_of).entity_id, taken)
        regrouping.regroup(workspace, regrouping.foresee(workspace, plan).plan, by="ann", act_id=act_id)

    take_out("one", "a", ("c", "d"))
    for record, act_id in (("c", "two"), ("d", "three")):
        take_out(act_id, "c", (record,))
        assert groups(workspace) == ["ab", "c", "d", "ef", "g", "h"]
        take_back(workspace, act_id, by="ann", undo_id=f"{act_id} back")
        assert groups(workspace) == ["ab", "cd", "ef", "g", "h"]


def test_records_can_be_made_entities_each_of_its_own(workspace: Workspace) -> None:
    plan = regrouping.take_out(workspace, home(workspace, "a").entity_id, ("a", "b", "c", "d"), alone=True)
    seen = regrouping.foresee(workspace, plan)
    regrouping.regroup(workspace, seen.plan, by="ann", act_id="one")
    assert groups(workspace) == ["a", "b", "c", "d", "ef", "g", "h"]
    assert seen.judgements == 6


def test_two_entities_become_one_by_as_few_judgements_as_bring_it(workspace: Workspace) -> None:
    one, other = home(workspace, "a"), home(workspace, "e")
    seen = regrouping.foresee(workspace, regrouping.merge(workspace, one.entity_id, other.entity_id))
    assert (seen.exact, seen.judgements, [records(each) for each in seen.after]) == (True, 5, ["abcdef"])
    lone = regrouping.merge(workspace, home(workspace, "g").entity_id, home(workspace, "h").entity_id)
    assert regrouping.foresee(workspace, lone).judgements == 1
    regrouping.regroup(workspace, seen.plan, by="ann", act_id="one")
    assert home(workspace, "f").entity_id == one.entity_id
    take_back(workspace, "one", by="ann", undo_id="back")
    assert (home(workspace, "a"), home(workspace, "e")) == (one, other)


def test_a_record_moves_to_another_entity(workspace: Workspace) -> None:
    one, other = home(workspace, "a"), home(workspace, "e")
    plan = regrouping.move(workspace, "b", one.entity_id, other.entity_id)
    assert plan.deed is Regroup.MOVE
    seen = regrouping.foresee(workspace, plan)
    assert seen.exact
    regrouping.regroup(workspace, seen.plan, by="ann", act_id="one")
    assert groups(workspace) == ["acd", "bef", "g", "h"]
    take_back(workspace, "one", by="ann", undo_id="back")
    assert (home(workspace, "a").version, home(workspace, "e").version) == (one.version, other.version)


def test_an_older_decision_that_says_otherwise_is_named_and_counts_again_after_an_undo(workspace: Workspace) -> None:
    said = {"left": "e", "right": "g", "verdict": "match"}
    workspace.journal.append("judgement", said, by="ben", fact_id="old")
    revision.catch_up(workspace)
    assert "efg" in groups(workspace)
    seen = regrouping.foresee(workspace, regrouping.take_out(workspace, home(workspace, "g").entity_id, ("g",)))
    assert [words.split(" decided")[0] for words in seen.against] == ["ben"]
    regrouping.regroup(workspace, seen.plan, by="ann", act_id="one")
    assert "g" in groups(workspace)
    with shown(workspace) as run:
        assert run is not None
        assert publication.judged(run.cursor).broken == 0
    take_back(workspace, "one", by="ann", undo_id="back")
    assert "efg" in groups(workspace)


def test_what_changed_meanwhile_is_looked_at_again(workspace: Workspace) -> None:
    first = regrouping.take_out(workspace, home(workspace, "a").entity_id, ("d",))
    regrouping.regroup(workspace, first, by="ann", act_id="one")
    with pytest.raises(BadInput, match="look again"):
        regrouping.regroup(workspace, first, by="ben", act_id="two")
    assert len(list(workspace.journal.facts())) == 3


@pytest.mark.parametrize("chosen", [(), ("e",), ("a", "b", "c", "d"), ("nobody",)])
def test_a_plan_that_makes_no_sense_is_refused(workspace: Workspace, chosen: tuple[str, ...]) -> None:
    with pytest.raises(BadInput):
        regrouping.take_out(workspace, home(workspace, "a").entity_id, chosen)
    with pytest.raises(BadInput, match="same entity"):
        regrouping.merge(workspace, home(workspace, "a").entity_id, home(workspace, "b").entity_id)
    with pytest.raises(BadInput, match="No entity"):
        regrouping.merge(workspace, "x", "y")
