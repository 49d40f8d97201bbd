"""The sample check: drawn by lot, shown blind, and what it says of the merges."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotpass.model.judgement import Judgement, Verdict
from hotpass.model.review import Queue, ReviewFilter, ReviewItem
from hotpass.stewardship import judgements, revision, sample_check
from hotpass.stewardship.review import Desk
from hotpass.store.workspace import Workspace
from tests.cases import published

PAIRS = [(["a", "b"], 12.0), (["c", "d"], 8.0), (["e", "f"], 6.5), (["g", "h"], 2.0)]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    made = published.publish_run(tmp_path / "w", PAIRS)
    yield made
    made.close()


def decided(workspace: Workspace, left: str, right: str, verdict: Verdict) -> None:
    said = Judgement(left=left, right=right, verdict=verdict, by="ann", on=datetime.now(UTC))
    judgements.judge(workspace, said, f"{left}{right}{verdict}")
    revision.catch_up(workspace)


def test_merges_are_drawn_and_shown_as_if_nobody_had_made_them(workspace: Workspace) -> None:
    desk = Desk(workspace)
    hand = desk.deal("me", Queue.SAMPLE, ReviewFilter())
    assert hand is not None
    assert sorted(item.key for item in hand.items) == ["a~b", "c~d", "e~f"]
    for item in hand.items:
        assert isinstance(item, ReviewItem)
        assert (item.probability, item.edges, item.companions, item.joined) == (None, (), (), False)
        assert item.left.entity_id != item.right.entity_id
    desk.close()


def test_what_was_judged_is_counted_by_band_and_a_merge_that_was_parted_stays_counted(workspace: Workspace) -> None:
    before = sample_check.measured(workspace)
    assert [(each.merges, each.drawn, each.judged) for each in before] == [(1, 1, 0), (1, 1, 0), (1, 1, 0)]
    assert (before[0].lowest, before[0].highest) == (0.0, 1.0)
    decided(workspace, "a", "b", Verdict.MATCH)
    decided(workspace, "c", "d", Verdict.NON_MATCH)
    decided(workspace, "e", "f", Verdict.UNSURE)
    after = sample_check.measured(workspace)
    assert [(each.drawn, each.judged, each.wrong) for each in after] == [(1, 1, 0), (1, 1, 1), (1, 0, 0)]


def test_a_sample_is_no_larger_than_thirty_of_a_band_and_always_the_same(tmp_path: Path) -> None:
    workspace = published.publish_run(tmp_path / "w", PAIRS)
    with workspace.database.transaction("r_r1") as cursor:
        cursor.execute("INSERT INTO member SELECT 'e0', 'x' || n FROM range(100) AS t(n)")
        cursor.execute(
            "INSERT INTO pair BY NAME SELECT 'x' || n AS left_id, 'x' || (n + 1) AS right_id, 20.0 AS match_weight "
            "FROM range(99) AS t(n)"
        )
    (surest, *_) = sample_check.measured(workspace)
    assert (surest.merges, surest.drawn) == (100, 30)
    workspace.close()


def test_the_interval_is_that_of_the_textbook() -> None:
    assert sample_check.interval(1, 10) == pytest.approx((0.01788, 0.40415), abs=1e-5)
    assert sample_check.interval(0, 30) == pytest.approx((0.0, 0.11351), abs=1e-5)


@given(st.integers(1, 500).flatmap(lambda judged: st.tuples(st.integers(0, judged), st.just(judged))))
def test_the_interval_holds_the_share_and_stays_a_share(counted: tuple[int, int]) -> None:
    wrong, judged = counted
    lowest, highest = sample_check.interval(wrong, judged)
    assert 0 <= lowest <= wrong / judged + 1e-12
    assert wrong / judged - 1e-12 <= highest <= 1
