"""Clusters held against a truth file, counted by the sizes of groups and never by listing pairs."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.errors import BadInput
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


class Counts(NamedTuple):
    """Pairs right, found and true; B-cubed precision and recall; clusters equal, found and true; records told of."""

    right_pairs: int
    found_pairs: int
    true_pairs: int
    b_cubed_precision: float
    b_cubed_recall: float
    equal_clusters: int
    clusters: int
    entities: int
    records: int


def tell(cursor: DuckDBPyConnection, truth: pa.Table) -> None:
    """Takes a truth by row (`source`, `place`, `entity`) or by `key`. Raises BadInput for what is not in the run."""
    take = _tell_by_row if "place" in truth.column_names else _tell_by_key
    take(cursor, truth)


def true_entities(cursor: DuckDBPyConnection) -> dict[str, str]:
    """The true entity of each record that was told of."""
    return dict(cursor.execute(STATEMENTS["true_entities"]).fetchall())


def _tell_by_row(cursor: DuckDBPyConnection, truth: pa.Table) -> None:
    """Takes a truth of `source`, `place` (0-based row) and `entity`. Raises BadInput for what is not in the run."""
    _register(cursor, truth, STATEMENTS["by_row"])
    unknown = cursor.execute(STATEMENTS["unknown_source"]).fetchall()
    if unknown:
        known = ", ".join(str(row[0]) for row in cursor.execute(STATEMENTS["sources"]).fetchall())
        raise BadInput(f"The truth names the source {unknown[0][0]}, but this workspace holds {known}.")
    missing = cursor.execute(STATEMENTS["unknown_row"]).fetchall()
    if missing:
        source, place, count = missing[0]
        raise BadInput(
            f"The truth names row {place} of {source}, which is no record of the current run "
            f"({count} such rows): rows count from 0, without the header."
        )
    _refuse_twice(cursor)


def _tell_by_key(cursor: DuckDBPyConnection, truth: pa.Table) -> None:
    """Takes a truth of `key` and `entity`, for sources with a key. Raises BadInput for what is not in the run."""
    keyed = cursor.execute(STATEMENTS["keyed"]).fetchall()
    if not keyed:
        raise BadInput(
            "No source of this workspace has a key column: write the truth as source,row,entity, or run with --key."
        )
    keys = " UNION ALL ".join(
        f"SELECT record.record_id, raw.{quote(column)} AS key FROM {quote(table)} AS raw "
        f'JOIN record ON record.source_id = {int(source_id)} AND record."row" = raw."row"'
        for source_id, table, column in keyed
    )
    _register(
        cursor,
        truth,
        f"CREATE OR REPLACE TEMP TABLE told AS SELECT truth.key, truth.entity, keyed.record_id "
        f"FROM truth LEFT JOIN ({keys}) AS keyed ON trim(keyed.key) = truth.key",
    )
    missing = cursor.execute(STATEMENTS["unknown_key"]).fetchall()
    if missing:
        raise BadInput(f"{missing[0][0]} keys of the truth are in no source of the current run.")
    _refuse_twice(cursor)


def count(cursor: DuckDBPyConnection) -> Counts:
    """How the current clusters agree with the truth that was told; records without truth are left out."""
    cursor.execute(STATEMENTS["sizes"])
    right, found, true = cursor.execute(STATEMENTS["pairs"]).fetchall()[0]
    precision, recall = cursor.execute(STATEMENTS["b_cubed"]).fetchall()[0]
    equal, clusters, entities, records = cursor.execute(STATEMENTS["clusters"]).fetchall()[0]
    return Counts(
        int(right), int(found), int(true), precision, recall, int(equal), int(clusters), int(entities), int(records)
    )


def weights(cursor: DuckDBPyConnection) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The weight in bits of every kept pair of two records with a known answer, and whether they are the same."""
    found = cursor.execute(STATEMENTS["weights"]).fetchnumpy()
    return np.asarray(found["match_weight"]), np.asarray(found["same"], dtype=np.bool_)


def _register(cursor: DuckDBPyConnection, truth: pa.Table, statement: str) -> None:
    cursor.register("truth", truth)
    cursor.execute(statement)
    cursor.unregister("truth")


def _refuse_twice(cursor: DuckDBPyConnection) -> None:
    twice = int(cursor.execute(STATEMENTS["twice"]).fetchall()[0][0])
    if twice:
        raise BadInput(f"The truth gives {twice} records two different entities: each record has one.")
