"""Pairs of records that met, with their weights, and the model that gave them."""

import json
from collections.abc import Mapping, Sequence

import pyarrow as pa
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
    _add(cursor, "comparison", [level.model_dump() for level in linked.comparisons])
    _add(cursor, "blocking_rule", [rule.model_dump() for rule in linked.rules])
    _add(cursor, "unique_source", [{"source_id": source} for source in linked.unique_sources])
    rarity = json.dumps(linked.rarity)
    lines = [linked.auto_match_weight, linked.clerical_weight]
    row = [linked.settings, linked.prior, *lines, list(linked.notes), rarity, linked.wrong_at_most]
    cursor.execute(STATEMENTS["add_model"], row)
    for table, found in linked.standing.items():
        cursor.execute(f"INSERT INTO {quote(table)} BY NAME FROM temp.{quote(found)}")
        cursor.execute(f"DROP TABLE temp.{quote(found)}")
    return int(cursor.execute(STATEMENTS["count"]).fetchall()[0][0])


def judge_as_before(cursor: DuckDBPyConnection) -> None:
    """Keeps what the last run said of names, for a run that goes on with its model."""
    cursor.execute(STATEMENTS["judge_as_before"])


def _add(cursor: DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Adds all rows at once: a statement for each would cost a millisecond."""
    if rows:
        cursor.register("arriving_row", pa.Table.from_pylist(list(rows)))
        cursor.execute(STATEMENTS[f"add_{table}"])
        cursor.unregister("arriving_row")
