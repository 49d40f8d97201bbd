from collections.abc import Sequence
from pathlib import Path

from duckdb import DuckDBPyConnection

from hotpass.matching.linker import SCORED, link, prepare
from hotpass.matching.request import LinkRequest
from hotpass.model.linkage import TWINS
from hotpass.settings import Settings
from tests.benchmarks.generate import generate
from tests.matching.standard_records import Rows, connection, fill
from tests.matching.test_linker import PEOPLE

BASE = generate(300)[0]
CROWD = 150
Pair = tuple[str, str, float]


def twins(
    cursor: DuckDBPyConnection, rows: Rows, sources: Sequence[int] = (), repeats: dict[int, bool] | None = None
) -> list[Pair]:
    """The pairs of records of which one stands for the other."""
    link(cursor, prepare(cursor, fill(cursor, PEOPLE, rows, sources)), LinkRequest(Settings(), repeats or {}))
    asked = f"SELECT left_id, right_id, match_weight FROM {SCORED} WHERE match_key = {TWINS} ORDER BY ALL"
    return cursor.execute(asked).fetchall()


def test_a_crowd_of_equal_records_is_brought_together_by_one_of_them(tmp_path: Path) -> None:
    with connection(tmp_path) as cursor:
        found = twins(cursor, [*BASE, *[BASE[7]] * CROWD])
        everything = cursor.execute(f"SELECT count(*) FROM {SCORED}").fetchall()[0][0]
    same = [number for number, row in enumerate(BASE) if row == BASE[7]]
    assert {left for left, _, _ in found} == {f"r{same[0]:05d}"}
    assert len(found) == CROWD + len(same) - 1
    assert all(weight > 20 for _, _, weight in found)
    assert everything < 3 * len(BASE) + len(found)


def test_equal_records_weigh_alike_whether_one_stands_for_the_others_or_not(tmp_path: Path) -> None:
    with connection(tmp_path) as cursor:
        (left, right, folded), *_ = twins(cursor, [*BASE, *[BASE[7]] * CROWD])
        trained = link(
            cursor, prepare(cursor, fill(cursor, PEOPLE, [*BASE, *[BASE[7]] * CROWD])), LinkRequest(Settings())
        )
        link(
            cursor,
            prepare(cursor, fill(cursor, PEOPLE, [*BASE, BASE[7]])),
            LinkRequest(Settings(), model=trained.settings),
        )
        apart = cursor.execute(f"SELECT match_weight FROM {SCORED} WHERE left_id = 'r00007' AND right_id = 'r00300'")
        [(weight,)] = apart.fetchall()
    assert (left, right) == ("r00007", "r00300")
    # One more record of the same words is one more that has them, and makes each a little more frequent.
    assert weight < folded < weight + 12


def test_records_of_a_source_that_repeats_nothing_stand_for_nobody(tmp_path: Path) -> None:
    sources = [1] * len(BASE) + [2] * CROWD
    with connection(tmp_path) as cursor:
        assert twins(cursor, [*BASE, *[BASE[7]] * CROWD], sources, {2: False}) == []
        assert len(twins(cursor, [*BASE, *[BASE[7]] * CROWD], sources, {1: False})) == CROWD - 1


def test_records_that_say_nothing_are_not_the_same(tmp_path: Path) -> None:
    with connection(tmp_path) as cursor:
        assert twins(cursor, [*BASE, *[[None] * len(PEOPLE)] * CROWD]) == []


def test_where_only_twins_are_left_each_is_met_by_itself(tmp_path: Path) -> None:
    """Two people, of whom nothing agrees: folded, no two records would meet and nothing be learned."""
    one, other = BASE[0], next(row for row in BASE if not set(row) & set(BASE[0]))
    with connection(tmp_path) as cursor:
        assert twins(cursor, [one, other] * 25) == []
        assert cursor.execute(f"SELECT count(*) FROM {SCORED} WHERE match_weight > 0").fetchall()[0][0] == 25 * 24
