"""Decisions take effect at once, as the run would have heeded them, and leave no trace when they are taken back."""

import itertools
import uuid
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hotpass.pipeline import PIPELINE
from hotpass.stewardship import revision
from hotpass.store.revision import TAKEN
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.cases import published
from tests.cases.published import RECORDS, Fact
from tests.cases.thoroughly import examples

two = st.lists(st.sampled_from(sorted(RECORDS)), min_size=2, max_size=2, unique=True)
pairs_drawn = st.lists(st.tuples(two, st.sampled_from([0.5, 2.0, 4.0, 7.0, 8.0])), max_size=10)
judged = st.tuples(st.just("judgement"), two, st.sampled_from(["match", "non_match", "unsure"]))
overridden = st.tuples(st.just("override"), two, st.sampled_from(["Paarl", "Knysna"]))
undone = st.tuples(st.just("undo"), two, st.integers(0, 9).map(str))
acts_drawn = st.lists(st.tuples(st.one_of(judged, judged, overridden, undone), st.booleans()), max_size=9)
NUMBERS = itertools.count()


def say(workspace: Workspace, kind: str, ends: list[str], said: str) -> str:
    left, right = ends
    body = {"left": left, "right": right, "verdict": said}
    if kind == "override":
        body = {"record_id": left, "field": "city", "value": said}
    return workspace.journal.append(kind, body, by="ann", fact_id=str(uuid.uuid4())).id


def take_back(workspace: Workspace, fact_id: str) -> None:
    workspace.journal.append("withdrawal", {"target": fact_id}, by="ann", fact_id=str(uuid.uuid4()))


def base_of(workspace: Workspace) -> list[tuple[Any, ...]]:
    with shown(workspace) as run:
        assert run is not None
        return run.cursor.execute("SELECT entity_id, record_id FROM member").fetchall()


@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=pairs_drawn, acts=acts_drawn)
@example(
    pairs=[(["a", "b"], 8.0), (["b", "c"], 7.0), (["c", "d"], 4.0)],
    acts=[
        (("judgement", ["a", "c"], "non_match"), True),
        (("judgement", ["c", "d"], "match"), True),
        (("undo", ["a", "b"], "0"), True),
        (("judgement", ["b", "e"], "match"), False),
    ],
)
def test_the_state_is_that_of_a_run_that_knew_the_surviving_facts(
    tmp_path: Path, pairs: list[tuple[list[str], float]], acts: list[tuple[tuple[str, list[str], str], bool]]
) -> None:
    folder = tmp_path / str(next(NUMBERS))
    workspace = published.publish_run(folder, pairs)
    base, before = base_of(workspace), published.published_state(workspace)
    standing: dict[str, Fact] = {}
    for (kind, ends, said), pause in acts:
        if kind != "undo":
            standing[say(workspace, kind, ends, said)] = Fact(kind, ends[0], ends[1], said)
        elif standing:
            target = list(standing)[int(said) % len(standing)]
            del standing[target]
            take_back(workspace, target)
        if pause:
            revision.catch_up(workspace)
    revision.catch_up(workspace)
    found = published.published_state(workspace)
    expected = published.rerun(folder, pairs, base, list(standing.values()))
    assert {table: found[table] for table in published.TABLES} == {t: expected[t] for t in published.TABLES}
    assert set(expected["redirect"]) <= set(found["redirect"])
    assert [event for event in expected["event"] if event[1] != "absent"] == found.get("event", [])
    assert revision.waiting(workspace) == 0
    for target in standing:
        take_back(workspace, target)
    revision.catch_up(workspace)
    after = published.published_state(workspace)
    assert {table: after[table] for table in published.TABLES} == {t: before[t] for t in published.TABLES}


def test_every_id_ever_shown_keeps_leading_somewhere(tmp_path: Path) -> None:
    workspace = published.publish_run(tmp_path / "w", [(["a", "b"], 8.0), (["b", "c"], 7.0)])
    apart = say(workspace, "judgement", ["a", "c"], "non_match")
    revision.catch_up(workspace)
    split = {entity for entity, _ in base_of(workspace)}
    take_back(workspace, apart)
    revision.catch_up(workspace)
    now = {entity for entity, _ in base_of(workspace)}
    led = dict(published.published_state(workspace)["redirect"])
    assert all(entity in now or led[entity] in now for entity in split)
    say(workspace, "judgement", ["a", "c"], "non_match")
    revision.catch_up(workspace)
    assert {entity for entity, _ in base_of(workspace)} == split
    assert not split & set(dict(published.published_state(workspace)["redirect"]))


def test_only_what_a_decision_concerns_is_derived_anew(tmp_path: Path) -> None:
    pairs = [(["a", "b"], 8.0), (["c", "d"], 8.0), (["b", "e"], 3.0), (["d", "f"], 3.0)]
    workspace = published.publish_run(tmp_path / "w", pairs)
    say(workspace, "judgement", ["b", "e"], "match")
    revision.catch_up(workspace)
    state = published.published_state(workspace)
    entity_of = {record: entity for entity, record in state["member"]}
    assert entity_of["a"] == entity_of["b"] == entity_of["e"]
    assert {event[0] for event in state["event"]}.isdisjoint({entity_of["c"], entity_of["f"]})
    assert [link[:2] for link in state["held_link"]] == [("d", "f")]


def test_all_that_the_stages_read_is_taken_out() -> None:
    stages = [stage for stage in PIPELINE if stage.name in ("cluster", "merge")]
    written = {table for stage in stages for table in stage.writes}
    read = {table for stage in stages for table in stage.reads}
    assert read - written - set(TAKEN) == set()


def test_a_run_of_an_earlier_hotpass_waits_for_the_next(tmp_path: Path) -> None:
    workspace = published.publish_run(tmp_path / "w", [(["a", "b"], 3.0)])
    with workspace.database.transaction("r_r1") as cursor:
        cursor.execute("DROP TABLE footing")
    before = published.published_state(workspace)
    say(workspace, "judgement", ["a", "b"], "match")
    revision.catch_up(workspace)
    assert revision.waiting(workspace) == 1
    assert published.published_state(workspace) == before


@pytest.mark.parametrize("unknown", [["a", "nobody"], ["nobody", "no one"]])
def test_a_decision_on_records_that_are_gone_waits_without_harm(tmp_path: Path, unknown: list[str]) -> None:
    workspace = published.publish_run(tmp_path / "w", [(["a", "b"], 8.0)])
    before = published.published_state(workspace)
    say(workspace, "judgement", unknown, "match")
    revision.catch_up(workspace)
    after = published.published_state(workspace)
    assert {table: after[table] for table in published.TABLES} == {t: before[t] for t in published.TABLES}
