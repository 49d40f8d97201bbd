"""Following the last run: the part of it that a change touches is taken out, derived anew, and put back.

The same as `hotpass.store.revision` does for decisions, in a run's own tables and for records: outside of the part
nothing can come out differently, so that the tables are those of a run that computes everything.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
from duckdb import DuckDBPyConnection

from hotpass.model.linkage import TWINS
from hotpass.settings import Settings
from hotpass.store import columns, entities, layers, pairs, standards
from hotpass.store.compose import quote
from hotpass.store.layers import Layer
from hotpass.store.miniature import Miniature
from hotpass.store.publication import LAYERS
from hotpass.store.queries import Statements
from hotpass.store.revision import CHANGED, list_free_ids, part
from hotpass.store.scratch import Scratch

STATEMENTS = Statements(__file__)
# What is published and asked by no stage: the ground goes without it once it is followed.
SHOWN = ("cluster", "golden", "chosen_value")
# What decisions change in a published run.
DECIDED = (*(name for name in CHANGED if name not in (*SHOWN, "entity_event")), "former_member")
# What is taken as it is for decisions, and what a run has in tables of its own.
TAKEN = (*("record", "source", "earlier_delivery", "field", "comparison", "pair", "model", "caution", "unique_source"),)
OWN = ("judgement", "override", "prior_member", "prior_redirect", "prior_retired")
SIDES = ("left_id", "right_id")
PUT = (*CHANGED, "former_member")
MARKS = (
    *("changed_row", "changed_content", "changed_pair", "changed_value"),
    *("changed_crowd", "changed_member", "changed_entity"),
)


def take_decided(published: DuckDBPyConnection, now: DuckDBPyConnection) -> None:
    """Brings the ground to what decisions made of the published run since it was computed."""
    for name in DECIDED:
        place = f"ground.main.{quote(name)}"
        now.execute(STATEMENTS["empty"].format(table=place))
        _put(now, place, published.sql(f"FROM {quote(name)}").to_arrow_table())


def settings(cursor: DuckDBPyConnection) -> str:
    """The model of the ground, as Splink has it."""
    return str(cursor.execute(STATEMENTS["settings"]).fetchall()[0][0])


def counts(cursor: DuckDBPyConnection, *, since: bool = False) -> pa.Table:
    """Values and how many records had them when that model was learned, or those that came `since` the shelf was."""
    return cursor.sql(STATEMENTS["counts_since" if since else "counts"]).to_arrow_table()


def limits(cursor: DuckDBPyConnection) -> tuple[pa.Table, pa.Table]:
    """The limits of blocks that the model was learned with, and the values left out."""
    found, crowds = (cursor.sql(STATEMENTS[name]).to_arrow_table() for name in ("limits", "crowds"))
    return found, crowds


def apart(cursor: DuckDBPyConnection) -> list[int]:
    """The sources no two records of which are one thing."""
    return [int(row[0]) for row in cursor.execute(STATEMENTS["apart"]).fetchall()]


def keep_learned(cursor: DuckDBPyConnection, shared: pa.Table, in_again: pa.Table, out_now: pa.Table) -> None:
    """Adds the values that several records have only now, and keeps which are left out from now on."""
    _lay(cursor, "shared_now", shared)
    for table in ("value_count", "value_count_since"):
        cursor.execute(STATEMENTS["put"].format(table=table, rows="shared_now"))
    _lay(cursor, "left_in", in_again)
    cursor.execute(STATEMENTS["crowd"])
    _lay(cursor, "left_out", out_now)
    cursor.execute(STATEMENTS["put"].format(table="crowd", rows="left_out"))


class Void(NamedTuple):
    """Of the pairs of before, what stands no more: those of `records`, those that closed a group of `touched` records.

    `parted` are the pairs (`left_id`, `right_id`) of which one side stood for the other; `closed` is the rule of pairs
    that closed a group.
    """

    records: pa.Array
    touched: pa.Array
    parted: pa.Table
    closed: int


def renew_pairs(cursor: DuckDBPyConnection, void: Void, fresh: Sequence[pa.Table]) -> None:
    """Puts the pairs of what changed in the place of those that stand no more, and names whom that concerns."""
    cursor.execute("BEGIN")
    _lay(cursor, "void_record", pa.table({"record_id": void.records}))
    _lay(cursor, "group_anew", pa.table({"record_id": void.touched}))
    _lay(cursor, "parted", void.parted)
    _lay(cursor, "twin", _sides([void.parted, *(found.filter(pc.equal(found["match_key"], TWINS)) for found in fresh)]))
    cursor.execute(STATEMENTS["begin"])
    _beside(cursor, "named")
    cursor.execute(STATEMENTS["void"], {"closed": void.closed, "twins": TWINS})
    cursor.execute(STATEMENTS["part"], {"twins": TWINS})
    for found in fresh:
        _put(cursor, "pair", found)
    pairs.judge_as_before(cursor)
    _beside(cursor, "named")
    cursor.execute("COMMIT")


def take(cursor: DuckDBPyConnection, folder: Path, settings: Settings) -> Miniature:
    """The part of the run that can come out differently, with what it was."""
    cursor.execute(STATEMENTS["touched"])
    _spread(cursor)
    cursor.execute("CREATE OR REPLACE TEMP TABLE named AS FROM touched")
    _beside(cursor, "touched")
    cursor.execute("CREATE OR REPLACE TEMP TABLE reached AS FROM named ANTI JOIN touched USING (record_id)")
    cursor.execute(STATEMENTS["grow"])
    _spread(cursor)
    list_free_ids(cursor)
    cursor.execute(STATEMENTS["prior"])
    own = {name: cursor.sql(STATEMENTS[name]).to_arrow_table() for name in OWN}
    fields = columns.fields(cursor)
    own["original"] = cursor.sql(standards.texts(cursor, fields, among="touched")).to_arrow_table()
    own["standard"] = cursor.sql(standards.some(fields, "touched")).to_arrow_table()
    return Miniature(folder, settings, part(cursor, TAKEN) | own, cursor)


def put_back(cursor: DuckDBPyConnection, derived: Scratch) -> dict[str, list[pa.Table]]:
    """Puts what was derived anew in the place of what was taken, and answers it, table by table."""
    found = {}
    # In one transaction, so that the file is written once.
    cursor.execute("BEGIN")
    cursor.execute(STATEMENTS["clear"])
    for name in SHOWN:
        cursor.execute(STATEMENTS["begin_anew"].format(table=quote(name)))
    entities.tell_absent(cursor)
    for name in PUT:
        rows = derived.cursor.sql(f"FROM {quote(name)}{' WHERE old_id <> entity_id' if name == 'redirect' else ''}")
        found[name] = [rows.to_arrow_table()]
        if found[name][0].num_rows and name not in SHOWN:
            _put(cursor, quote(name), found[name][0])
    cursor.execute("COMMIT")
    return found


def keys(cursor: DuckDBPyConnection, entities_now: pa.Table) -> dict[str, pa.Table]:
    """The keys of rows that differ from those of the last run, for publishing; entities are those put back."""
    cursor.register("entity_now", entities_now)
    found = {name: cursor.sql(STATEMENTS[name]).to_arrow_table() for name in MARKS}
    cursor.unregister("entity_now")
    return found


def rows(cursor: DuckDBPyConnection, keys: Mapping[str, pa.Table], names: Sequence[str]) -> dict[str, list[pa.Table]]:
    """The rows that have those keys, of some of the tables of which only what differs is published."""
    found = {}
    for name in names:
        columns, mark = LAYERS[name]
        cursor.register("differing", keys[mark])
        condition = layers.differing(Layer(name, columns), "differing")
        found[name] = [cursor.sql(f"FROM {quote(name)} WHERE {condition}").to_arrow_table()]
        cursor.unregister("differing")
    return found


def _sides(pairs: Sequence[pa.Table]) -> pa.Table:
    """The records of both sides of pairs."""
    return pa.table({"record_id": pa.concat_arrays([each[side].combine_chunks() for each in pairs for side in SIDES])})


def _lay(cursor: DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    cursor.register("incoming", rows)
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE {quote(name)} AS FROM incoming")
    cursor.unregister("incoming")


def _put(cursor: DuckDBPyConnection, place: str, rows: pa.Table) -> None:
    """Copies rows that the module of their table made."""
    cursor.register("incoming", rows)
    cursor.execute(STATEMENTS["put"].format(table=place, rows="incoming"))
    cursor.unregister("incoming")


def _beside(cursor: DuckDBPyConnection, place: str) -> None:
    clerical = cursor.execute(STATEMENTS["line"]).fetchall()[0][1]
    cursor.execute(STATEMENTS["beside"].format(place=place), {"clerical": clerical})


def _spread(cursor: DuckDBPyConnection) -> None:
    auto = cursor.execute(STATEMENTS["line"]).fetchall()[0][0]
    while True:
        cursor.execute(STATEMENTS["reached"], {"auto": auto})
        if not cursor.execute(STATEMENTS["reached_count"]).fetchall()[0][0]:
            return
        cursor.execute(STATEMENTS["grow"])
