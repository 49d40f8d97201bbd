"""One answer for many links: the exact count first, one act, taken back as one, never against what was decided."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hotpass.errors import BadInput
from hotpass.model.judgement import Judgement, Verdict
from hotpass.model.review import Band, Queue, ReviewFilter
from hotpass.stewardship import bulk, judgements, revision
from hotpass.stewardship.taking_back import take_back
from hotpass.store.workspace import Workspace
from tests.cases import published

PAIRS = [(["a", "b"], 8.0), (["b", "c"], 2.0), (["d", "e"], 4.5), (["f", "g"], 5.5), (["g", "h"], 4.0)]
ANY = ReviewFilter()


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = published.publish_run(tmp_path / "w", PAIRS)
    yield made
    made.close()


def decided(workspace: Workspace, left: str, right: str, verdict: Verdict) -> None:
    said = Judgement(left=left, right=right, verdict=verdict, by="ann", on=datetime.now(UTC))
    judgements.judge(workspace, said, str(uuid.uuid4()))


def without_events(workspace: Workspace) -> dict[str, object]:
    return {name: rows for name, rows in published.published_state(workspace).items() if name != "event"}


def test_every_link_of_a_band_is_decided_in_one_act_and_taken_back_as_one(workspace: Workspace) -> None:
    before = without_events(workspace)
    offered = bulk.offer(workspace, Queue.UNSURE, ReviewFilter(band=Band.LIKELY), Verdict.MATCH)
    assert sorted(offered.pairs) == [("d", "e"), ("f", "g"), ("g", "h")]
    assert {item.key for item in offered.samples} == {"d~e", "f~g", "g~h"}
    assert bulk.decide(workspace, offered, by="ann", act_id="act") == 3
    assert bulk.decide(workspace, offered, by="ann", act_id="act") == 3
    assert workspace.journal.head() == 3
    assert len(without_events(workspace)["entity"]) == 4  # type: ignore[arg-type] # rows of a table
    (act,) = bulk.done(workspace)
    assert (act.links, act.by, act.words) == (3, "ann", "Same · unsure pairs, 90 of 100 and more")
    take_back(workspace, act.act_id, by="ben", undo_id="undo")
    assert bulk.done(workspace) == ()
    assert {name: rows for name, rows in without_events(workspace).items() if name != "redirect"} == {
        name: rows for name, rows in before.items() if name != "redirect"
    }


def test_what_would_contradict_a_decision_is_left_for_a_person(workspace: Workspace) -> None:
    decided(workspace, "f", "h", Verdict.NON_MATCH)
    offered = bulk.offer(workspace, Queue.UNSURE, ANY, Verdict.MATCH)
    assert offered.against == 1
    assert len({("f", "g"), ("g", "h")} & set(offered.pairs)) == 1
    bulk.decide(workspace, offered, by="ann", act_id="act")
    assert revision.waiting(workspace) == 0


def test_a_decision_in_between_stops_the_whole_act(workspace: Workspace) -> None:
    offered = bulk.offer(workspace, Queue.UNSURE, ANY, Verdict.NON_MATCH)
    decided(workspace, "d", "e", Verdict.MATCH)
    with pytest.raises(BadInput, match="ann decided on one of these"):
        bulk.decide(workspace, offered, by="ben", act_id="act")
    assert workspace.journal.head() == 1


def test_where_nothing_waits_or_each_was_asked_for_nothing_is_offered(workspace: Workspace) -> None:
    with pytest.raises(BadInput, match="Nothing waits"):
        bulk.offer(workspace, Queue.UNSURE, ReviewFilter(words="no such words"), Verdict.MATCH)
    with pytest.raises(BadInput, match="one by one"):
        bulk.offer(workspace, Queue.SECOND_LOOK, ANY, Verdict.MATCH)


def test_a_blocking_rule_narrows_what_is_decided(workspace: Workspace) -> None:
    with workspace.database.transaction("r_r1") as cursor:
        cursor.execute("INSERT INTO blocking_rule VALUES (0, 'same city', 4), (1, 'same name', 1)")
        cursor.execute("UPDATE pair SET match_key = if(left_id = 'd', 1, 0)")
    offered = bulk.offer(workspace, Queue.UNSURE, ReviewFilter(rule="same name"), Verdict.NON_MATCH)
    assert offered.pairs == (("d", "e"),)
    assert bulk.words(offered) == "unsure pairs, met by same name"
