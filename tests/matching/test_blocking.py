from itertools import combinations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from splink import DuckDBAPI, Linker

from hotpass.matching import blocking, comparisons, evidence, keys, records
from hotpass.model.semantic import SemanticType
from tests.benchmarks.generate import generate
from tests.matching.standard_records import connection, fill

TYPES = {
    "given_name": SemanticType.PERSON_NAME,
    "family_name": SemanticType.PERSON_NAME,
    "date_of_birth": SemanticType.DATE,
    "name": SemanticType.ORGANISATION_NAME,
    "email": SemanticType.EMAIL,
}
SIZES = st.lists(
    st.lists(st.tuples(st.integers(2, 50), st.integers(1, 20)), max_size=6, unique_by=lambda size: size[0])
)


def test_pairs_are_those_that_splink_finds_with_the_same_rules(tmp_path: Path) -> None:
    rows, _ = generate(150)
    with connection(tmp_path) as cursor:
        taken, _ = evidence.weigh(cursor, fill(cursor, TYPES, [row[:5] for row in rows]), "standard")
        compared, _ = comparisons.derive(taken)
        count = records.build(cursor, compared, "standard")
        found = blocking.block(cursor, keys.rules(taken, compared), count)
        ours = set(cursor.execute(f"SELECT join_key_l, join_key_r FROM {records.PAIRS}").fetchall())
        settings = {
            "link_type": "dedupe_only",
            "comparisons": [],
            "blocking_rules_to_generate_predictions": [rule.splink() for rule in found.rules],
        }
        linker = Linker(DuckDBAPI(cursor).register(records.RECORDS), settings, log_level=None)
        blocked = linker.inference.compute_blocked_pairs_for_predict()
        theirs = cursor.execute(f"SELECT join_key_l, join_key_r FROM {blocked.physical_name}").fetchall()
    assert found.notes == ()
    assert ours == {(min(pair), max(pair)) for pair in theirs}
    assert sum(rule.pairs for rule in found.counts) == found.pairs == len(ours)


@given(sizes=SIZES, allowed=st.integers(0, 5_000))
def test_the_budget_holds_and_small_blocks_come_first(sizes: list[list[tuple[int, int]]], allowed: int) -> None:
    caps = blocking.largest_blocks(sizes, allowed)
    spent = sum(
        blocks * size * (size - 1) // 2
        for found, cap in zip(sizes, caps, strict=True)
        for size, blocks in found
        if size <= cap
    )
    assert spent <= allowed
    left_out = [size for found, cap in zip(sizes, caps, strict=True) for size, _ in found if size > cap]
    assert all(cap <= min(left_out, default=cap) for cap in caps)


def test_budget_grows_more_slowly_than_the_pairs_there_could_be() -> None:
    assert blocking.budget(10) >= len(list(combinations(range(10), 2)))
    assert blocking.budget(1_000) == 20_000
    assert blocking.budget(1_000_000) <= 20 * 1_000_000
    assert blocking.budget(100_000_000) == blocking.MOST
