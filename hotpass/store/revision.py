"""Revision: the part of a published run that decisions touch is taken out, and put back as it was derived anew.

What the run published stays its base: names of entities are given as the run would have given them had it known the
decisions, so that the state is the same whatever the order of decisions, and one taken back leaves no trace.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from duckdb import DuckDBPyConnection

from hotpass.store import layers
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

if TYPE_CHECKING:  # a run that finds nothing changed has no use for it, and it is slow to load
    import pyarrow as pa

STATEMENTS = Statements(__file__)
TAKEN = (
    *("record", "source", "earlier_delivery", "field", "comparison", "original", "standard", "pair", "model"),
    *(
        "unique_source",
        "caution",
        "judgement",
        "override",
        "prior_member",
        "prior_redirect",
        "prior_retired",
        "master_entity",
    ),
)
CHANGED = (
    "cluster",
    "held_link",
    "stretched",
    "overruled",
    "entity",
    "member",
    "golden",
    "chosen_value",
    "entity_event",
    "redirect",
    "retired_member",
)


# Those of which a run that follows another keeps only what differs, and their keys.
LAYERED = {
    "cluster": "record_id",
    "member": "record_id",
    "entity": "entity_id",
    "golden": "entity_id",
    "chosen_value": "entity_id",
}


def keep_base(cursor: DuckDBPyConnection) -> None:
    """Keeps who belonged to which entity when the run was published, once, before anything changes."""
    if not _has_base(cursor):
        cursor.execute(STATEMENTS["make_base"])
    cursor.execute(STATEMENTS["make_retired"])


def stand_in_for_base(cursor: DuckDBPyConnection) -> None:
    """The same for a rehearsal, without a copy: holds until `put_back` changes what it stands on."""
    cursor.execute(STATEMENTS["make_retired" if _has_base(cursor) else "stand_in"])


def clear(cursor: DuckDBPyConnection) -> None:
    """Takes the touched records and their entities out of the tables of which a run may hold only what differs."""
    for name, key in LAYERED.items():
        layers.remove(cursor, name, key, "touched" if key == "record_id" else "(SELECT DISTINCT entity_id FROM gone)")


def _has_base(cursor: DuckDBPyConnection) -> bool:
    return bool(cursor.execute(STATEMENTS["has_base"]).fetchall()[0][0])


def heed_strangers(cursor: DuckDBPyConnection) -> None:
    """Keeps in the base what ids of other runs lead to; ask after `entities.answer_strangers`."""
    cursor.execute(STATEMENTS["strangers"])


def waiting(cursor: DuckDBPyConnection, serial: int) -> int:
    """How many acts after a serial are not applied yet: decisions, values set by hand and what was taken back."""
    return int(cursor.execute(STATEMENTS["waiting"], [serial]).fetchall()[0][0])


def touch(cursor: DuckDBPyConnection, serial: int) -> int:
    """Finds all records that the acts after a serial can concern; answers how many. Ask after `kin.learn`.

    Those are the clusters of the records named, and whatever is tied to them by a decision, by a likely pair,
    or by having been one entity in the base: nothing outside can come out differently.
    """
    cursor.execute(STATEMENTS["named"], [serial])
    cursor.execute(STATEMENTS["touched"])
    while True:
        cursor.execute(STATEMENTS["reached"])
        if not cursor.execute(STATEMENTS["reached_count"]).fetchall()[0][0]:
            return int(cursor.execute(STATEMENTS["touched_count"]).fetchall()[0][0])
        cursor.execute(STATEMENTS["grow"])


def take(cursor: DuckDBPyConnection) -> "dict[str, pa.Table]":
    """The tables of a run, of the touched records alone, with the decisions that stand; ask after `touch`."""
    cursor.execute(STATEMENTS["local"])
    list_free_ids(cursor)
    cursor.execute(STATEMENTS["foreign"])
    return part(cursor, TAKEN)


def list_free_ids(cursor: DuckDBPyConnection) -> None:
    """Lists in the temporary table `free_id` the ids that a record in `touched` could be the first to get."""
    cursor.execute(STATEMENTS["free"])


def part(cursor: DuckDBPyConnection, names: Sequence[str]) -> "dict[str, pa.Table]":
    """Some of the tables of a run, of the records in the temporary table `touched` alone."""
    return {name: cursor.sql(STATEMENTS[name]).to_arrow_table() for name in names}


def overrides(cursor: DuckDBPyConnection) -> "pa.Table":
    """The values set by hand that stand, as a run's own table holds them."""
    return cursor.sql(STATEMENTS["override"]).to_arrow_table()


def put_back(cursor: DuckDBPyConnection, derived: "Mapping[str, pa.Table]") -> None:
    """Puts what was derived anew in the place of what was taken; ids that meant something meanwhile keep leading on.

    The rows come from the modules that write these tables: they are only copied here.
    """
    for name in CHANGED:
        cursor.register(f"new_{name}", derived[name])
    clear(cursor)
    cursor.execute(STATEMENTS["clear"])
    for name in CHANGED:
        rows = quote(f"new_{name}")
        if name in LAYERED:
            layers.add(cursor, name, LAYERED[name], rows)
            continue
        place = "later_event" if name == "entity_event" else name
        only = " WHERE old_id <> entity_id" if name == "redirect" else ""
        cursor.execute(f"INSERT INTO {quote(place)} BY NAME FROM {rows}{only}")
    cursor.execute(STATEMENTS["lead_on"])
    cursor.execute(f"INSERT INTO {quote('redirect')} BY NAME FROM led_on")
    cursor.execute(f"INSERT INTO {quote('retired_member')} {STATEMENTS['led_members']}")
    for name in CHANGED:
        cursor.unregister(f"new_{name}")
