"""A master list: its ids are those of its entities, through whatever sequence of runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hotpass.stages import merge
from hotpass.store.scratch import Scratch
from tests.cases import scene
from tests.stages.test_merge import RECORDS, merged, publish, start

LISTED = {"a": "M-1", "b": "M-2", "c": "e0cc175b9c0f1"}  # the last is the id that a run would give to “a”


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Scratch(tmp_path, scene.job(tmp_path).settings) as made:
        start(made)
        yield made


def hand_in(scratch: Scratch, present: list[str]) -> None:
    """The next run's master list: those of its records that are there."""
    scratch.cursor.execute("DELETE FROM master_entity")
    for record in set(LISTED) & set(present):
        scratch.cursor.execute("INSERT INTO master_entity VALUES (?, ?)", [record, LISTED[record]])


drawn = st.lists(st.integers(-1, 3), min_size=len(RECORDS), max_size=len(RECORDS)).map(
    lambda places: [[r for r, place in zip(RECORDS, places, strict=True) if place == group] for group in range(4)]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=6)
@example(runs=[([list("de")], True), ([list("ad"), list("e")], True), ([list("de")], True), ([list("a")], True)])
@example(runs=[([list("abd")], True), ([list("d")], False), ([list("a"), list("b"), list("cd")], True)])
@given(runs=st.lists(st.tuples(drawn, st.booleans()), min_size=2, max_size=5))
def test_ids_of_the_master_survive_any_sequence_of_runs(
    scratch: Scratch, runs: list[tuple[list[list[str]], bool]]
) -> None:
    for table in ("prior_member", "prior_redirect", "prior_retired"):
        scratch.cursor.execute(f"DELETE FROM {table}")
    ever: set[str] = set()
    for drawn_clusters, handed_in in runs:
        clusters = [cluster for cluster in drawn_clusters if cluster]
        present = [record for cluster in clusters for record in cluster] if handed_in else []
        hand_in(scratch, present)
        found = merged(scratch, clusters)
        led = dict(scratch.cursor.execute("SELECT old_id, entity_id FROM redirect").fetchall())
        assert sorted(map(sorted, found.values())) == sorted(clusters)
        for record in set(LISTED) & set(present):
            home = next(entity for entity, members in found.items() if record in members)
            beside = {LISTED[other] for other in found[home] if other in LISTED}
            assert home in beside
            assert LISTED[record] == home or led[LISTED[record]] == home
        absent = {row[0] for row in scratch.cursor.execute("SELECT entity_id FROM former_member").fetchall()}
        ever |= set(found) | {LISTED[record] for record in set(LISTED) & set(present)}
        for old in ever:
            assert (old in found) + (old in led) + (old in absent) == 1
            assert old not in led or led[old] in found or led[old] in absent
        publish(scratch)


def test_what_a_run_merged_before_goes_on_under_the_masters_id(scratch: Scratch) -> None:
    before = {member: entity for entity, members in merged(scratch, [["d", "e"], ["f"]]).items() for member in members}
    publish(scratch)
    hand_in(scratch, ["a"])
    assert merged(scratch, [["a", "d", "e"], ["f"]]) == {"M-1": ["a", "d", "e"], before["f"]: ["f"]}
    events = scratch.cursor.execute(
        "SELECT entity_id, event, other_id, records FROM entity_event ORDER BY ALL"
    ).fetchall()
    assert events == [("M-1", "new", None, 3), (before["d"], "merged", "M-1", 2)]
    assert scratch.cursor.execute("FROM redirect").fetchall() == [(before["d"], "M-1")]
    note = merge.run(scratch, scene.job(scratch.folder)).notes[0]
    assert note == "Of the 1 entities of the master list 1 have records of other sources; 1 entities are not in it."
