"""Groups at the review desk: how they are shown, and what a decision on one of them leaves behind."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hotpass.model.group import GroupItem
from hotpass.model.review import Queue, ReviewFilter
from hotpass.settings import Settings
from hotpass.stewardship import judgements, revision
from hotpass.stewardship.review import Desk
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.cases import published

# Two clumps of three that one sure pair holds together, and two records apart.
CLUMPS = [(two, 60.0) for two in (["a", "b"], ["b", "c"], ["a", "c"], ["d", "e"], ["e", "f"], ["d", "f"])]
CLUMPS += [(["c", "d"], 35.0), (["g", "h"], 4.0)]
ANY = ReviewFilter()


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace as the run left it; copied by those who decide."""
    folder = tmp_path_factory.mktemp("begun") / "w"
    published.publish_run(folder, CLUMPS).close()
    return folder


@pytest.fixture
def workspace(begun: Path, tmp_path: Path) -> Iterator[Workspace]:
    made = Workspace.open(shutil.copytree(begun, tmp_path / "w"), Settings(idle_seconds=0.5))
    yield made
    made.close()


def groups(workspace: Workspace) -> list[str]:
    """The records of each entity, as one word each."""
    with shown(workspace) as run:
        assert run is not None
        found = run.cursor.execute("SELECT string_agg(record_id, '' ORDER BY record_id) FROM member GROUP BY entity_id")
        return sorted(row[0] for row in found.fetchall())


def entity_of(workspace: Workspace, record: str) -> str:
    with shown(workspace) as run:
        assert run is not None
        return str(run.cursor.execute("SELECT entity_id FROM member WHERE record_id = ?", [record]).fetchall()[0][0])


def seen(desk: Desk, *records: str) -> GroupItem:
    """The group of these records as the desk shows it when it is asked for."""
    name = "group:" + "~".join(dict.fromkeys(entity_of(desk.workspace, record) for record in records))
    hand = desk.deal("me", Queue.UNSURE, ANY, (), [name])
    assert hand is not None
    (item,) = [each for each in hand.items if isinstance(each, GroupItem)]
    return item


def said(item: GroupItem, verdict: str, chosen: str = "", **more: object) -> dict[str, Any]:
    ends = {"left": item.ends[0], "right": item.ends[1]}
    told = {"entities": item.entities, "digest": item.digest, "seen": item.seen, "chosen": list(chosen)}
    return {"id": str(uuid.uuid4()), "deed": "group", "verdict": verdict, **ends, **told, **more}


def applied(desk: Desk, act: dict[str, Any]) -> list[str]:
    """Makes the act, and answers what the groups are then."""
    receipt = desk.take([act], "ann")[0]
    assert (receipt.stored, receipt.words) == (True, "")
    revision.catch_up(desk.workspace)
    return groups(desk.workspace)


def test_a_large_group_is_shown_by_its_clumps_and_its_weakest_link(desk: Desk) -> None:
    hand = desk.deal("me", Queue.BIG, ANY)
    assert hand is not None
    (item,) = hand.items
    assert isinstance(item, GroupItem)
    assert (item.records, [clump.members for clump in item.clumps]) == (6, [("a", "c", "b"), ("e", "d", "f")])
    assert [(bridge.one, bridge.other) for bridge in item.bridges] == [(0, 1)]
    assert item.bridges[0].words == "1 of 9 pairs met; on the whole that speaks strongly for"
    assert item.ends == ("c", "d")
    assert hand.waiting == desk.counts(ANY)[Queue.BIG] == 1


def test_filters_narrow_the_groups(desk: Desk) -> None:
    wanted = [ReviewFilter(words="e1"), ReviewFilter(words="g0"), ReviewFilter(label="members.csv")]
    wanted += [ReviewFilter(label="elsewhere"), ReviewFilter(field="city"), ReviewFilter(field="no such field")]
    assert [desk.counts(each)[Queue.BIG] for each in wanted] == [1, 0, 1, 0, 1, 1]


def test_all_one_is_stored_as_a_tree_and_settles_the_group(desk: Desk) -> None:
    assert applied(desk, said(seen(desk, "a"), "match")) == ["abcdef", "g", "h"]
    assert [each.verdict for each in judgements.every(desk.workspace)] == ["match"] * 5
    assert desk.counts(ANY)[Queue.BIG] == 0
    assert seen(desk, "a").said == "ann said: all one thing"


def test_one_act_is_one_undo(desk: Desk) -> None:
    before = published.published_state(desk.workspace)
    act = said(seen(desk, "a"), "match", "abc")
    assert applied(desk, act) == ["abc", "def", "g", "h"]
    hand = desk.deal("me", Queue.UNSURE, ANY)
    assert hand is not None
    assert hand.decided[0].words.startswith("Group: some are a group of their own")
    assert desk.take([{"id": str(uuid.uuid4()), "deed": "undo", "target": act["id"]}], "ann")[0].stored
    revision.catch_up(desk.workspace)
    after = published.published_state(desk.workspace)
    assert {table: after[table] for table in published.TABLES} == {t: before[t] for t in published.TABLES}
    assert desk.counts(ANY)[Queue.BIG] == 1


def test_a_cut_says_as_little_as_keeps_the_two_apart(desk: Desk) -> None:
    assert applied(desk, said(seen(desk, "a"), "match", "def")) == ["abc", "def", "g", "h"]
    found = sorted((each.left, each.right, each.verdict.value) for each in judgements.every(desk.workspace))
    assert found == [("c", "d", "non_match"), ("d", "e", "match"), ("d", "f", "match")]


def test_a_record_moves_from_one_group_to_the_other(desk: Desk) -> None:
    applied(desk, said(seen(desk, "a"), "match", "def"))
    assert applied(desk, said(seen(desk, "a", "d"), "match", "abcd")) == ["abcd", "ef", "g", "h"]


def test_two_groups_become_one_and_stay_two(desk: Desk) -> None:
    item = seen(desk, "a", "g")
    assert (item.sizes, len(item.clumps), item.bridges[0].words) == ((6, 1), 2, "nothing between them was compared")
    assert applied(desk, said(item, "non_match")) == ["abcdef", "g", "h"]
    assert len(judgements.every(desk.workspace)) == 1
    assert applied(desk, said(seen(desk, "a", "g"), "match")) == ["abcdefg", "h"]
    with shown(desk.workspace) as run:
        assert run is not None
        entity = dict(run.cursor.execute("SELECT record_id, entity_id FROM member").fetchall())
    standing = judgements.every(desk.workspace)
    assert all((each.verdict == "match") == (entity[each.left] == entity[each.right]) for each in standing)


def test_few_records_are_all_different(desk: Desk) -> None:
    applied(desk, said(seen(desk, "a"), "match", "def"))
    assert applied(desk, said(seen(desk, "a"), "non_match")) == ["a", "b", "c", "def", "g", "h"]


def test_not_sure_puts_the_weakest_link_off(desk: Desk) -> None:
    applied(desk, said(seen(desk, "a"), "unsure"))
    counts = desk.counts(ANY)
    assert (counts[Queue.BIG], counts[Queue.DEFERRED]) == (0, 1)


def test_a_group_that_is_no_longer_as_it_was_seen_is_refused(desk: Desk) -> None:
    item = seen(desk, "a")
    applied(desk, said(item, "match", "abc"))
    late = desk.take([said(item, "match")], "ben")[0]
    assert not late.stored
    assert "no longer as you saw it" in late.words
    wrong = seen(desk, "d")
    for act in (said(wrong, "match", "def"), said(wrong, "match", "ax"), said(wrong, "match") | {"verdict": None}):
        assert not desk.take([act], "ben")[0].stored
    assert desk.workspace.journal.head() == 1


def test_the_same_act_sent_twice_is_one_fact(desk: Desk) -> None:
    act = said(seen(desk, "a"), "match", "abc")
    assert [receipt.stored for receipt in desk.take([act, act], "ann")] == [True, True]
    assert desk.workspace.journal.head() == 1


def test_all_different_is_only_for_a_few(desk: Desk) -> None:
    assert "5 records at most" in desk.take([said(seen(desk, "a"), "non_match")], "ann")[0].words


def test_a_group_that_is_gone_is_left_out(desk: Desk) -> None:
    hand = desk.deal("me", Queue.UNSURE, ANY, (), ["group:nobody", "group:"])
    assert hand is not None
    assert [item.key for item in hand.items] == ["g~h"]


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.sets(st.sampled_from("abcdef"), min_size=1, max_size=5),
    then=st.sets(st.sampled_from("abcdefgh"), min_size=2),
)
@example(first=set("abce"), then=set("ac"))
def test_what_was_ticked_is_one_group_apart_from_the_others(
    begun: Path, tmp_path: Path, first: set[str], then: set[str]
) -> None:
    workspace = Workspace.open(shutil.copytree(begun, tmp_path / uuid.uuid4().hex), Settings(idle_seconds=0.5))
    desk = Desk(workspace)
    for chosen in (first, then):
        item = seen(desk, *sorted(chosen))
        wanted = "".join(sorted(chosen))
        everyone = {record.record_id for record in item.rows} == chosen
        assert wanted in applied(desk, said(item, "match", "" if everyone else wanted))
    desk.close()
    workspace.close()
