"""The model in Splink's own words, and the pairs scored by it."""

import json
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from duckdb import DuckDBPyConnection
from splink import DuckDBAPI, Linker

from hotpass.matching.comparison import Comparison
from hotpass.matching.keys import Rule
from hotpass.matching.learning import Learned
from hotpass.matching.records import PAIRS, RECORDS

Settings = dict[str, Any]


def describe(comparisons: Sequence[Comparison], rules: Sequence[Rule], learned: Learned) -> Settings:
    """The Splink settings: every comparison with its levels, m and u; every blocking rule; the prior."""
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
        "linker_uid": "hotpass",
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


def score(cursor: DuckDBPyConnection, settings: Settings, floor: float) -> tuple[str, str, list[str]]:
    """Scores the pairs that met; answers the table of those at or above a probability, the model as JSON, and warnings.

    The table lies in the cursor's current catalogue, as does everything Splink makes on the way.
    """
    with _heard() as said:
        api = DuckDBAPI(cursor)
        linker = Linker(api.register(RECORDS), settings, log_level=None, validate_settings=False)
        linker.table_management.register_blocked_pairs_for_predict(api.register(PAIRS))
        scored = linker.inference.predict(threshold_match_probability=floor)
        model = json.dumps(linker.misc.save_model_to_json(), sort_keys=True)
    return str(scored.physical_name), model, said


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
