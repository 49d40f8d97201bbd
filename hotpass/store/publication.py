"""Publishing: a run's tables become a schema of the workspace, and one short transaction points to it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.errors import FactsChanged
from hotpass.store import baseline, layers, returns
from hotpass.store.compose import literal, quote
from hotpass.store.database import Database
from hotpass.store.layers import Layer, Runs
from hotpass.store.queries import Statements

if TYPE_CHECKING:  # a run that finds nothing changed has no use for it, and it is slow to load
    import pyarrow as pa

STATEMENTS = Statements(__file__)
# Only needed while a run computes: the facts live in the journal, the prior members in the schema before.
SCRATCH_ONLY = frozenset(
    {"prior_member", "prior_redirect", "prior_retired", "prior_source"}
    | {"prior_model", "prior_value_count", "prior_block_limit", "prior_crowd"}
    | {"judgement", "override", "correction", "mend", "stated_expectation", "stated_rule"}
    | {"standard_value", "compared", "compared_since", "likeness", "shelved", "stale", "stands"}
    | {"value_count_since"}
)
# So many rows tell whether most texts of a column stand there but once: no method makes those much smaller, and to try
# takes longer than to write them.
TOLD_BY = 20_000
# Tables of which a run that follows another keeps only what differs, and what tells the keys of those rows.
LAYERS = {
    "record": (("record_id",), "changed_row"),
    "standard": (("record_id",), "changed_content"),
    "pair": (("left_id", "right_id"), "changed_pair"),
    "value_count": (("value",), "changed_value"),
    "crowd": (("value",), "changed_crowd"),
    "cluster": (("record_id",), "changed_member"),
    "member": (("record_id",), "changed_member"),
    "entity": (("entity_id",), "changed_entity"),
    "golden": (("entity_id",), "changed_entity"),
    "chosen_value": (("entity_id",), "changed_entity"),
}
RAW = (("record_id",), "changed_row")

# What is kept of a run that is too old to be looked at: the life of entities reads it.
LASTING = frozenset({"entity_event", "later_event"})


class Returned(NamedTuple):
    """Records that came back as they were, came back changed, came for the first time, and did not come back."""

    same: int
    changed: int
    added: int
    gone: int


class Judged(NamedTuple):
    """Judgements of records that are here and that nobody contradicted since: all, kept, and broken."""

    total: int
    kept: int
    broken: int


def schema_of(run_id: str) -> str:
    """The schema that holds a published run's tables."""
    return f"r_{run_id}"


def current(cursor: DuckDBPyConnection) -> str | None:
    """The run the workspace shows: the last one, or that which a person returned to since; None before the first."""
    rows = cursor.execute(STATEMENTS["last"]).fetchall()
    if not rows:
        return None
    run_id, serial = rows[0]
    chosen = returns.standing(cursor, int(serial))
    return chosen.run_id if chosen and chosen.run_id in kept(cursor) else str(run_id)


def last(cursor: DuckDBPyConnection) -> int:
    """The number of the last publication, 0 before the first."""
    rows = cursor.execute(STATEMENTS["last"]).fetchall()
    return int(rows[0][1]) if rows else 0


def kept(cursor: DuckDBPyConnection) -> list[str]:
    """The published runs whose tables are kept, the latest first."""
    return [str(row[0]) for row in cursor.execute(STATEMENTS["kept"]).fetchall()]


def earlier(cursor: DuckDBPyConnection) -> list[str]:
    """Those of them that were published before the one the workspace shows."""
    runs, now = kept(cursor), current(cursor)
    return runs[runs.index(now) + 1 :] if now in runs else runs


class Following(NamedTuple):
    """The run that another followed, and what of its tables differs.

    `keys` are those of the rows that differ, for each kind of table (column `key`); `rows` those of them that are
    there, in any number of parts, for each table in layers (and others, for which they say nothing): what the run's own
    file has of those tables is not looked at.
    """

    before: str
    keys: "Mapping[str, pa.Table]"
    rows: "Mapping[str, Sequence[pa.Table]]"


def fill(database: Database, scratch: Path, run_id: str, following: Following | None = None) -> None:
    """Copies a finished run's tables into its schema, which nobody sees yet; leftovers of killed runs are dropped.

    Of one that followed another only the rows that differ, and it leans on that one for the others. Raises FactsChanged
    where that one is not kept any more.
    """
    with database.transaction() as cursor:
        drop_orphans(cursor)
        cursor.execute(f"CREATE SCHEMA {quote(schema_of(run_id))}")
    with database.cursor(schema_of(run_id)) as cursor:
        cursor.execute(f"ATTACH {literal(str(scratch))} AS scratch (READ_ONLY)")
        if following is not None:
            if following.before not in kept(cursor):
                raise FactsChanged("the run that was followed is gone")
            for mark, keys in following.keys.items():
                cursor.register(mark, keys)
            # It is little, so that the file is written once.
            cursor.execute("BEGIN")
            _fill(cursor, run_id, following)
            cursor.execute("COMMIT")
            for mark in following.keys:
                cursor.unregister(mark)
        else:
            _fill(cursor, run_id, None)
        cursor.execute("DETACH scratch")


def _fill(cursor: DuckDBPyConnection, run_id: str, following: Following | None) -> None:
    leaning = _lean(cursor, run_id, following) if following else frozenset()
    for name, rows in cursor.execute(STATEMENTS["tables"]).fetchall():
        if name not in SCRATCH_ONLY and name not in leaning:
            _copy(cursor, name, f"scratch.main.{quote(name)}", rows)
    for view in cursor.execute(STATEMENTS["views"]).fetchall():
        cursor.execute(view[0])


def _copy(cursor: DuckDBPyConnection, name: str, source: str, rows: int) -> None:
    """Makes a table of about so many rows of the relation `source`."""
    if rows <= TOLD_BY:
        cursor.execute(f"CREATE TABLE {quote(name)} AS FROM {source}")
        return
    columns = cursor.execute(STATEMENTS["columns"], [name]).fetchall()
    plain = _apart(cursor, source, [column for column, kind in columns if kind == "VARCHAR"])
    kinds = (f"{kind} USING COMPRESSION 'uncompressed'" if column in plain else kind for column, kind in columns)
    made = (f"{quote(column)} {kind}" for (column, _), kind in zip(columns, kinds, strict=True))
    cursor.execute(f"CREATE TABLE {quote(name)} ({', '.join(made)})")
    cursor.execute(f"INSERT INTO {quote(name)} BY NAME FROM {source}")


def _apart(cursor: DuckDBPyConnection, source: str, columns: Sequence[str]) -> list[str]:
    """Those of a relation's columns in which most texts are of one row alone."""
    if not columns:
        return []
    counts = ", ".join(f"2 * approx_count_distinct({quote(column)}) > count(*)" for column in columns)
    found = cursor.execute(f"SELECT {counts} FROM (FROM {source} LIMIT {TOLD_BY})").fetchall()[0]
    return [column for column, apart in zip(columns, found, strict=True) if apart]


def _lean(cursor: DuckDBPyConnection, run_id: str, following: Following) -> Collection[str]:
    """Makes the tables of which it is known what differs, of that and of what the run before had; answers which."""
    own, before = schema_of(run_id), schema_of(following.before)
    runs = Runs(own, before, layers.bases_of(cursor, before))
    rows_of = {name: parts for name, parts in following.rows.items() if name in LAYERS or name.startswith("raw_")}
    leaning = {}
    for name, parts in rows_of.items():
        keys, mark = LAYERS.get(name, RAW)
        layer, changed = Layer(name, keys), quote(mark)
        for number, rows in enumerate(parts):
            cursor.register(f"row_now{number}", rows)
        every = f"({' UNION ALL BY NAME '.join(f'FROM row_now{number}' for number, _ in enumerate(parts))})"
        base = layers.lay(cursor, runs, layer, changed, every)
        if base:
            leaning[name] = base
        else:
            whole = layers.whole(before, layer, changed, every)
            _copy(cursor, name, whole, int(cursor.execute(f"SELECT count(*) FROM {whole}").fetchall()[0][0]))
        for number, _ in enumerate(parts):
            cursor.unregister(f"row_now{number}")
    layers.enter(cursor, own, leaning)
    return rows_of.keys()


def flip(cursor: DuckDBPyConnection, run_id: str) -> None:
    """Makes a filled run the one the workspace shows; call it inside the transaction that finishes the run row."""
    cursor.execute(STATEMENTS["flip"], [run_id, datetime.now(UTC)])


def members(cursor: DuckDBPyConnection) -> "pa.Table":
    """Who belonged to which entity in the run whose schema the cursor sees, and last to one that is absent there.

    Columns `entity_id`, `record_id`.
    """
    return cursor.sql(STATEMENTS["members"]).to_arrow_table()


def redirects(cursor: DuckDBPyConnection) -> "pa.Table":
    """Where ids of before lead to in the run whose schema the cursor sees: `old_id`, `entity_id`."""
    return cursor.sql(STATEMENTS["redirects"]).to_arrow_table()


def retired(cursor: DuckDBPyConnection) -> "pa.Table":
    """What ids that lead elsewhere were when they were last their own: `entity_id`, `record_id`."""
    return cursor.sql(STATEMENTS["retired"]).to_arrow_table()


def counts(cursor: DuckDBPyConnection) -> dict[str, int]:
    """What a run made, by the words of its JSON report; ask once its overview is counted."""
    made = ("rows", "records", "set_aside", "pairs", "clusters", "entities", "held_links", "findings", "critical")
    said = ("judgements_total", "judgements_kept", "judgements_broken")
    return dict(zip((*made, *said), cursor.execute(STATEMENTS["counts"]).fetchall()[0], strict=True))


def stands(cursor: DuckDBPyConnection) -> dict[str, int]:
    """The same counts of the run whose schema the cursor sees, with the decisions made since."""
    cursor.execute(STATEMENTS["judgements"])
    return counts(cursor)


def judged(cursor: DuckDBPyConnection) -> Judged:
    """How the decisions stand in the run whose schema the cursor sees, with those made since."""
    cursor.execute(STATEMENTS["judgements"])
    return Judged(*cursor.execute(STATEMENTS["judged"]).fetchall()[0])


def returned(cursor: DuckDBPyConnection, arrived: "pa.Table") -> Returned:
    """How many of the records that arrived (`record_id`, `content_hash`) the cursor's run knows."""
    cursor.register("arrived_record", arrived)
    found = cursor.execute(STATEMENTS["returned"]).fetchall()[0]
    cursor.unregister("arrived_record")
    return Returned(*found)


def thin(cursor: DuckDBPyConnection, keep: int) -> int:
    """Drops what older runs than the last `keep` hold, but for what befell entities; answers how many that were.

    What people decided is in the journal and stays, and so does the run they chose to compare with, and what others
    lean on.
    """
    chosen = baseline.read(cursor)
    pinned = chosen.run_id if chosen else None
    bases = layers.bases(cursor)
    old = [schema_of(run_id) for run_id in kept(cursor)[keep:] if run_id != pinned]
    old = [schema for schema in old if schema not in bases]
    for schema in old:
        layers.forget(cursor, schema)
        for kind, name in cursor.execute(STATEMENTS["holdings"], [schema]).fetchall():
            if name not in LASTING:
                cursor.execute(f"DROP {kind} {quote(schema)}.{quote(name)} CASCADE")
    return len(old)


def drop_orphans(cursor: DuckDBPyConnection) -> int:
    """Drops the schemas of runs that were never published, and answers how many those were."""
    orphans = [row[0] for row in cursor.execute(STATEMENTS["orphans"]).fetchall()]
    for name in orphans:
        layers.forget(cursor, name)
        cursor.execute(f"DROP SCHEMA {quote(name)} CASCADE")
    return len(orphans)
