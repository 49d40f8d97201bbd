from pathlib import Path

from hotpass.model.linkage import BlockingCount, ComparisonLevel, Linked
from hotpass.settings import Settings
from hotpass.store import pairs
from hotpass.store.scratch import Scratch

LEVEL = ComparisonLevel(
    position=0, name="name", field="name", title="Name", level=1, label="Same name", m=0.8, u=0.1, weight=3.0
)
FOUND = Linked(
    pairs="scored_pair",
    wrong_at_most=0.01,
    records=3,
    compared=2,
    comparisons=(LEVEL,),
    rules=(BlockingCount(position=0, rule="Same Name", pairs=2),),
    settings="{}",
    prior=0.01,
    auto_match_weight=5.0,
    clerical_weight=-1.0,
    unique_sources=(2,),
    rarity={"name__value": (0.5, 1.0)},
    standing={"crowd": "left_crowd"},
    notes=("A note.",),
)


def test_pairs_are_kept_in_the_order_of_their_ids_with_the_model_beside_them(tmp_path: Path) -> None:
    with Scratch(tmp_path, Settings()) as scratch:
        cursor = scratch.cursor
        cursor.execute(
            "CREATE TEMP TABLE scored_pair AS "
            "FROM (VALUES ('b', 'c', 2.0, 0.8, 0, 1), ('a', 'c', 9.0, 0.99, 0, 1)) "
            "AS made(left_id, right_id, match_weight, match_probability, match_key, gamma_name)"
        )
        cursor.execute("CREATE TEMP TABLE left_crowd AS SELECT 'Same City' AS rule, 'Durban' AS value")
        assert pairs.save(cursor, FOUND) == 2
        assert cursor.execute("FROM crowd").fetchall() == [("Same City", "Durban")]
        assert cursor.execute("SELECT left_id, right_id, gamma_name FROM pair").fetchall() == [
            ("a", "c", 1),
            ("b", "c", 1),
        ]
        assert cursor.execute("FROM unique_source").fetchall() == [(2,)]
        assert cursor.execute("FROM comparison").fetchall() == [
            (0, "name", "name", "Name", 1, "Same name", 0.8, 0.1, 3.0)
        ]
        assert cursor.execute("FROM blocking_rule").fetchall() == [(0, "Same Name", 2)]
        assert cursor.execute("FROM model").fetchall() == [
            ("{}", 0.01, 5.0, -1.0, ["A note."], '{"name__value": [0.5, 1.0]}', 0.01, None)
        ]
        left = cursor.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'temp'").fetchall()
        assert ("scored_pair",) not in left


def test_no_pairs_leave_a_table_without_rows(tmp_path: Path) -> None:
    with Scratch(tmp_path, Settings()) as scratch:
        nothing = FOUND.model_copy(update={"pairs": None, "comparisons": (), "rules": (), "standing": {}})
        assert pairs.save(scratch.cursor, nothing) == 0
        described = [row[0] for row in scratch.cursor.execute("DESCRIBE pair").fetchall()]
    assert described == ["left_id", "right_id", "match_weight", "match_probability", "match_key"]
