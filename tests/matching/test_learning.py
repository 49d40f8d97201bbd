import math
from pathlib import Path

import numpy as np
import pytest
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray
from splink import DuckDBAPI, Linker, block_on

from hotpass.matching import learning
from hotpass.matching.patterns import Patterns
from tests.matching.standard_records import connection

TRUE_M = [[0.1, 0.2, 0.7], [0.2, 0.8], [0.05, 0.95]]
TRUE_U = [[0.95, 0.04, 0.01], [0.9, 0.1], [0.98, 0.02]]
NO_RARITY = [frozenset[int]()] * 3
NO_RINGS = [np.zeros(1)] * 3


def sampled(shares: list[list[float]], count: int, seed: int) -> NDArray[np.int8]:
    chance = np.random.default_rng(seed)
    columns = [chance.choice(len(share), size=count, p=share) for share in shares]
    return np.stack(columns, axis=1).astype(np.int8)


def counted(levels: NDArray[np.int8]) -> Patterns:
    found, counts = np.unique(levels, axis=0, return_counts=True)
    return Patterns(found, np.zeros(len(found)), counts.astype(np.float64))


def test_the_shares_that_made_the_pairs_are_found_again() -> None:
    """Random pairs hold matches too, as many as there are among all pairs."""
    met = counted(np.vstack([sampled(TRUE_M, 20_000, 1), sampled(TRUE_U, 180_000, 2)]))
    random = np.vstack([sampled(TRUE_M, 30_000, 3), sampled(TRUE_U, 270_000, 4)])
    seen = [np.bincount(random[:, place]).astype(np.float64) for place in range(3)]
    starts = [[0.2, 0.2, 0.6], [0.3, 0.7], [0.3, 0.7]]
    found = learning.learn(met, seen, starts, [{}] * 3, NO_RARITY, learning.Room(200_000, math.inf), NO_RINGS)
    assert found.prior == pytest.approx(0.1, rel=0.1)
    for learned, true in zip(found.m, TRUE_M, strict=True):
        assert learned == pytest.approx(true, abs=0.03)
    for learned, true in zip(found.u, TRUE_U, strict=True):
        assert learned == pytest.approx(true, abs=0.01)


def test_no_more_matches_are_learned_than_there_can_be() -> None:
    met = counted(np.vstack([sampled(TRUE_M, 20_000, 1), sampled(TRUE_U, 180_000, 2)]))
    seen = [np.bincount(sampled(TRUE_U, 100_000, 4)[:, place]).astype(np.float64) for place in range(3)]
    starts = [[0.2, 0.2, 0.6], [0.3, 0.7], [0.3, 0.7]]
    room = learning.Room(200_000, 5_000)
    found = learning.learn(met, seen, starts, [{}] * 3, NO_RARITY, room, NO_RINGS)
    assert found.prior == pytest.approx(5_000 / 200_000)


def test_chance_is_no_rarer_near_a_place_than_around_it() -> None:
    """The ring within 1 km is a hundredth of that within 10 km: what matches leave of it is too little."""
    rings = np.array([0.0, 1.0, 0.01])
    met = counted(np.repeat(np.array([[2], [1]], dtype=np.int8), [1_000, 100], axis=0))
    random = np.array([1_000_000.0, 1_000.0, 1_000.0])
    found = learning.learn(
        met, [random], [[0.1, 0.1, 0.8]], [{}], NO_RARITY[:1], learning.Room(1_000_000, 990), [rings]
    )
    (u,) = found.u
    assert u[2] >= 0.0099 * u[1]
    alone = learning.learn(met, [random], [[0.1, 0.1, 0.8]], [{}], NO_RARITY[:1], learning.Room(1_000_000, 990), [None])
    assert alone.u[0] == pytest.approx(random / random.sum())


def test_levels_nobody_saw_keep_what_was_expected_and_nothing_is_absurd() -> None:
    nothing = Patterns(np.empty((0, 2), dtype=np.int8), np.empty(0), np.empty(0))
    found = learning.learn(
        nothing,
        [np.zeros(2)] * 2,
        [[0.4, 0.6], [0.1, 0.9]],
        [{}, {}],
        [frozenset(), frozenset()],
        learning.Room(1, 1),
        NO_RINGS[:2],
    )
    for shares in (*found.m, *found.u):
        assert np.isfinite(shares).all()
        assert (shares > 0).all()
        assert shares.sum() == pytest.approx(1)
    assert 0 < found.prior < 1
    assert found.m[0] == pytest.approx([0.4, 0.6])


def test_one_round_of_learning_is_what_splink_learns(tmp_path: Path) -> None:
    """The same pairs, the same u and the same prior give the m that Splink's own estimation gives."""
    levels = np.vstack([sampled(TRUE_M, 300, 6), sampled(TRUE_U, 700, 7)])
    with connection(tmp_path) as cursor:
        splinks = splink_m(cursor, levels)
    patterns = counted(levels)
    m = [np.array(share) for share in TRUE_M]
    for _ in range(500):
        matched = (
            learning.match_chance(patterns, m, [np.array(u) for u in TRUE_U], NO_RARITY, prior := 0.3) * patterns.counts
        )
        m = [
            np.array([matched[patterns.levels[:, place] == level].sum() for level in range(len(share))]) / matched.sum()
            for place, share in enumerate(m)
        ]
    assert prior == 0.3
    for place, share in enumerate(m):
        assert share == pytest.approx(splinks[place], abs=2e-3)


def splink_m(cursor: DuckDBPyConnection, levels: NDArray[np.int8]) -> list[list[float]]:
    """Each pair of levels becomes a pair of records that agree exactly so; blocking on the pair's own number."""
    cursor.execute("CREATE TABLE splink_input (unique_id INTEGER, pair INTEGER, a INTEGER, b INTEGER, c INTEGER)")
    rows = []
    for number, row in enumerate(levels.tolist()):
        rows += [[2 * number, number, 0, 0, 0], [2 * number + 1, number, *row]]
    cursor.executemany("INSERT INTO splink_input VALUES (?, ?, ?, ?, ?)", rows)
    comparisons = [
        {
            "output_column_name": name,
            "comparison_levels": [
                {
                    "sql_condition": f"{name}_l IS NULL OR {name}_r IS NULL",
                    "label_for_charts": "no",
                    "is_null_level": True,
                },
                *(
                    {
                        "sql_condition": f"{name}_l + {name}_r = {level}" if level else "ELSE",
                        "label_for_charts": str(level),
                        "m_probability": TRUE_M[place][level],
                        "u_probability": TRUE_U[place][level],
                    }
                    for level in reversed(range(len(TRUE_M[place])))
                ),
            ],
        }
        for place, name in enumerate("abc")
    ]
    settings = {
        "link_type": "dedupe_only",
        "comparisons": comparisons,
        "blocking_rules_to_generate_predictions": [],
        "probability_two_random_records_match": 0.3,
        "em_convergence": 1e-7,
        "max_iterations": 500,
    }
    linker = Linker(DuckDBAPI(cursor).register("splink_input"), settings, log_level=None)
    linker.training.estimate_parameters_using_expectation_maximisation(
        block_on("pair"), fix_probability_two_random_records_match=True
    )
    stated = linker.misc.save_model_to_json()["comparisons"]
    return [
        [level["m_probability"] for level in reversed(found["comparison_levels"]) if not level.get("is_null_level")]
        for found in stated
    ]
