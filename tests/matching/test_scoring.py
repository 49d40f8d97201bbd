from pathlib import Path

import numpy as np
import pytest
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.matching import blocking, comparisons, evidence, keys, patterns, records, scoring, splink_model
from hotpass.matching.blocking import Blocks, Pairs
from hotpass.matching.comparison import Comparison
from hotpass.matching.scoring import Model, Scored
from hotpass.matching.training import Trained, train
from hotpass.model.semantic import SemanticType
from tests.benchmarks.generate import generate
from tests.matching.standard_records import connection, fill
from tests.matching.test_linker import PEOPLE

ALL = -1e6


def trained(
    cursor: DuckDBPyConnection, types: dict[str, SemanticType], rows: list[list[str]]
) -> tuple[tuple[Comparison, ...], Blocks, Pairs, Trained]:
    taken, _ = evidence.weigh(cursor, fill(cursor, types, rows), "standard")
    compared, _ = comparisons.derive(taken)
    rules = keys.rules(taken, compared)
    blocks = Blocks(records.read(cursor, compared, keys.columns(rules), "standard"), rules)
    pairs = blocks.pairs(blocking.budget(len(rows)))
    return compared, blocks, pairs, train(cursor, blocks, compared, pairs, 1)


def test_every_weight_is_the_one_splink_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows, _ = generate(1_500)
    with connection(tmp_path) as cursor:
        compared, blocks, pairs, found = trained(cursor, PEOPLE, rows)
        model = Model.of(compared, found.learned, found.rarity)
        scored = scoring.score(cursor, blocks.records, model, pairs, ALL)
        described = splink_model.describe(compared, blocks.used(), found)
        monkeypatch.setattr(splink_model, "CHECKED", len(pairs.left))
        cursor.execute("ATTACH ':memory:' AS apart; USE apart")
        splink_model.check(cursor, described, compared, blocks.records, found.rarity, scored)
        scored.weight[7] += 1e-6
        with pytest.raises(splink_model.WeightsDiffer):
            splink_model.check(cursor, described, compared, blocks.records, found.rarity, scored)
    assert len(scored.left) == len(pairs.left) > 5_000


def test_dropping_hopeless_pairs_early_loses_none_above_the_floor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, _ = generate(1_500)
    monkeypatch.setattr(scoring, "BATCH", 1_000)
    with connection(tmp_path) as cursor:
        compared, blocks, pairs, found = trained(cursor, PEOPLE, rows)
        model = Model.of(compared, found.learned, found.rarity)
        everything = scoring.score(cursor, blocks.records, model, pairs, ALL)
        for floor in (-6.6, 0.0, 10.0):
            kept = everything.weight >= floor
            scored = scoring.score(cursor, blocks.records, model, pairs, floor)
            assert told(scored) == told(everything, kept)
            assert kept.any()


@pytest.mark.parametrize("learned_pairs", [pytest.param(900, id="some known"), pytest.param(10**9, id="all known")])
def test_levels_that_are_known_from_learning_are_not_looked_up_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, learned_pairs: int
) -> None:
    rows, _ = generate(1_500)
    monkeypatch.setattr(scoring, "BATCH", 1_000)
    monkeypatch.setattr(patterns, "LEARNED_PAIRS", learned_pairs)
    with connection(tmp_path) as cursor:
        compared, blocks, pairs, found = trained(cursor, PEOPLE, rows)
        model = Model.of(compared, found.learned, found.rarity)
        assert found.sample is not None
        assert (found.sample.step == 1) == (learned_pairs > len(pairs.left))
        anew = scoring.score(cursor, blocks.records, model, pairs, -6.6)
        scored = scoring.score(cursor, blocks.records, model, pairs, -6.6, found.sample)
        assert told(scored) == told(anew)
        assert len(scored.left) > 100


def told(scored: Scored, chosen: NDArray[np.bool_] | None = None) -> list[tuple[object, ...]]:
    """The pairs with their levels and weights, in order."""
    here = np.ones(len(scored.left), dtype=np.bool_) if chosen is None else chosen
    columns: list[NDArray[np.generic]] = [scored.left, scored.right, scored.rule, scored.weight, *scored.levels]
    return sorted(zip(*(np.asarray(column)[here].tolist() for column in columns), strict=True))
