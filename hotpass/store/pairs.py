"""Pairs of records that met, with their weights, and the model that gave them."""

import math

from duckdb import DuckDBPyConnection

from hotpass.model.linkage import Linked
from hotpass.settings import Settings
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


def save(cursor: DuckDBPyConnection, linked: Linked, settings: Settings) -> int:
    """Writes `pair`, ordered by ids, and the model; answers how many pairs were kept."""
    if linked.pairs is None:
        cursor.execute(STATEMENTS["no_pairs"])
    else:
        place = f"temp.{quote(linked.pairs)}"
        cursor.execute(f"CREATE OR REPLACE TABLE pair AS FROM {place} ORDER BY left_id, right_id")
        cursor.execute(f"DROP TABLE {place}")
    for level in linked.comparisons:
        row = [level.position, level.name, level.field, level.title]
        cursor.execute(STATEMENTS["add_comparison"], [*row, level.level, level.label, level.m, level.u, level.weight])
    for rule in linked.rules:
        cursor.execute(STATEMENTS["add_rule"], [rule.position, rule.rule, rule.pairs])
    lines = [weight_of(settings.auto_match_probability), weight_of(settings.clerical_probability)]
    cursor.execute(STATEMENTS["add_model"], [linked.settings, linked.prior, *lines, list(linked.notes)])
    return int(cursor.execute(STATEMENTS["count"]).fetchall()[0][0])


def weight_of(probability: float) -> float:
    """The match weight in bits that a probability (between 0 and 1) stands for: the log2 of its odds."""
    return math.log2(probability / (1 - probability))
