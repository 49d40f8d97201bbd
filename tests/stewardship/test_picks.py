"""Whose values the golden record shows is said together with “same”, and goes when that goes."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hotpass.model.review import Queue, ReviewFilter, ReviewItem
from hotpass.stewardship import revision
from hotpass.stewardship.review import Desk
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.cases import published

PAIRS = [(["a", "b"], 8.0), (["d", "e"], 4.5), (["b", "d"], 2.0)]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = published.publish_run(tmp_path / "w", PAIRS)
    yield made
    made.close()


def link(desk: Desk, key: str) -> ReviewItem:
    hand = desk.deal("me", Queue.UNSURE, ReviewFilter(), first=[key])
    assert hand is not None
    found = hand.items[0]
    assert isinstance(found, ReviewItem)
    assert found.key == key
    return found


def act(
    item: ReviewItem, verdict: str = "match", picks: tuple[tuple[str, str], ...] = (), **more: object
) -> dict[str, Any]:
    said = [{"field": field, "record_id": record} for field, record in picks]
    ends = {"left": item.left.record_id, "right": item.right.record_id}
    return {"id": str(uuid.uuid4()), "deed": "judge", "verdict": verdict, "picks": said, **ends, **more}


def golden(workspace: Workspace) -> dict[str, tuple[str, str]]:
    """What the golden record of each record's entity shows."""
    revision.catch_up(workspace)
    with shown(workspace) as now:
        assert now is not None
        rows = now.cursor.execute("SELECT record_id, name, city FROM member JOIN golden USING (entity_id)").fetchall()
    return {record: (name, city) for record, name, city in rows}


def test_the_golden_record_is_foreseen_by_the_rules(desk: Desk) -> None:
    item = link(desk, "d~e")
    rows = {row.field: row.offers for row in item.rows}
    assert rows == {"name": ("School d0", "School e1"), "city": ("Springs", "George")}
    assert {field: (one.value, one.side, one.rule) for field, one in item.golden.items()} == {
        "name": ("School d0", "left", "most frequent"),
        "city": ("Springs", "left", "longest"),
    }


def test_a_value_of_a_third_record_may_win(desk: Desk) -> None:
    item = link(desk, "b~d")
    assert item.golden["name"].side == "other"
    assert item.golden["name"].value == "School a0"


def test_what_is_foreseen_is_what_comes(workspace: Workspace, desk: Desk) -> None:
    item = link(desk, "d~e")
    desk.take([act(item)], "ann")
    assert golden(workspace)["e"] == (item.golden["name"].value, item.golden["city"].value)


def test_a_pick_is_kept_with_the_decision_and_taken_back_with_it(workspace: Workspace, desk: Desk) -> None:
    before = golden(workspace)
    decided = act(link(desk, "d~e"), picks=(("city", "e"), ("name", "e")))
    assert [receipt.stored for receipt in desk.take([decided, decided], "ann")] == [True, True]
    assert workspace.journal.head() == 3
    after = golden(workspace)
    assert after["d"] == after["e"] == ("School e1", "George")
    undo = {"id": str(uuid.uuid4()), "deed": "undo", "target": decided["id"]}
    assert [receipt.stored for receipt in desk.take([undo, undo], "ann")] == [True, True]
    assert golden(workspace) == before


@pytest.mark.parametrize("verdict", ["match", "non_match"])
def test_who_decides_again_leaves_no_pick_behind(workspace: Workspace, desk: Desk, verdict: str) -> None:
    item = link(desk, "d~e")
    first = act(item, picks=(("city", "e"),))
    again = act(item, verdict, supersedes=[first["id"]])
    assert all(receipt.stored for receipt in desk.take([first, again], "ann"))
    assert golden(workspace)["d"][1] == "Springs"


@pytest.mark.parametrize("pick", [("city", "a"), ("no such field", "e"), ("city", "nobody")])
def test_a_pick_that_is_not_there_saves_nothing(workspace: Workspace, desk: Desk, pick: tuple[str, str]) -> None:
    receipt = desk.take([act(link(desk, "d~e"), picks=(pick,))], "ann")[0]
    assert (receipt.stored, workspace.journal.head()) == (False, 0)
    assert "nothing was saved" in receipt.words


def test_different_things_take_no_values_from_each_other(workspace: Workspace, desk: Desk) -> None:
    desk.take([act(link(desk, "d~e"), "non_match", picks=(("city", "e"),))], "ann")
    assert workspace.journal.head() == 1
