from itertools import combinations
from pathlib import Path

import numpy as np
import pyarrow as pa
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
        rules = keys.rules(taken, compared)
        found = records.read(cursor, compared, keys.columns(rules), "standard")
        blocks = blocking.Blocks(found, rules)
        pairs = blocks.pairs(blocking.budget(found.count))
        settings = {
            "link_type": "dedupe_only",
            "comparisons": [],
            "blocking_rules_to_generate_predictions": [rule.splink() for rule in blocks.used()],
        }
        names = {name for comparison in compared for name in comparison.columns}
        table = {name: found.column(name) for name in sorted(names)} | {"unique_id": np.arange(found.count)}
        cursor.execute("CREATE SCHEMA apart; USE apart")
        cursor.register("splink_record", pa.table(table))
        linker = Linker(DuckDBAPI(cursor).register("splink_record"), settings, log_level=None)
        blocked = linker.inference.compute_blocked_pairs_for_predict()
        theirs = cursor.execute(f"SELECT join_key_l, join_key_r FROM {blocked.physical_name}").fetchall()
    ours = list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
    assert blocks.notes() == ()
    assert ours == sorted({(min(pair), max(pair)) for pair in theirs})
    assert sum(rule.pairs for rule in blocks.counts(pairs)) == len(ours)


def test_records_of_a_unique_source_never_meet(tmp_path: Path) -> None:
    rows, _ = generate(300)
    sources = [1 + number % 2 for number in range(300)]
    with connection(tmp_path) as cursor:
        taken, _ = evidence.weigh(cursor, fill(cursor, TYPES, [row[:5] for row in rows], sources), "standard")
        compared, _ = comparisons.derive(taken)
        rules = keys.rules(taken, compared)
        found = records.read(cursor, compared, keys.columns(rules), "standard")
    blocks = blocking.Blocks(found, rules)
    before = blocks.pairs(6_000)
    blocks.keep_apart([2])
    after = blocks.pairs(6_000)
    inside = (found.sources[before.left] == 2) & (found.sources[before.right] == 2)
    assert inside.any()
    assert set(after.keys(300)) >= set(before.keys(300)[~inside])
    assert not ((found.sources[after.left] == 2) & (found.sources[after.right] == 2)).any()


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
    assert blocking.budget(100_000_000) == blocking.MOST == blocking.most(100_000_000)
    assert all(blocking.budget(records) <= blocking.most(records) for records in (1, 10, 1_000, 100_000, 10_000_000))


@given(keys=st.sets(st.integers(0, 99)), known=st.sets(st.integers(0, 99)))
def test_only_what_is_not_known_is_new(keys: set[int], known: set[int]) -> None:
    asked = np.array(sorted(keys), dtype=np.int64)
    found = asked[blocking.absent(asked, np.array(sorted(known), dtype=np.int64))]
    assert set(found.tolist()) == keys - known
