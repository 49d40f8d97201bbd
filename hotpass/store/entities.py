"""Entities: which cluster goes on as which entity, and what became of the others."""

from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


class EntityCounts(NamedTuple):
    """Entities there are, ids that lead elsewhere since this run, and entities that a split touched."""

    entities: int
    merged: int
    split: int


def name_clusters(cursor: DuckDBPyConnection) -> None:
    """Gives every cluster its entity id, and every id of before its answer.

    An entity goes on where at least half of its records that are in this run are together (of two equal halves, the
    one with the smallest record id). Where several meet, the one that brings most records goes on, ties by id; the
    others lead to it from now on. Where a cluster that comes off has most of what a merged entity was, that has its own
    id back. The id of a master list goes where its record goes, before all others. An entity none of whose records is
    in this run is remembered as it was.
    """
    cursor.execute(STATEMENTS["clear"])
    for step in ("survivors", "pledges", "homes", "claims", "revive", "own_again", "given", "newcomers"):
        cursor.execute(STATEMENTS[step])
    _tell_newcomers_apart(cursor)
    for step in ("welcome", "members", "entities", "silent", "redirects", "retire", "events", "former"):
        cursor.execute(STATEMENTS[step])


def _tell_newcomers_apart(cursor: DuckDBPyConnection) -> None:
    """Renames new ids that were ever given before, or that two clusters share, by hashing with a number until none is.

    A new id is `e` and 48 bits of the md5 of the cluster's smallest record id: among 1,000,000 entities two meet with a
    chance of about 1 in 600.
    """
    while True:
        cursor.execute(STATEMENTS["clashes"])
        if not cursor.execute(STATEMENTS["clash_count"]).fetchall()[0][0]:
            return
        cursor.execute(STATEMENTS["rename"])


def tell_absent(cursor: DuckDBPyConnection) -> None:
    """Tells of the entities none of whose records is in this run that they are absent."""
    cursor.execute(STATEMENTS["absent"])


def answer_strangers(cursor: DuckDBPyConnection, other: str) -> None:
    """Gives every id that another run gave out, named by its quoted schema, its answer in the run the cursor sees.

    Each leads to where most of its records are here, and is remembered as what it was, so that it is never given again
    to anything else. The ids stay in the temporary table `stranger`.
    """
    cursor.execute(STATEMENTS["strangers"].format(other=other))
    cursor.execute(STATEMENTS["answers"])
    cursor.execute(STATEMENTS["answer"])


def heed_overrides(cursor: DuckDBPyConnection) -> int:
    """Finds the entity and the live value of every override; answers how many name nothing that is still known."""
    cursor.execute(STATEMENTS["overrides"])
    return int(cursor.execute(STATEMENTS["overrides_lost"]).fetchall()[0][0])


def counts(cursor: DuckDBPyConnection) -> EntityCounts:
    """What naming the clusters came to."""
    entities, merged, split = cursor.execute(STATEMENTS["counts"]).fetchall()[0]
    return EntityCounts(int(entities), int(merged), int(split))
