"""Four eyes: some decisions are asked of a second person, who does not see the first; where they differ, of a third."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotpass.model.review import Queue, ReviewFilter, ReviewItem
from hotpass.settings import Settings
from hotpass.stewardship import revision
from hotpass.stewardship.opinions import opinions
from hotpass.stewardship.people import NAMELESS
from hotpass.stewardship.review import Desk
from hotpass.store.journal import WITHDRAWAL
from hotpass.store.workspace import Workspace
from tests.cases import published

ANY = ReviewFilter()
ALL = Settings(four_eyes=1.0, idle_seconds=0.5)
PAIRS = [(["a", "b"], 8.0), (["b", "c"], 2.0), (["a", "c"], 3.0), (["d", "e"], 4.5), (["f", "g"], 5.5)]
WAITING = (Queue.FOUR_EYES, Queue.SECOND_LOOK)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    published.publish_run(tmp_path / "w", PAIRS).close()
    made = Workspace.open(tmp_path / "w", ALL)
    yield made
    made.close()


def say(workspace: Workspace, by: str, verdict: str, left: str = "d", right: str = "e", **more: object) -> str:
    body = {"left": left, "right": right, "verdict": verdict, "seen": {left: left, right: right}, **more}
    fact = workspace.journal.append("judgement", body, by=by, fact_id=str(uuid.uuid4()))
    revision.catch_up(workspace)
    return fact.id


def waits(desk: Desk, by: str) -> tuple[int, int]:
    """How many links wait for a second person and for a third, as this person sees it."""
    counts = desk.counts(ANY, by)
    return counts[Queue.FOUR_EYES], counts[Queue.SECOND_LOOK]


def shown_to(desk: Desk, by: str, queue: Queue) -> ReviewItem:
    hand = desk.deal(by, queue, ANY, by=by)
    assert hand is not None
    (item,) = hand.items
    assert isinstance(item, ReviewItem)
    return item


def test_a_second_person_is_asked_and_does_not_see_the_first(workspace: Workspace, desk: Desk) -> None:
    say(workspace, "Ann", "match", note="I know them")
    assert (waits(desk, "Ann"), waits(desk, "Ben"), waits(desk, NAMELESS)) == ((0, 0), (1, 0), (0, 0))
    item = shown_to(desk, "Ben", Queue.FOUR_EYES)
    assert (item.said, item.joined, item.left.records, item.companions, item.edges) == ("", False, 1, (), ())
    hand = desk.deal("Ben", Queue.FOUR_EYES, ANY, by="Ben")
    assert hand is not None
    assert "I know them" not in hand.model_dump_json()
    assert "Ann" not in hand.model_dump_json()
    say(workspace, "Ben", "match")
    assert waits(desk, "Cy") == waits(desk, "Ben") == (0, 0)
    assert (opinions(workspace).links, opinions(workspace).same) == (1, 1)


def test_where_two_differ_a_third_decides(workspace: Workspace, desk: Desk) -> None:
    say(workspace, "Ann", "match")
    back = say(workspace, "Ben", "non_match")
    assert waits(desk, "Cy") == (0, 1)
    assert "Ben said: Different" in shown_to(desk, "Cy", Queue.SECOND_LOOK).said
    say(workspace, "Cy", "match")
    assert waits(desk, "Cy") == (0, 0)
    workspace.journal.append(WITHDRAWAL, {"target": back}, by="Ben", fact_id="undo")
    revision.catch_up(workspace)
    assert waits(desk, "Ben") == (0, 0)


def test_who_gives_in_settles_it(workspace: Workspace, desk: Desk) -> None:
    say(workspace, "Ann", "match")
    say(workspace, "Ben", "non_match")
    say(workspace, "Ann", "non_match")
    assert waits(desk, "Cy") == (0, 0)


def test_what_was_decided_for_many_or_put_off_needs_no_second(workspace: Workspace, desk: Desk) -> None:
    say(workspace, "Ann", "match", act={"id": "all", "deed": "decide_all"})
    say(workspace, "Ann", "unsure", "f", "g")
    assert waits(desk, "Ben") == (0, 0)


@pytest.mark.parametrize(("asked", "found"), [(Settings(), 0), (Settings(four_eyes_records=2), 2), (ALL, 3)])
def test_who_is_asked_depends_on_the_settings(workspace: Workspace, asked: Settings, found: int) -> None:
    for left, right, verdict in (("d", "e", "match"), ("f", "g", "non_match"), ("a", "c", "match")):
        say(workspace, "Ann", verdict, left, right)
    workspace.close()
    opened = Workspace.open(workspace.folder, asked)
    desk = Desk(opened)
    assert waits(desk, "Ben")[0] == found
    assert desk.four_eyes == (found > 0)
    desk.close()
    opened.close()


VERDICTS = st.sampled_from(["match", "non_match", "unsure"])


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["Ann", "Ben", "Cy"]), VERDICTS), max_size=6), st.data())
def test_whatever_people_say_only_their_last_words_count(
    workspace: Workspace, desk: Desk, words: list[tuple[str, str]], data: st.DataObject
) -> None:
    said = [(by, verdict, say(workspace, by, verdict)) for by, verdict in words]
    back = data.draw(st.sets(st.sampled_from(range(len(said))))) if said else set()
    for place in back:
        workspace.journal.append(WITHDRAWAL, {"target": said[place][2]}, by="Ann", fact_id=str(uuid.uuid4()))
    revision.catch_up(workspace)
    last = {by: verdict for place, (by, verdict, _) in enumerate(said) if place not in back}
    sure = {by: verdict for by, verdict in last.items() if verdict != "unsure"}
    apart = len(sure) == 2 and len(set(sure.values())) == 2
    for by in ("Ann", "Ben", "Cy"):
        assert waits(desk, by) == (int(len(sure) == 1 and by not in sure), int(apart)), (said, back)
    for place, (_, _, fact_id) in enumerate(said):
        if place not in back:
            workspace.journal.append(WITHDRAWAL, {"target": fact_id}, by="Ann", fact_id=str(uuid.uuid4()))
    revision.catch_up(workspace)
    assert waits(desk, "Ben") == (0, 0)
