"""Patterns of agreement: how often each combination of comparison levels occurs, among pairs that met and at random."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.matching.comparison import Comparison
from hotpass.matching.records import PAIRS, RECORDS
from hotpass.store.compose import quote

# Pairs looked at to learn how often values agree by chance, and how often they agree in matches.
RANDOM_PAIRS = 300_000
LEARNED_PAIRS = 150_000
# Rarity is counted in steps of this part of a bit.
STEPS = 2
Levels = NDArray[np.int8]
Counts = NDArray[np.float64]


class Patterns(NamedTuple):
    """`levels[p, c]` is the level of comparison c in pattern p (-1: missing), `counts[p]` how many pairs show it.

    `rarity[p]` is the sum of -log2 of the frequencies of the shared values whose frequency counts, in half bits.
    """

    levels: Levels
    rarity: Counts
    counts: Counts


def among_met(cursor: DuckDBPyConnection, comparisons: Sequence[Comparison], met: int) -> Patterns:
    """The patterns among the pairs that met; of very many pairs a fixed sample, scaled up."""
    step = max(1, met // LEARNED_PAIRS)
    chosen = f"SELECT join_key_l, join_key_r FROM {PAIRS}"
    if step > 1:
        chosen += f" WHERE hash(join_key_l, join_key_r) % {step} = 0"
    found = _patterns(cursor, comparisons, chosen)
    return found._replace(counts=found.counts * (met / max(1.0, float(found.counts.sum()))))


def at_random(cursor: DuckDBPyConnection, comparisons: Sequence[Comparison], records: int, seed: int) -> Patterns:
    """The patterns among pairs drawn by chance; all pairs where there are few records."""
    if records * (records - 1) // 2 <= RANDOM_PAIRS:
        lower, upper = np.triu_indices(records, k=1)
    else:
        drawn = np.random.default_rng(seed).integers(0, records, size=(2, RANDOM_PAIRS), dtype=np.int32)
        apart = drawn[:, drawn[0] != drawn[1]]
        lower, upper = apart.min(axis=0), apart.max(axis=0)
    cursor.register("drawn_pair", pa.table({"join_key_l": lower, "join_key_r": upper}))
    found = _patterns(cursor, comparisons, "SELECT join_key_l, join_key_r FROM drawn_pair")
    cursor.unregister("drawn_pair")
    return found


def _patterns(cursor: DuckDBPyConnection, comparisons: Sequence[Comparison], pairs: str) -> Patterns:
    values = dict.fromkeys(column for comparison in comparisons for column in comparison.columns)
    shares = dict.fromkeys(f"tf_{column}" for comparison in comparisons for column in comparison.weighed)
    sides = _sides((*values, *shares))
    kept = "".join(f", {quote(f'{share}_{side}')}" for share in shares for side in ("l", "r"))
    levels = ", ".join(f"{comparison.gamma_sql()} AS g{number}" for number, comparison in enumerate(comparisons))
    rarity = " + ".join(comparison.rarity_sql(f"g{number}") for number, comparison in enumerate(comparisons))
    names = ", ".join([*(f"g{number}" for number in range(len(comparisons))), "rarity"])
    rows = cursor.execute(
        f"""
        WITH met AS (
            SELECT {sides} FROM ({pairs}) AS pair
            JOIN {RECORDS} AS l ON l.unique_id = pair.join_key_l JOIN {RECORDS} AS r ON r.unique_id = pair.join_key_r
        ), graded AS (SELECT {levels}{kept} FROM met)
        SELECT {names}, count(*) FROM (SELECT *, round({STEPS} * ({rarity})) AS rarity FROM graded)
        GROUP BY {names} ORDER BY {names}
        """
    ).fetchall()
    table = np.array(rows, dtype=np.float64).reshape(-1, len(comparisons) + 2)
    return Patterns(table[:, :-2].astype(np.int8), table[:, -2] / STEPS, table[:, -1])


def _sides(columns: Sequence[str]) -> str:
    return ", ".join(
        f"{side}.{quote(column)} AS {quote(f'{column}_{side}')}" for column in columns for side in ("l", "r")
    )


def exact_shares(cursor: DuckDBPyConnection, columns: Sequence[str], records: int) -> dict[str, float]:
    """For each column the share of all pairs of filled values that are equal: the sum of c (c - 1) over n (n - 1)."""
    shares = {}
    for column in columns:
        filled, equal = cursor.execute(
            f"SELECT coalesce(sum(c), 0), coalesce(sum(c * (c - 1)), 0) "
            f"FROM (SELECT count(*) AS c FROM {RECORDS} WHERE {quote(column)} IS NOT NULL GROUP BY {quote(column)})"
        ).fetchall()[0]
        if filled > 1:
            shares[column] = float(equal) / (float(filled) * (float(filled) - 1))
    return shares
