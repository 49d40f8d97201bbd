"""The review desk: which links wait and why, what a decision leaves behind, and who is told what."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from hotpass.model.review import Queue, ReviewFilter, ReviewItem
from hotpass.settings import Settings
from hotpass.stewardship import decisions, revision
from hotpass.stewardship.hands import FRESH_SECONDS, OLD_SECONDS, Hand, Hands
from hotpass.stewardship.leases import GRACE_SECONDS, LEASE_SECONDS, Leases
from hotpass.stewardship.pace import pace
from hotpass.stewardship.review import Desk, patience
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.cases import published

PAIRS = [(["a", "b"], 8.0), (["b", "c"], 2.0), (["a", "c"], 3.0), (["d", "e"], 4.5), (["f", "g"], 5.5)]
ANY = ReviewFilter()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = published.publish_run(tmp_path / "w", PAIRS)
    yield made
    made.close()


def dealt(
    desk: Desk,
    queue: Queue = Queue.UNSURE,
    wanted: ReviewFilter = ANY,
    *,
    holder: str = "me",
    passed: Sequence[str] = (),
    first: Sequence[str] = (),
) -> Hand:
    hand = desk.deal(holder, queue, wanted, passed, first)
    assert hand is not None
    return hand


def keys(hand: Hand) -> list[str]:
    return [item.key for item in hand.items]


def links(hand: Hand) -> list[ReviewItem]:
    return [item for item in hand.items if isinstance(item, ReviewItem)]


def judged(item: ReviewItem, verdict: str = "match", **more: object) -> dict[str, Any]:
    ends = {"left": item.left.record_id, "right": item.right.record_id}
    seen = {item.left.record_id: item.left.version, item.right.record_id: item.right.version}
    return {"id": str(uuid.uuid4()), "deed": "judge", "verdict": verdict, "seen": seen, **ends, **more}


def test_one_link_waits_for_each_two_groups_that_may_be_one(desk: Desk) -> None:
    hand = dealt(desk)
    assert sorted(keys(hand)) == ["a~c", "d~e", "f~g"]
    assert hand.waiting == 3
    first = links(hand)[0]
    assert first.key == "a~c"
    assert (first.left.records, first.right.records, first.links) == (2, 1, 2)
    assert [companion.place for companion in first.companions] == ["contacts.csv, row 2"]


@pytest.mark.parametrize("verdict", ["match", "non_match", "unsure"])
def test_a_decided_link_waits_no_more_even_before_it_is_applied(workspace: Workspace, desk: Desk, verdict: str) -> None:
    item = links(dealt(desk))[0]
    receipt = desk.take([judged(item, verdict)], "ann")[0]
    assert receipt.stored
    assert item.key not in keys(dealt(desk))
    revision.catch_up(workspace)
    hand = dealt(desk)
    assert " · School a" in hand.decided[0].words
    assert item.key not in keys(hand)
    assert desk.counts(ANY)[Queue.DEFERRED] == (verdict == "unsure")
    assert desk.take([{"id": str(uuid.uuid4()), "deed": "undo", "target": receipt.id}], "ann")[0].stored
    revision.catch_up(workspace)
    assert item.key in keys(dealt(desk))


def test_a_decision_keeps_what_was_seen_who_made_it_and_how_long_it_took(workspace: Workspace, desk: Desk) -> None:
    item = links(dealt(desk))[0]
    desk.take([judged(item, milliseconds=4200, note="same street")], "ann")
    fact = workspace.journal.since(0)[-1]
    assert fact.by == "ann"
    assert fact.body["seen"] == {"a": "a", "c": "c"}
    assert (fact.body["milliseconds"], fact.body["note"], fact.body["supersedes"]) == (4200, "same street", [])


def test_the_same_act_sent_twice_is_one_fact(workspace: Workspace, desk: Desk) -> None:
    act = judged(links(dealt(desk))[0])
    assert [receipt.stored for receipt in desk.take([act, act], "ann")] == [True, True]
    assert desk.take([act], "ann")[0].stored
    assert workspace.journal.head() == 1


def test_the_second_of_two_people_is_told_who_decided_what(workspace: Workspace, desk: Desk) -> None:
    hand = dealt(desk)
    desk.take([judged(links(hand)[0], as_of=hand.as_of)], "ann")
    late = desk.take([judged(links(hand)[0], "non_match", as_of=hand.as_of)], "ben")[0]
    assert not late.stored
    assert "ann decided this" in late.words
    assert "Same" in late.words
    assert workspace.journal.head() == 1


def test_who_changes_his_own_mind_is_not_refused(desk: Desk) -> None:
    hand = dealt(desk)
    first = judged(links(hand)[0], as_of=hand.as_of)
    again = judged(links(hand)[0], "non_match", as_of=hand.as_of, supersedes=[first["id"]])
    assert [receipt.stored for receipt in desk.take([first, again], "ann")] == [True, True]


@pytest.mark.parametrize(
    "sent",
    [
        {"id": "x", "deed": "judge"},
        {"id": str(uuid.uuid4()), "deed": "judge", "left": "a", "right": "b"},
        {"id": str(uuid.uuid4()), "deed": "judge", "left": "a", "right": "a", "verdict": "match"},
        {"id": str(uuid.uuid4()), "deed": "undo", "target": "nothing"},
        "no act at all",
        None,
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(workspace: Workspace, desk: Desk, sent: object) -> None:
    receipt = desk.take([sent], "ann")[0]
    assert not receipt.stored
    assert receipt.words
    assert workspace.journal.head() == 0


def test_a_second_look_waits_until_somebody_decides(workspace: Workspace, desk: Desk) -> None:
    item = links(dealt(desk))[0]
    ends = {"left": item.left.record_id, "right": item.right.record_id}
    desk.take([{"id": str(uuid.uuid4()), "deed": "second_look", **ends}], "ann")
    revision.catch_up(workspace)
    assert keys(dealt(desk, Queue.SECOND_LOOK)) == [item.key]
    desk.take([judged(item)], "ben")
    revision.catch_up(workspace)
    assert keys(dealt(desk, Queue.SECOND_LOOK)) == []


def test_a_decision_on_records_that_changed_since_is_stale(workspace: Workspace, desk: Desk) -> None:
    item = links(dealt(desk))[0]
    desk.take([judged(item, seen={"a": "as it was", "c": "c"})], "ann")
    revision.catch_up(workspace)
    hand = dealt(desk, Queue.STALE)
    assert keys(hand) == [item.key]
    assert links(hand)[0].said == "ann said: Same"


def test_filters_narrow_the_queue(desk: Desk) -> None:
    assert keys(dealt(desk, wanted=ReviewFilter(words="school d"))) == ["d~e"]
    assert keys(dealt(desk, wanted=ReviewFilter(words="'; DROP TABLE pair"))) == []
    assert dealt(desk, wanted=ReviewFilter(label="members.csv")).waiting == 3
    assert dealt(desk, wanted=ReviewFilter(label="elsewhere")).waiting == 0
    assert set(keys(dealt(desk, wanted=ReviewFilter(field="city")))) == {"d~e", "f~g"}
    assert dealt(desk, wanted=ReviewFilter(field="no such field")).waiting == 3


def test_a_link_by_its_address_comes_first_and_one_gone_by_comes_no_more(desk: Desk) -> None:
    assert keys(dealt(desk, first=["d~e"]))[0] == "d~e"
    assert keys(dealt(desk, first=["nobody~nothing"])) == keys(dealt(desk))
    assert "d~e" not in keys(dealt(desk, passed=["d~e"]))


def test_two_desks_never_have_the_same_link(desk: Desk) -> None:
    first = dealt(desk, holder="me")
    assert (len(first.items), first.elsewhere) == (3, 0)
    second = dealt(desk, holder="you")
    assert (second.items, second.waiting, second.elsewhere) == ((), 3, 3)


def test_a_lease_ends() -> None:
    now = [0.0]
    leases = Leases(clock=lambda: now[0])
    assert leases.claim("me", ["a", "b"], 1) == ["a"]
    assert leases.claim("you", ["a", "b"], 2) == ["b"]
    assert leases.others("me") == {"b"}
    leases.claim("me", [], 1)
    now[0] = GRACE_SECONDS + 1
    assert leases.claim("you", ["a", "b"], 2) == ["a", "b"]
    now[0] += LEASE_SECONDS + 1
    assert leases.others("me") == set()


def test_a_hand_serves_again_without_what_was_decided_until_it_is_old_or_something_is_taken_back(
    workspace: Workspace, desk: Desk
) -> None:
    now, item = [0.0], links(dealt(desk))[0]
    others = [
        item.model_copy(update={"key": f"x~{n}", "left": item.left.model_copy(update={"record_id": f"x{n}"})})
        for n in range(11)
    ]
    hand = Hand(items=(item, *others), waiting=20, elsewhere=0, as_of=workspace.journal.head(), decided=())
    hands = Hands(clock=lambda: now[0])
    hands.keep("me", "unsure", hand)
    receipt = desk.take([judged(item)], "ann")[0]
    left = hands.again("me", "unsure", ["x~0"], workspace.journal)
    assert left is not None
    assert (keys(left), left.waiting) == ([f"x~{n}" for n in range(1, 11)], 19)
    assert hands.again("me", "stale", [], workspace.journal) is None
    assert hands.again("you", "unsure", [], workspace.journal) is None
    assert not hands.wears_out("me", hand)
    few = hands.again("me", "unsure", [f"x~{n}" for n in range(6)], workspace.journal)
    assert few is not None
    assert hands.wears_out("me", few)
    assert hands.again("me", "unsure", [f"x~{n}" for n in range(8)], workspace.journal) is None
    now[0] = FRESH_SECONDS + 1
    assert hands.wears_out("me", hand)
    now[0] = OLD_SECONDS + 1
    assert hands.again("me", "unsure", [], workspace.journal) is None
    now[0] = 0.0
    desk.take([{"id": str(uuid.uuid4()), "deed": "undo", "target": receipt.id}], "ann")
    assert hands.again("me", "unsure", [], workspace.journal) is None


def test_without_a_run_nothing_is_dealt(tmp_path: Path) -> None:
    desk = Desk(Workspace.open(tmp_path / "empty", Settings(), create=True))
    assert desk.deal("me", Queue.UNSURE, ANY) is None
    assert set(desk.counts(ANY).values()) == {0}
    assert desk.choices() == ([], {}, [])
    desk.close()


def test_ages_are_said_roughly() -> None:
    ages: Callable[..., str] = decisions.ago
    assert ages(0.4) == "just now"
    assert ages(59) == "59 seconds ago"
    assert ages(7300) == "2 hours ago"
    assert ages(-50) == "just now"


def test_a_stretched_group_is_shown_by_its_two_sides_and_different_takes_it_apart(tmp_path: Path) -> None:
    workspace = published.publish_run(tmp_path / "s", [(["a", "b"], 33.0), (["b", "c"], 17.0), (["c", "d"], 33.0)])
    desk = Desk(workspace)
    (item,) = links(dealt(desk, Queue.STRETCHED))
    assert (item.left.record_id, item.right.record_id, item.joined) == ("b", "c", True)
    assert (item.left.records, item.right.records) == (2, 2)
    assert item.nodes == ("b", "c", "a", "d")
    assert [companion.side for companion in item.companions] == ["left", "right"]
    assert desk.counts(ANY)[Queue.STRETCHED] == 1
    desk.take([judged(item, "non_match")], "ann")
    assert desk.counts(ANY)[Queue.STRETCHED] == 0
    revision.catch_up(workspace)
    with shown(workspace) as now:
        assert now is not None
        sizes = now.cursor.execute("SELECT records FROM entity ORDER BY records").fetchall()
    assert sizes == [(1,), (1,), (1,), (1,), (2,), (2,)]
    desk.close()
    workspace.close()


def test_a_stretched_group_that_is_one_after_all_is_not_asked_about_again(tmp_path: Path) -> None:
    workspace = published.publish_run(tmp_path / "s", [(["a", "b"], 33.0), (["b", "c"], 17.0)])
    desk = Desk(workspace)
    (item,) = links(dealt(desk, Queue.STRETCHED))
    desk.take([judged(item, "match")], "ann")
    revision.catch_up(workspace)
    assert dealt(desk, Queue.STRETCHED).items == ()
    desk.close()
    workspace.close()


def test_the_pace_is_the_median_of_ones_own_latest_decisions(workspace: Workspace) -> None:
    def decided(by: str, milliseconds: int) -> None:
        body = {"left": "a", "right": "b", "verdict": "unsure", "milliseconds": milliseconds}
        workspace.journal.append("judgement", body, by=by, fact_id=str(uuid.uuid4()))

    for milliseconds in (2000, 4000, 9000, 3000):
        decided("ann", milliseconds)
        decided("ben", 60_000)
    assert pace(workspace.journal, "ann") is None
    decided("ann", 30 * 60_000)
    assert pace(workspace.journal, "ann") is None
    decided("ann", 5000)
    assert pace(workspace.journal, "ann") == 4000
    assert pace(workspace.journal, "nobody") is None


def test_a_hand_tells_the_pace(workspace: Workspace, desk: Desk) -> None:
    for _ in range(5):
        body = {"left": "a", "right": "b", "verdict": "unsure", "milliseconds": 1500}
        workspace.journal.append("judgement", body, by="ann", fact_id=str(uuid.uuid4()))
    hand = desk.deal("me", Queue.UNSURE, ANY, by="ann")
    assert hand is not None
    assert hand.pace == 1500


def test_what_takes_long_waits_for_a_longer_pause() -> None:
    assert patience(0.1) == (0.7, 5.0)
    assert patience(2.0) == (2.0, 40.0)
