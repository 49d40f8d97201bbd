"""The model in Splink's own words, and our weights held against Splink's."""

import json
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.matching import adoption
from hotpass.matching.comparison import Comparison, weighed
from hotpass.matching.keys import Rule
from hotpass.matching.rarity import Rarity
from hotpass.matching.records import Records, Rows
from hotpass.matching.scoring import Scored
from hotpass.matching.training import Trained

Settings = dict[str, Any]
# Splink looks tables up by their bare name in all schemas, so the names must not occur anywhere else.
RECORDS, PAIRS = "hotpass_linking_record", "hotpass_linking_pair"
# So many pairs of every run are scored by Splink too, and the weights (bits) must be equal to this.
CHECKED, EXACT = 500, 1e-9


class WeightsDiffer(Exception):
    """Our weight of a pair is not Splink's: a fault of ours, never of the files."""


def describe(comparisons: Sequence[Comparison], rules: Sequence[Rule], trained: Trained) -> Settings:
    """The Splink settings: every comparison with its levels, m and u; every blocking rule; the prior."""
    learned = trained.learned
    stated = [
        _comparison(comparison, m.tolist(), u.tolist())
        for comparison, m, u in zip(comparisons, learned.m, learned.u, strict=True)
    ]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": learned.prior,
        "comparisons": stated,
        "blocking_rules_to_generate_predictions": [rule.splink() for rule in rules],
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": True,
        "linker_uid": adoption.signature(trained.rarity),
    }


def _comparison(comparison: Comparison, m: list[float], u: list[float]) -> Settings:
    missing = {"sql_condition": comparison.missing, "label_for_charts": "Missing", "is_null_level": True}
    count = len(comparison.levels)
    levels: list[Settings] = [missing]
    for place, level in enumerate(comparison.levels):
        stated: Settings = {
            "sql_condition": level.condition,
            "label_for_charts": level.label,
            "m_probability": m[count - place],
            "u_probability": u[count - place],
        }
        if level.tf is not None:
            stated |= {"tf_adjustment_column": level.tf, "tf_minimum_u_value": 0.0}
        levels.append(stated)
    levels.append(
        {
            "sql_condition": "ELSE",
            "label_for_charts": comparison.labels[0],
            "m_probability": m[0],
            "u_probability": u[0],
        }
    )
    return {
        "output_column_name": comparison.name,
        "comparison_description": comparison.title,
        "comparison_levels": levels,
    }


def check(
    cursor: DuckDBPyConnection,
    settings: Settings,
    comparisons: Sequence[Comparison],
    records: Records,
    rarity: Rarity,
    scored: Scored,
) -> tuple[str, list[str]]:
    """Hands the model and some of the scored pairs to Splink; answers the model as Splink saves it, and its warnings.

    Raises WeightsDiffer where a weight is not the one Splink gives. Works in the cursor's current catalogue.
    """
    from splink import DuckDBAPI, Linker  # slow to load, and a saved model needs it no more

    places = np.linspace(0, max(0, len(scored.left) - 1), min(CHECKED, len(scored.left)))
    chosen = np.lexsort((scored.right, scored.left))[np.unique(places.astype(np.int64))]
    left, right = scored.left[chosen], scored.right[chosen]
    with _heard() as said:
        api = DuckDBAPI(cursor)
        cursor.register(RECORDS, _table(comparisons, records, rarity, np.union1d(left, right)))
        cursor.register(PAIRS, pa.table({"join_key_l": left, "join_key_r": right, "match_key": ["0"] * len(left)}))
        given = api.register(RECORDS)
        linker = Linker(given, settings, log_level=None, validate_settings=False)
        linker.table_management.register_blocked_pairs_for_predict(api.register(PAIRS))
        # The frequencies of these records stand beside them: Splink would count them, and read nothing of it.
        for name in weighed(comparisons):
            linker.table_management.register_term_frequency_lookup(given, name)
        found = linker.inference.predict().physical_name
        model = json.dumps(linker.misc.save_model_to_json(), sort_keys=True)
    weights = cursor.execute(f"SELECT match_weight FROM {found} ORDER BY unique_id_l, unique_id_r").fetchnumpy()[
        "match_weight"
    ]
    for name in (RECORDS, PAIRS):
        cursor.unregister(name)
    worst = float(np.abs(np.asarray(weights) - scored.weight[chosen]).max(initial=0.0))
    if len(weights) != len(left) or not worst <= EXACT:
        raise WeightsDiffer(f"a pair's weight is {worst} bits away from the one that Splink gives")
    return model, said


def _table(comparisons: Sequence[Comparison], records: Records, rarity: Rarity, rows: Rows) -> pa.Table:
    """Some records as Splink takes them, with the frequency of each value that is weighed."""
    taken = pa.array(rows)
    columns = {name: records.column(name, rows) for comparison in comparisons for name in comparison.columns}
    shares = {f"tf_{name}": _filled(rarity.shares(name)[records.codes(name)[rows]]) for name in weighed(comparisons)}
    return pa.table({"unique_id": taken} | columns | shares)


def _filled(shares: NDArray[np.float64]) -> pa.Array:
    return pa.array(shares, mask=shares == 0)


class _Listener(logging.Handler):
    """Keeps what Splink warns of, for the notes of the run."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(" ".join(record.getMessage().split()))


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Takes what Splink says to its log or as a warning into a list instead of the terminal."""
    logger, listener = logging.getLogger("splink"), _Listener()
    level, propagates = logger.level, logger.propagate
    logger.addHandler(listener)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield listener.said
        listener.said.extend(str(warning.message) for warning in caught)
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagates
        logger.setLevel(level)
