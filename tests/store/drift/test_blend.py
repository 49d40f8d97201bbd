"""Mix and change within add up to the whole move; a pure mix and a pure change are told apart."""

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotpass.model.drift import Aspect
from hotpass.store.drift.blend import blended, parts

filled = st.integers(0, 50).flatmap(lambda have: st.tuples(st.just(have), st.integers(max(1, have), 60)))
sides = st.dictionaries(st.sampled_from("abcd"), filled, min_size=1)

RUN = """
CREATE TABLE source AS SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS made (source_id, name);
CREATE TABLE field AS SELECT 'email' AS name, 'E-mail' AS title;
CREATE TABLE quality AS SELECT 'email' AS field, source_id, if(source_id = 1, 30, {second}) AS records,
    if(source_id = 1, 30, 0) AS filled FROM source;
CREATE TABLE record AS SELECT 'r' || n AS record_id, if(n < 30, 1, 2) AS source_id FROM range({rows}) AS made (n);
CREATE TABLE member AS SELECT record_id, if(source_id = 1, 'e', record_id) AS entity_id FROM record;
CREATE TABLE entity AS SELECT entity_id, count(*) AS records FROM member GROUP BY entity_id;
"""


def share(counts: dict[str, tuple[int, int]]) -> float:
    return sum(have for have, _ in counts.values()) / sum(rows for _, rows in counts.values())


@given(sides, sides)
def test_both_parts_add_up_to_the_move(before: dict[str, tuple[int, int]], now: dict[str, tuple[int, int]]) -> None:
    assert sum(parts(before, now)) == pytest.approx(share(now) - share(before), abs=1e-9)


def test_another_mix_is_not_taken_for_a_change_within() -> None:
    only_mix = parts({"a": (90, 100), "b": (10, 100)}, {"a": (90, 100), "b": (40, 400)})
    assert only_mix.within == pytest.approx(0)
    assert only_mix.mix == pytest.approx(130 / 500 - 0.5)
    only_within = parts({"a": (90, 100), "b": (10, 100)}, {"a": (45, 50), "b": (40, 50)})
    assert only_within.mix == pytest.approx(0)
    assert only_within.within == pytest.approx(0.35)
    came = parts({"a": (90, 100)}, {"a": (90, 100), "b": (0, 100)})
    assert came == pytest.approx((-0.45, 0))


def test_every_field_and_the_matching_are_split_where_there_are_several_sources() -> None:
    with duckdb.connect() as cursor:
        for run_id, second in (("one", 10), ("two", 40)):
            cursor.execute(f"CREATE SCHEMA r_{run_id}")
            cursor.execute(f"USE r_{run_id}")
            cursor.execute(RUN.format(second=second, rows=30 + second))
        found = {metric.column: metric for metric in blended(cursor, ("one", "two"))}
    assert set(found) == {"E-mail is filled", "records that share an entity"}
    for metric in found.values():
        assert metric.aspect is Aspect.BLEND
        assert metric.details["within"] == pytest.approx(0)
        assert metric.details["mix"] == pytest.approx(30 / 70 - 30 / 40)
        assert "by another mix of sources" in metric.words
