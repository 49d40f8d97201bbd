"""Records are held together by sure pairs and by people, and kept apart where a person said so."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hotpass.matching.partition import UNMET
from hotpass.stages import cluster
from hotpass.store.scratch import Scratch
from tests.cases import scene

RECORDS = list("abcdefg")
two = st.lists(st.sampled_from(RECORDS), min_size=2, max_size=2, unique=True)
pairs_drawn = st.lists(st.tuples(two, st.sampled_from([-5, -2, 1, 4, 5, 6, 7])), max_size=12)
judgements_drawn = st.lists(st.tuples(two, st.sampled_from(["match", "non_match", "unsure"])), max_size=8)
in_one_file = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Scratch(tmp_path, scene.job(tmp_path).settings) as made:
        yield made


def clustered(
    scratch: Scratch,
    records: Sequence[str],
    pairs: Sequence[Sequence[Any]],
    judgements: Sequence[Sequence[str]],
    unique: Sequence[str] = (),
) -> dict[str, list[str]]:
    """The clusters; the records of `unique` are from a source that holds no two records of one thing."""
    scratch.cursor.execute("BEGIN; DELETE FROM record; DELETE FROM judgement")
    rows = [[record, int(record in unique)] for record in records]
    scratch.cursor.execute("DELETE FROM unique_source; INSERT INTO unique_source VALUES (1)")
    scratch.cursor.execute(
        "INSERT INTO record (record_id, source_id) SELECT unnest(?::VARCHAR[]), unnest(?::INTEGER[])",
        [[row[place] for row in rows] for place in range(2)],
    )
    scene.add_pairs(scratch, pairs)
    scene.add_judgements(scratch, judgements)
    cluster.run(scratch, scene.job(scratch.folder))
    scratch.cursor.execute("COMMIT")
    return scene.groups(scratch)


@pytest.mark.parametrize("case", scene.cases("cluster"), ids=lambda case: case["case"])
def test_the_examples_hold(scratch: Scratch, case: dict[str, Any]) -> None:
    if "model" in case:
        scratch.cursor.execute("INSERT INTO model VALUES ('', 0, ?, ?, [], '{}', NULL, NULL)", case["model"])
    found = clustered(
        scratch, case["records"], case.get("pairs", []), case.get("judgements", []), case.get("unique", [])
    )
    notes = cluster.run(scratch, scene.job(scratch.folder)).notes
    held = scratch.cursor.execute("SELECT left_id || ' ' || right_id, reason FROM held_link").fetchall()
    assert list(found.values()) == case["clusters"]
    assert list(found) == [members[0] for members in case["clusters"]]
    assert dict(held) == case.get("held", {})
    assert [
        note
        for note in notes
        if not any(words in note for words in ("links wait", "own estimate", "sample", "together"))
    ] == case.get("notes", [])


def slow_and_right(
    pairs: Sequence[tuple[list[str], int]], judgements: Sequence[tuple[list[str], str]]
) -> list[list[str]] | None:
    """The same by trying everything: a fact holds if it agrees with all later ones, then the best two groups join.

    None where two couples of groups are equally good: which of them comes first is no matter of right and wrong.
    """
    latest = {frozenset(two): (serial, verdict) for serial, (two, verdict) in enumerate(judgements)}
    groups = [{record} for record in RECORDS]
    apart: list[frozenset[str]] = []

    def joined(two: frozenset[str]) -> list[set[str]]:
        met = [group for group in groups if group & two]
        return [group for group in groups if not group & two] + [set().union(*met)]

    def broken(candidate: list[set[str]]) -> bool:
        return any(wall <= group for group in candidate for wall in apart)

    for facing, (_, verdict) in sorted(latest.items(), key=lambda item: -item[1][0]):
        if verdict == "match" and not broken(joined(facing)):
            groups = joined(facing)
        if verdict == "non_match" and not any(facing <= group for group in groups):
            apart.append(facing)
    return greedily(groups, pairs, apart)


def greedily(
    groups: list[set[str]], pairs: Sequence[tuple[list[str], int]], apart: Sequence[frozenset[str]]
) -> list[list[str]] | None:
    """Joins the two groups whose pairs sum up best, again and again; None at a tie."""
    said: dict[frozenset[str], float] = {}
    for two, weight in pairs:
        said[frozenset(two)] = max(said.get(frozenset(two), weight), weight)

    told = [frozenset(group) for group in groups]

    def say(one: frozenset[str], other: frozenset[str]) -> float | None:
        met = [said[pair] for a in one for b in other if (pair := frozenset((a, b))) in said]
        return sum(met) if met else None

    def gain(one: set[str], other: set[str]) -> float:
        between = [say(a, b) for a in told if a <= one for b in told if b <= other]
        if all(bits is None for bits in between) or any(wall <= one | other for wall in apart):
            return 0
        return sum(UNMET if bits is None else bits for bits in between)

    while True:
        gains = [(gain(one, other), one, other) for one, other in combinations(groups, 2)]
        best = max((value for value, _, _ in gains), default=0)
        joining = [(one, other) for value, one, other in gains if value == best]
        if best <= 0:
            return sorted(sorted(group) for group in groups)
        if len(joining) > 1:
            return None
        one, other = joining[0]
        groups = [*(group for group in groups if group not in (one, other)), one | other]


@in_one_file
@given(pairs=pairs_drawn, judgements=judgements_drawn)
def test_clusters_are_what_trying_everything_gives(
    scratch: Scratch, pairs: list[tuple[list[str], int]], judgements: list[tuple[list[str], str]]
) -> None:
    found = clustered(
        scratch, RECORDS, [(*two, weight) for two, weight in pairs], [(*t, said) for t, said in judgements]
    )
    right = slow_and_right(pairs, judgements)
    assert right is None or sorted(found.values()) == right


@in_one_file
@given(pairs=pairs_drawn, judgements=judgements_drawn, chance=st.randoms(use_true_random=False))
def test_the_order_of_rows_and_the_direction_of_pairs_do_not_matter(
    scratch: Scratch, pairs: list[tuple[list[str], int]], judgements: list[tuple[list[str], str]], chance: Random
) -> None:
    told = [(*two, said) for two, said in judgements]
    straight = clustered(scratch, RECORDS, [(*two, weight) for two, weight in pairs], told)
    held = scratch.cursor.execute("FROM held_link").fetchall()
    turned = [(right, left, weight) for (left, right), weight in pairs]
    shuffled = clustered(scratch, chance.sample(RECORDS, len(RECORDS)), chance.sample(turned, len(turned)), told)
    assert shuffled == straight
    assert scratch.cursor.execute("FROM held_link").fetchall() == held


@in_one_file
@given(pairs=pairs_drawn, judgements=judgements_drawn, more=st.tuples(two, st.sampled_from(["match", "non_match"])))
def test_a_judgement_taken_back_leaves_no_trace(
    scratch: Scratch,
    pairs: list[tuple[list[str], int]],
    judgements: list[tuple[list[str], str]],
    more: tuple[list[str], str],
) -> None:
    edges = [(*two, weight) for two, weight in pairs]
    told = [(*two, said) for two, said in judgements]
    before = clustered(scratch, RECORDS, edges, told)
    clustered(scratch, RECORDS, edges, [*told, (*more[0], more[1])])
    assert clustered(scratch, RECORDS, edges, told) == before


def test_thousands_of_judgements_in_one_big_component_stay_quick(scratch: Scratch) -> None:
    names = [f"r{number:05d}" for number in range(3_000)]
    scratch.cursor.execute("INSERT INTO record (record_id) SELECT unnest(?)", [names])
    scene.add_pairs(scratch, [])
    scratch.cursor.execute(
        "INSERT INTO pair SELECT a, b, 9, 0.99, '0' FROM (SELECT unnest(?) AS a, unnest(?) AS b)",
        [names[:-1], names[1:]],
    )
    scratch.cursor.execute(
        "INSERT INTO judgement SELECT 'j' || a, row_number() OVER (), a, b, 'non_match', 'ann', now(), '' "
        "FROM (SELECT unnest(?) AS a, unnest(?) AS b)",
        [names[:-2:2], names[2::2]],
    )
    report = cluster.run(scratch, scene.job(scratch.folder))
    assert report.rows_out == 1_500
    assert max(len(members) for members in scene.groups(scratch).values()) == 2


def test_neighbours_that_were_taken_for_repeats_are_told_and_not_merged(scratch: Scratch) -> None:
    pairs = [["a", "b", 8], ["c", "d", 9], ["e", "f", 9]]
    clustered(scratch, RECORDS, pairs, [])
    scratch.cursor.execute(
        "INSERT INTO field (position, name, semantic_type) VALUES (0, 'name', 'organisation_name');"
        "INSERT INTO comparison (position, name, field, level) SELECT 0, 'name', 'name', unnest(range(8));"
        "ALTER TABLE pair ADD COLUMN gamma_name INTEGER;"
        "UPDATE pair SET gamma_name = CASE left_id WHEN 'a' THEN 7 ELSE 0 END; DELETE FROM caution"
    )
    notes = cluster.run(scratch, scene.job(scratch.folder)).notes
    assert any("67% have names with nothing in common" in note for note in notes)
    assert list(scene.groups(scratch).values()) == [["a", "b"], ["c"], ["d"], ["e"], ["f"], ["g"]]
    assert scratch.cursor.execute("SELECT count(*) FROM held_link WHERE waits").fetchall() == [(0,)]
    scratch.cursor.execute("UPDATE pair SET gamma_name = 2 WHERE left_id = 'c'")
    cluster.run(scratch, scene.job(scratch.folder))
    assert scratch.cursor.execute("SELECT left_id FROM held_link WHERE waits").fetchall() == [("c",)]
    scratch.cursor.execute("UPDATE pair SET gamma_name = 7; DELETE FROM caution")
    assert not any("nothing in common" in note for note in cluster.run(scratch, scene.job(scratch.folder)).notes)


def test_what_was_found_of_the_whole_holds_for_a_part(scratch: Scratch) -> None:
    clustered(scratch, RECORDS, [["a", "b", 8]], [])
    scratch.cursor.execute(
        "INSERT INTO field (position, name, semantic_type) VALUES (0, 'name', 'organisation_name');"
        "INSERT INTO comparison (position, name, field, level) SELECT 0, 'name', 'name', unnest(range(8));"
        "ALTER TABLE pair ADD COLUMN gamma_name INTEGER; UPDATE pair SET gamma_name = 3"
    )
    assert ["a", "b"] in scene.groups(scratch).values()
    scratch.cursor.execute("DELETE FROM caution; INSERT INTO caution VALUES (true)")
    cluster.run(scratch, scene.job(scratch.folder))
    assert len(scene.groups(scratch)) == len(RECORDS)
