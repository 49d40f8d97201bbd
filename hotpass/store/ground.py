"""The ground: the tables of the run that is shown, kept as that run computed them, on which the next one goes on.

A run that brings little that is new lays only that beside them, and the stages work on it alone; then it is folded into
the ground, which is that of the new run from then on. Where anything fails meanwhile the ground belongs to no run, and
the next one computes everything.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from hotpass.model.request import RunRequest
from hotpass.store import columns, sources
from hotpass.store.compose import literal, quote
from hotpass.store.queries import Statements

if TYPE_CHECKING:  # a run that finds nothing changed has no use for it, and it is slow to load
    import pyarrow as pa

STATEMENTS = Statements(__file__)
# Of the records of before, so many may be new, changed or gone: beyond, computing everything is as quick.
FEW = 0.2
VALUES, RAW = "ground.main.standard_value", "ground.main"
OF_RECORDS = ("record", "compared")
# What is small and may be another in every run.
REPLACED = (
    *("source", "set_aside", "renamed_column", "basis", "prior_source"),
    *("judgement", "override", "correction", "mend", "stated_expectation", "stated_rule"),
)
PRIOR = (
    *("prior_member", "prior_redirect", "prior_retired"),
    *("prior_model", "prior_value_count", "prior_block_limit", "prior_crowd"),
)
DERIVED = (
    *("comparison", "blocking_rule", "model", "value_count", "block_limit", "crowd", "unique_source"),
    *("cluster", "held_link", "stretched", "overruled", "caution"),
)
# What a request says of names of files, which may differ from delivery to delivery of the same sources.
OF_FILES = ("files", "delivery")


class Change(NamedTuple):
    """How many records came back changed, came for the first time and did not come back, and how many there were."""

    changed: int
    new: int
    gone: int
    before: int

    @property
    def is_small(self) -> bool:
        """Whether it is worth working on the change alone."""
        return self.changed + self.new + self.gone <= FEW * self.before

    @property
    def same(self) -> int:
        """How many came back as they were."""
        return self.before - self.changed - self.gone


class Stands(NamedTuple):
    """Whose tables the ground holds: the run, the last fact it knew, and what it was asked, as text."""

    run_id: str
    serial: int
    asked: str


def attach(cursor: DuckDBPyConnection, path: Path) -> Stands | None:
    """Shows the ground beside a run's own tables; None where there is none that can be stood on."""
    if not path.exists():
        return None
    try:
        cursor.execute(STATEMENTS["attach"].format(place=literal(str(path))))
        stands = cursor.execute(STATEMENTS["stands"]).fetchall()
        asked = cursor.execute(STATEMENTS["asked"]).fetchall()
    except duckdb.Error:
        # Whatever is wrong with it, it holds nothing that cannot be computed again.
        return None
    return Stands(str(stands[0][0]), int(stands[0][1]), str(asked[0][0])) if stands and asked else None


def may_stand(request: RunRequest) -> bool:
    """Whether a run with such wishes may go on from the last one."""
    return not (request.anew or request.model or request.delta or request.master)


def same_wish(before: str, now: str) -> bool:
    """Whether two runs were asked the same, whatever their files are called."""
    return _wish(before) == _wish(now)


def _wish(asked: str) -> Mapping[str, object]:
    told: dict[str, object] = {name: said for name, said in json.loads(asked).items() if name not in OF_FILES}
    request = told["request"]
    if isinstance(request, dict):
        told["request"] = {name: said for name, said in request.items() if name not in OF_FILES}
    return told


def before(cursor: DuckDBPyConnection) -> DuckDBPyConnection:
    """A cursor that sees the tables of the ground by their bare names."""
    other = cursor.cursor()
    other.execute("USE ground")
    return other


def same_shape(cursor: DuckDBPyConnection) -> bool:
    """Whether what arrived has the sources, keys and columns that the ground has, in the same places."""
    sides = [
        [cursor.execute(STATEMENTS[part].format(place=place)).fetchall() for part in ("shapes", "columns")]
        for place in (_home(cursor), "ground")
    ]
    return sides[0] == sides[1]


def compare(cursor: DuckDBPyConnection, *, fresh: bool) -> Change:
    """Finds what became of every record of before and of now: the temporary table `change`.

    `fresh`: only records that are not known to have come back as they were lie beside the ground.
    """
    cursor.execute(STATEMENTS["change_of_fresh" if fresh else "change"])
    return Change(*cursor.execute(STATEMENTS["fates"]).fetchall()[0])


def keep_fresh(cursor: DuckDBPyConnection) -> None:
    """Leaves beside the ground only the records that are new or changed, and maps columns as they were."""
    cursor.execute(STATEMENTS["keep_fresh"])
    for raw in _raw_tables(cursor):
        cursor.execute(STATEMENTS["keep_fresh_raw"].format(raw=quote(raw)))
    columns.map_as(cursor, "ground.main.source_column")
    for table in ("field", "home_country"):
        _copy(cursor, quote(table), f"ground.main.{quote(table)}")


def fold(cursor: DuckDBPyConnection) -> "dict[str, list[pa.Table]]":
    """Takes into the ground what was found of new and changed records, and from now on sees its tables alone.

    Answers the rows that came, changed or moved, of the tables that are published.
    """
    cursor.execute(STATEMENTS["write_once"])
    cursor.execute(STATEMENTS["lift"].format(place="ground"))
    raw_tables = _raw_tables(cursor)
    moved = bool(cursor.execute(STATEMENTS["moved"]).fetchall()[0][0])
    fresh = {
        table: [cursor.sql(f"FROM {quote(table)}").to_arrow_table()] for table in ("record", "standard", *raw_tables)
    }
    # In one transaction, so that the file is written once.
    cursor.execute("BEGIN")
    for table in (*OF_RECORDS, *raw_tables):
        cursor.execute(STATEMENTS["leave"].format(table=quote(table)))
        _copy(cursor, f"ground.main.{quote(table)}", quote(table))
    cursor.execute(STATEMENTS["since"])
    for table in ("record", *raw_tables) if moved else ():
        fresh[table].append(cursor.sql(STATEMENTS["move"].format(table=quote(table))).to_arrow_table())
    cursor.execute(STATEMENTS["new_value"])
    _copy(cursor, VALUES, "new_value")
    for table in REPLACED:
        cursor.execute(STATEMENTS["empty"].format(place=f"ground.main.{quote(table)}"))
        _copy(cursor, f"ground.main.{quote(table)}", quote(table))
    cursor.execute(STATEMENTS["glance"])
    _copy(cursor, "ground.main.likeness", "likeness")
    cursor.execute("COMMIT")
    for table in (*OF_RECORDS, *raw_tables, "standard_value"):
        cursor.execute(f"DROP TABLE {quote(table)} CASCADE")
    cursor.execute("USE ground")
    return fresh


def remember(cursor: DuckDBPyConnection) -> None:
    """Takes what the ground was as what was published before, and empties what is to be made of it anew."""
    # All that is made from here on is too much to keep in memory.
    cursor.execute(STATEMENTS["write_often"])
    for table in PRIOR:
        cursor.execute(STATEMENTS["empty"].format(place=quote(table)))
        _copy(cursor, quote(table), f"({STATEMENTS[table]})")
    for table in DERIVED:
        cursor.execute(STATEMENTS["empty"].format(place=quote(table)))


def shelved(cursor: DuckDBPyConnection) -> tuple[str | None, "pa.Array"]:
    """The token under which records were laid by, and the ids of those that came, changed or went since."""
    rows = cursor.execute(STATEMENTS["token"]).fetchall()
    stale = cursor.sql(STATEMENTS["stale"]).to_arrow_table()["record_id"].combine_chunks()
    return (str(rows[0][0]) if rows else None), stale


def shelve(cursor: DuckDBPyConnection, token: str) -> None:
    """Keeps the token under which the records were laid by as they are now."""
    cursor.execute(STATEMENTS["shelve"])
    cursor.execute(STATEMENTS["shelved"], [token])


def lay(cursor: DuckDBPyConnection, run_id: str, serial: int) -> None:
    """Says whose tables these are."""
    cursor.execute(STATEMENTS["lift"].format(place=_home(cursor)))
    cursor.execute(STATEMENTS["lay"], [run_id, serial])


def write(cursor: DuckDBPyConnection) -> None:
    """Writes the ground to its file; nothing else is written when the connection ends."""
    cursor.execute(STATEMENTS["write"])


def _copy(cursor: DuckDBPyConnection, place: str, rows: str) -> None:
    """Copies rows that the module of their table made."""
    cursor.execute(STATEMENTS["copy"].format(place=place, rows=rows))


def _home(cursor: DuckDBPyConnection) -> str:
    return quote(str(cursor.execute("SELECT current_database()").fetchall()[0][0]))


def _raw_tables(cursor: DuckDBPyConnection) -> Sequence[str]:
    return [source.raw_table for source in sources.every(cursor) if source.records]
