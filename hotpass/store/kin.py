"""Kin: which records could ever come to lie together, whatever people decide of them alone."""

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.store.components import components
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


def learn(cursor: DuckDBPyConnection) -> None:
    """Keeps who is kin to whom by likely pairs and by the base, once for a run: no decision changes that.

    Ask after the base is there. The table `kin(record_id, kin)` has one row a record; equal numbers are kin.
    """
    if cursor.execute(STATEMENTS["is_known"]).fetchall()[0][0]:
        return
    cursor.execute(STATEMENTS["numbered"])
    count = int(cursor.execute(STATEMENTS["count"]).fetchall()[0][0])
    ties = cursor.sql(STATEMENTS["ties"]).to_arrow_table()
    label = components(count, ties.column("one").to_numpy(), ties.column("other").to_numpy())
    numbers = np.arange(count, dtype=np.int32)
    cursor.register("labelled", pa.table({"number": numbers, "kin": label}))
    cursor.execute(STATEMENTS["keep"])
    cursor.unregister("labelled")


def forget(cursor: DuckDBPyConnection) -> None:
    """Lets the next decision find it out anew, since the base has grown."""
    cursor.execute(STATEMENTS["forget"])
