"""Clusters: the edges a run found and people drew, the groups made of them, and the links that were held back."""

from typing import NamedTuple

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.settings import Settings
from hotpass.store.components import Numbers
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
UNDECIDED = "It is likely, but not sure enough to merge without a person."
UNSURE = "A person looked at it and was unsure."
JUDGED = "A person decided that these two are different."


class Line(NamedTuple):
    """The lowest value of a pair's column that counts."""

    column: str
    value: float


class Edges(NamedTuple):
    """Pairs at or above the auto-match line as numbers of nodes, the heaviest first, ties by record id."""

    left: Numbers
    right: Numbers


class Verdict(NamedTuple):
    """A live judgement of two nodes: `match` or not; a later one has the higher serial."""

    left: int
    right: int
    match: bool
    serial: int


def lines(cursor: DuckDBPyConnection, settings: Settings) -> tuple[Line, Line]:
    """The auto-match line and the clerical line: the model's weights in bits, else the settings' probabilities."""
    auto, clerical = next(iter(cursor.execute(STATEMENTS["lines"]).fetchall()), (None, None))
    return (
        Line("match_probability", settings.auto_match_probability) if auto is None else Line("match_weight", auto),
        Line("match_probability", settings.clerical_probability)
        if clerical is None
        else Line("match_weight", clerical),
    )


def number_nodes(cursor: DuckDBPyConnection) -> int:
    """Numbers the records from 0 in the order of their ids, and answers how many there are."""
    cursor.execute(STATEMENTS["nodes"])
    return int(cursor.execute(STATEMENTS["node_count"]).fetchall()[0][0])


def ids(cursor: DuckDBPyConnection, numbers: list[int]) -> dict[int, str]:
    """The record ids of some nodes."""
    return dict(cursor.execute(STATEMENTS["ids"], [numbers]).fetchall())


def edges(cursor: DuckDBPyConnection, line: Line) -> Edges:
    """The pairs at or above the line."""
    found = cursor.sql(
        f"""
        SELECT least(lefts.number, rights.number) AS low, greatest(lefts.number, rights.number) AS high,
               max(match_weight) AS weight
        FROM pair JOIN node AS lefts ON lefts.record_id = left_id JOIN node AS rights ON rights.record_id = right_id
        WHERE {line.column} >= ? AND left_id <> right_id GROUP BY low, high ORDER BY weight DESC, low, high
        """,
        params=[line.value],
    ).to_arrow_table()
    return Edges(found.column("low").to_numpy(), found.column("high").to_numpy())


def verdicts(cursor: DuckDBPyConnection) -> list[Verdict]:
    """The live judgements that say something, of records that are here, the earliest first."""
    cursor.execute(STATEMENTS["latest"])
    found = cursor.execute(STATEMENTS["judgements"]).fetchall()
    return [Verdict(left, right, verdict == "match", serial) for left, right, verdict, serial in found]


def unheard(cursor: DuckDBPyConnection) -> int:
    """How many judged pairs name a record that is gone; ask after `verdicts`."""
    return int(cursor.execute(STATEMENTS["unheard"]).fetchall()[0][0])


def save(cursor: DuckDBPyConnection, grouped: Numbers) -> None:
    """Writes the clusters: for each node the number of the smallest node it is held together with."""
    cursor.execute(STATEMENTS["clear"])
    numbers = np.arange(len(grouped), dtype=np.int32)
    cursor.register("grouped", pa.table({"number": numbers, "cluster": grouped}))
    cursor.execute(STATEMENTS["save"])
    cursor.unregister("grouped")


def save_held(cursor: DuckDBPyConnection, auto: Line, clerical: Line, apart: list[Verdict]) -> int:
    """Writes the pairs a person may want to see: between the lines and undecided, or above both and kept apart.

    `apart` are the judgements that keep clusters apart. Answers how many links were held.
    """
    judged = {"left": [said.left for said in apart], "right": [said.right for said in apart]}
    serials = {"serial": [said.serial for said in apart]}
    schema = pa.schema([("left", pa.int32()), ("right", pa.int32()), ("serial", pa.int64())])
    cursor.register("apart", pa.table(judged | serials, schema=schema))
    statement = STATEMENTS["hold"].format(auto=auto.column, clerical=clerical.column)
    told = {"unsure": UNSURE, "undecided": UNDECIDED, "judged": JUDGED}
    cursor.execute(statement, {"auto": auto.value, "clerical": clerical.value, **told})
    cursor.unregister("apart")
    return int(cursor.execute(STATEMENTS["held_count"]).fetchall()[0][0])


def count(cursor: DuckDBPyConnection) -> tuple[int, int]:
    """How many clusters there are, and how many records they hold."""
    clusters, records = cursor.execute(STATEMENTS["count"]).fetchall()[0]
    return int(clusters), int(records)
