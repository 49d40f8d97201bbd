"""Pairs of records that met, with their weights, and the model that gave them."""

import json

from duckdb import DuckDBPyConnection

from hotpass.model.linkage import Linked
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


def save(cursor: DuckDBPyConnection, linked: Linked) -> int:
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
    for source in linked.unique_sources:
        cursor.execute(STATEMENTS["add_unique"], [source])
    rarity = json.dumps(linked.rarity)
    lines = [linked.auto_match_weight, linked.clerical_weight]
    cursor.execute(STATEMENTS["add_model"], [linked.settings, linked.prior, *lines, list(linked.notes), rarity])
    return int(cursor.execute(STATEMENTS["count"]).fetchall()[0][0])
