"""Clusters: the edges a run found and people drew, the groups made of them, and the links that were held back."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.settings import Settings
from hotpass.store.components import Numbers
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Same, the same words in another order, nearly the same: the levels of a name that tell of one thing.
ABOUT_THE_SAME = 3
UNDECIDED = "It is likely, but not sure enough to merge without a person."
UNFIT = "The two alone look like a match, but the groups they belong to do not fit together."
UNSURE = "A person looked at it and was unsure."
JUDGED = "A person decided that these two are different."


class Edges(NamedTuple):
    """All pairs that were kept, as numbers of nodes, the lower left, in order, and their match weights (bits)."""

    left: Numbers
    right: Numbers
    weight: NDArray[np.float64]


class Split(NamedTuple):
    """Two sides of one cluster as nodes, the link between them that speaks most for it, the left its lower end.

    `bits` is what the pairs across bring on the average, above the line.
    """

    left: int
    right: int
    bits: float
    lefts: list[int]
    rights: list[int]


class Verdict(NamedTuple):
    """A live judgement of two nodes: `match` or not; a later one has the higher serial."""

    left: int
    right: int
    match: bool
    serial: int


def lines(cursor: DuckDBPyConnection, settings: Settings) -> tuple[float, float]:
    """The auto-match line and the clerical line (bits): the model's, else those of the settings' probabilities."""
    found = cursor.execute(STATEMENTS["lines"]).fetchall()
    if found:
        return found[0]
    return log_odds(settings.auto_match_probability), log_odds(settings.clerical_probability)


def log_odds(probability: float) -> float:
    """The match weight (bits) that stands for a probability between 0 and 1."""
    return math.log2(probability / (1 - probability))


def number_nodes(cursor: DuckDBPyConnection) -> int:
    """Numbers the records from 0 in the order of their ids, and answers how many there are."""
    cursor.execute(STATEMENTS["nodes"])
    return int(cursor.execute(STATEMENTS["node_count"]).fetchall()[0][0])


def ids(cursor: DuckDBPyConnection, numbers: list[int]) -> dict[int, str]:
    """The record ids of some nodes."""
    return dict(cursor.execute(STATEMENTS["ids"], [numbers]).fetchall())


def edges(cursor: DuckDBPyConnection) -> Edges:
    """All pairs that were kept."""
    found = cursor.sql(STATEMENTS["edges"]).to_arrow_table()
    return Edges(*(found.column(name).to_numpy() for name in ("low", "high", "weight")))


def edges_of(cursor: DuckDBPyConnection, rule: int) -> Edges:
    """The pairs that one rule, by its number, was the first to bring."""
    found = cursor.sql(STATEMENTS["of_rule"], params={"rule": rule}).to_arrow_table()
    return Edges(*(found.column(name).to_numpy() for name in ("low", "high", "weight")))


def unique_sources(cursor: DuckDBPyConnection) -> Numbers:
    """For each node the source that holds no two records of one thing, or -1; ask after `number_nodes`."""
    if not cursor.execute(STATEMENTS["any_unique"]).fetchall()[0][0]:
        return np.full(int(cursor.execute(STATEMENTS["node_count"]).fetchall()[0][0]), -1, dtype=np.int32)
    found = cursor.execute(STATEMENTS["unique_sources"]).fetchnumpy()["source_id"]
    sources: Numbers = np.asarray(found, dtype=np.int32)
    return sources


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


def save_held(cursor: DuckDBPyConnection, auto: float, clerical: float, apart: list[Verdict]) -> None:
    """Writes the pairs a person may want to see: between the lines and undecided, or above both and kept apart.

    `apart` are the judgements that keep clusters apart.
    """
    cursor.register("apart", _table(apart))
    told = {"unsure": UNSURE, "undecided": UNDECIDED, "judged": JUDGED, "unfit": UNFIT}
    cursor.execute(STATEMENTS["hold"], {"auto": auto, "clerical": clerical, **told})
    cursor.unregister("apart")


def save_overruled(cursor: DuckDBPyConnection, gave_way: list[Verdict]) -> None:
    """Writes the judgements that later ones contradict, so that nobody takes them for broken."""
    cursor.register("gave_way", _table(gave_way))
    cursor.execute(STATEMENTS["overrule"])
    cursor.unregister("gave_way")


def _table(verdicts: list[Verdict]) -> pa.Table:
    columns = {name: [getattr(said, name) for said in verdicts] for name in ("left", "right", "serial")}
    schema = pa.schema([("left", pa.int32()), ("right", pa.int32()), ("serial", pa.int64())])
    return pa.table(columns, schema=schema)


def held_count(cursor: DuckDBPyConnection) -> int:
    """How many links were held."""
    return int(cursor.execute(STATEMENTS["held_count"]).fetchall()[0][0])


def save_stretched(cursor: DuckDBPyConnection, splits: Sequence[Split]) -> int:
    """Writes the clusters that hold together by little; answers how many there are."""
    links = [(split, found.left, found.right, found.bits) for split, found in enumerate(splits)]
    members = [
        (split, is_left, member)
        for split, found in enumerate(splits)
        for is_left, side in ((True, found.lefts), (False, found.rights))
        for member in side
    ]
    if links:
        for name, rows, titles in (
            ("split_link", links, ("split", "left", "right", "bits")),
            ("split_member", members, ("split", "is_left", "member")),
        ):
            cursor.register(name, pa.table(dict(zip(titles, map(list, zip(*rows, strict=True)), strict=True))))
        cursor.execute(STATEMENTS["stretch"])
        cursor.unregister("split_link")
        cursor.unregister("split_member")
    return len(links)


def nameless(cursor: DuckDBPyConnection) -> tuple[int, int]:
    """Of the pairs inside clusters that can be told by a name: how many have names with nothing in common, and all.

    Where names are compared in parts, a pair counts whose parts all differ.
    """
    best = _best_name(cursor)
    asked = f"SELECT count(*) FILTER ({best} = 0), count(*) FILTER ({best} >= 0) {STATEMENTS['inside']}"
    unlike, told = cursor.execute(asked).fetchall()[0]
    return int(unlike), int(told)


def let_go(cursor: DuckDBPyConnection) -> None:
    """Asks nobody about links of names with nothing in common."""
    cursor.execute(STATEMENTS["let_go"].format(condition=f"{_best_name(cursor)} = 0"))


def _best_name(cursor: DuckDBPyConnection) -> str:
    """The best level at which any part of the name agrees; -1 where there are no names."""
    names = [quote(str(row[0])) for row in cursor.execute(STATEMENTS["namings"]).fetchall()]
    return f"greatest({', '.join(names)})" if names else "-1"


def unlike(cursor: DuckDBPyConnection) -> Edges:
    """The pairs whose names are not about the same, of no weight: any part of a name is below its three best levels."""
    names = cursor.execute(STATEMENTS["namings"]).fetchall()
    condition = " OR ".join(f"{quote(name)} BETWEEN 0 AND {int(top) - ABOUT_THE_SAME}" for name, top in names)
    found = cursor.sql(STATEMENTS["unlike"].format(condition=condition or "false")).to_arrow_table()
    low, high = (found.column(name).to_numpy() for name in ("low", "high"))
    return Edges(low, high, np.zeros(len(low)))


def cautious(cursor: DuckDBPyConnection) -> bool | None:
    """Whether only records of about the same name may be merged without asking; None where nobody looked yet."""
    found = cursor.execute(STATEMENTS["cautious"]).fetchall()
    return bool(found[0][0]) if found else None


def cautious_before(cursor: DuckDBPyConnection) -> bool | None:
    """Whether that was so in the run that learned the model; None where the model was learned in this one."""
    found = cursor.execute(STATEMENTS["cautious_before"]).fetchall()
    return found[0][0] if found else None


def heed(cursor: DuckDBPyConnection, alike: bool) -> None:
    """Keeps that for the decisions that are made later."""
    cursor.execute(STATEMENTS["heed"], [alike])


def count(cursor: DuckDBPyConnection) -> tuple[int, int]:
    """How many clusters there are, and how many records they hold."""
    clusters, records = cursor.execute(STATEMENTS["count"]).fetchall()[0]
    return int(clusters), int(records)
