"""Every cluster becomes an entity that keeps its id, with one surviving value for each field."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hotpass.stages import merge
from hotpass.store.scratch import Scratch
from tests.cases import scene

RECORDS = list("abcdef")


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Scratch(tmp_path, scene.job(tmp_path).settings) as made:
        yield made


@pytest.mark.parametrize("case", scene.cases("merge"), ids=lambda case: case["case"])
def test_the_examples_hold(scratch: Scratch, case: dict[str, Any]) -> None:
    job = scene.job(scratch.folder, source_priority=tuple(case.get("trusted", ())))
    names = case.get("sources", ["only"])
    scene.add_sources(scratch, names)
    fields = scene.add_fields(scratch, case["fields"], len(names))
    scene.add_records(scratch, job, fields, case["records"])
    scene.add_pairs(scratch, [])
    scene.add_clusters(scratch, [list(case["records"])])
    for serial, (record_id, field, value) in enumerate(case.get("overrides", []), 1):
        row = [f"o{serial}", serial, record_id, None, field, value, "ann", scene.NOW, ""]
        scratch.cursor.execute("INSERT INTO override VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    notes = merge.run(scratch, job).notes
    found = scratch.cursor.execute("SELECT field, value, record_id, rule, alternatives FROM provenance").fetchall()
    assert {row[0]: list(row[1:]) for row in found} == case["golden"]
    columns = ", ".join(case["fields"])
    golden = scratch.cursor.execute(f"SELECT {columns} FROM golden").fetchall()
    assert golden == [tuple(case["golden"].get(name, [None])[0] for name in case["fields"])]
    assert list(notes) == case.get("notes", [])


def merged(scratch: Scratch, clusters: list[list[str]]) -> dict[str, list[str]]:
    """Entities after merging these clusters, with what was published before."""
    scene.add_clusters(scratch, clusters)
    merge.run(scratch, scene.job(scratch.folder))
    return scene.groups(scratch, "member", "entity_id")


def publish(scratch: Scratch) -> None:
    """What the next run would find of this one."""
    scratch.cursor.execute(
        "CREATE OR REPLACE TEMP TABLE before AS "
        "SELECT entity_id, record_id FROM member UNION ALL SELECT entity_id, record_id FROM former_member; "
        "DELETE FROM prior_member; INSERT INTO prior_member FROM before; "
        "DELETE FROM prior_redirect; INSERT INTO prior_redirect FROM redirect; "
        "DELETE FROM prior_retired; INSERT INTO prior_retired FROM retired_member"
    )


def start(scratch: Scratch) -> None:
    scene.add_sources(scratch, ["only"])
    scene.add_records(scratch, scene.job(scratch.folder), [], {record_id: {} for record_id in RECORDS})
    scene.add_pairs(scratch, [("a", "b", 3.5), ("b", "c", 7)])


def events(scratch: Scratch) -> list[tuple[Any, ...]]:
    found = scratch.cursor.execute("SELECT event, entity_id, other_id, records FROM entity_event WHERE event <> 'new'")
    return sorted(found.fetchall())


def by_record(entities: dict[str, list[str]]) -> dict[str, str]:
    return {record_id: entity_id for entity_id, members in entities.items() for record_id in members}


def test_an_entity_keeps_its_id_when_it_grows(scratch: Scratch) -> None:
    start(scratch)
    before = by_record(merged(scratch, [["b"], ["c"]]))
    publish(scratch)
    after = by_record(merged(scratch, [["a", "b"], ["c"]]))
    assert after["a"] == after["b"] == before["b"]
    assert after["c"] == before["c"]
    assert events(scratch) == []
    assert scratch.cursor.execute(
        "SELECT records, sources, weakest_weight FROM entity ORDER BY records"
    ).fetchall() == [
        (1, 1, None),
        (2, 1, 3.5),
    ]


def test_of_entities_that_meet_the_one_with_most_records_goes_on_and_the_others_lead_to_it(scratch: Scratch) -> None:
    start(scratch)
    before = by_record(merged(scratch, [["a"], ["b", "c"], ["d"]]))
    publish(scratch)
    after = by_record(merged(scratch, [["a", "b", "c", "d"]]))
    assert set(after.values()) == {before["b"]}
    led = dict(scratch.cursor.execute("SELECT old_id, entity_id FROM redirect").fetchall())
    assert led == {before["a"]: before["b"], before["d"]: before["b"]}
    assert events(scratch) == sorted(("merged", before[gone], before["b"], 1) for gone in "ad")


def test_a_split_leaves_a_note_on_both(scratch: Scratch) -> None:
    start(scratch)
    first = by_record(merged(scratch, [["a", "b", "c"]]))
    publish(scratch)
    second = by_record(merged(scratch, [["a"], ["b", "c"]]))
    assert second["b"] == first["b"]
    assert second["a"] != first["a"]
    assert events(scratch) == sorted([("split", first["b"], second["a"], 1), ("split", second["a"], first["b"], 1)])
    assert scratch.cursor.execute("FROM redirect").fetchall() == []


def test_what_was_merged_and_comes_apart_has_its_own_id_again(scratch: Scratch) -> None:
    start(scratch)
    first = by_record(merged(scratch, [["a"], ["b", "c"]]))
    publish(scratch)
    second = by_record(merged(scratch, [["a", "b", "c"]]))
    publish(scratch)
    third = by_record(merged(scratch, [["a"], ["b", "c"]]))
    assert third["b"] == second["b"] == first["b"]
    assert third == first
    said = [("split", third["b"], third["a"], 1), ("split", third["a"], third["b"], 1)]
    assert events(scratch) == sorted([("revived", third["a"], third["b"], 1), *said])
    assert scratch.cursor.execute("FROM redirect").fetchall() == []


@pytest.mark.parametrize("others", [["c"], ["b"], ["b", "c"], ["a", "b"], ["c", "d", "e"]])
def test_whichever_id_went_on_all_that_met_are_themselves_again_when_they_come_apart(
    scratch: Scratch, others: list[str]
) -> None:
    start(scratch)
    alone = [[record] for record in RECORDS]
    first = by_record(merged(scratch, alone))
    publish(scratch)
    merged(scratch, [["f", *others], *([record] for record in RECORDS if record not in {"f", *others})])
    publish(scratch)
    assert by_record(merged(scratch, alone)) == first


def test_of_ids_merged_one_after_the_other_each_comes_back_to_what_it_was(scratch: Scratch) -> None:
    start(scratch)
    first = by_record(merged(scratch, [["a"], ["b", "c"], ["d", "e", "f"]]))
    publish(scratch)
    merged(scratch, [["a", "b", "c"], ["d", "e", "f"]])
    publish(scratch)
    merged(scratch, [["a", "b", "c", "d", "e", "f"]])
    publish(scratch)
    led = dict(scratch.cursor.execute("FROM redirect").fetchall())
    assert led == dict.fromkeys([first["a"], first["b"]], by_record(scene.groups(scratch, "member", "entity_id"))["d"])
    assert by_record(merged(scratch, [["a"], ["b", "c"], ["d", "e", "f"]])) == first
    assert by_record(merged(scratch, [["a", "b", "c"], ["d", "e", "f"]]))["b"] == first["b"]
    assert dict(scratch.cursor.execute("FROM redirect").fetchall()) == {first["a"]: first["b"]}


def test_an_entity_that_is_absent_from_a_run_comes_back_as_itself(scratch: Scratch) -> None:
    start(scratch)
    first = by_record(merged(scratch, [["a", "b"], ["c"]]))
    publish(scratch)
    merged(scratch, [["c"]])
    assert events(scratch) == [("absent", first["a"], None, 2)]
    publish(scratch)
    assert by_record(merged(scratch, [["a", "b"], ["c"]])) == first


def test_two_new_entities_never_share_an_id(scratch: Scratch) -> None:
    start(scratch)
    scratch.cursor.execute("INSERT INTO prior_redirect SELECT 'e' || substr(md5('a'), 1, 12), 'e1'")
    found = merged(scratch, [["a"], ["b"]])
    assert "e" + "0cc175b9c0f1" not in found
    assert len(found) == 2


partition = st.lists(st.integers(-1, 3), min_size=len(RECORDS), max_size=len(RECORDS)).map(
    lambda places: [
        [record for record, place in zip(RECORDS, places, strict=True) if place == group] for group in range(4)
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@example(runs=[[list("abcdef")], [list("cdf"), ["e"]], [list("cde"), list("abf")], [list("abc"), list("df")]])
@example(runs=[[list("abcd"), list("ef")], [list("cf"), list("be")], [list("acdf")]])
@example(runs=[[list("abcde"), ["f"]], [["e"], list("bf")], [list("acd"), ["e"]]])
@given(runs=st.lists(partition, min_size=2, max_size=4))
def test_whatever_happens_ids_stay_with_the_majority_and_every_old_id_answers(
    scratch: Scratch, runs: list[list[list[str]]]
) -> None:
    scratch.cursor.execute("DROP TABLE IF EXISTS original; DROP VIEW IF EXISTS standard; DELETE FROM source")
    scratch.cursor.execute("DELETE FROM record; DELETE FROM prior_member; DELETE FROM prior_redirect")
    scratch.cursor.execute("DELETE FROM prior_retired")
    start(scratch)
    ever: set[str] = set()
    lived: dict[str, set[str]] = {}
    retired: dict[str, set[str]] = {}
    for clusters in runs:
        found = {entity: set(members) for entity, members in merged(scratch, [c for c in clusters if c]).items()}
        assert sorted(map(sorted, found.values())) == sorted(c for c in clusters if c)
        for entity, members in found.items():
            claims = {old: len(had & members) for old, had in lived.items() if 2 * len(had & members) > len(had)}
            strongest = [old for old, count in claims.items() if count == max(claims.values())]
            weaker = [had for old, had in lived.items() if old not in claims and len(had & members) > 0]
            if strongest and not weaker:
                assert entity == min(strongest)
        for again in (set(found) - set(lived)) & ever:
            present = retired[again] & set().union(*clusters)
            assert 2 * len(present & found[again]) > len(present)
        led = dict(scratch.cursor.execute("SELECT old_id, entity_id FROM redirect").fetchall())
        absent = {row[0] for row in scratch.cursor.execute("SELECT entity_id FROM former_member").fetchall()}
        ever |= set(found)
        for old in ever:
            assert (old in found) + (old in led) + (old in absent) == 1
            assert old not in led or led[old] in found or led[old] in absent
        lived = {row[0]: set() for row in scratch.cursor.execute("SELECT entity_id FROM former_member").fetchall()}
        for entity, record_id in scratch.cursor.execute("SELECT entity_id, record_id FROM former_member").fetchall():
            lived[entity].add(record_id)
        lived |= found
        retired = {}
        for entity, record_id in scratch.cursor.execute("SELECT entity_id, record_id FROM retired_member").fetchall():
            retired.setdefault(entity, set()).add(record_id)
        assert set(led) <= set(retired) <= set(led) | set(led.values())
        publish(scratch)
