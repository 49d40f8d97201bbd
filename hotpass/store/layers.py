"""Layers: a run that differs little from the one before keeps what differs, and leans on that one for the rest.

Of a table `x` the run's schema has `x__gone`, the keys of rows that are no longer as they were, and `x__new`, the rows
that stand in their place; `x` is a view over both and over the same table of an earlier run, the base. What a base
holds must stay as it is for as long as another run leans on it.
"""

from collections.abc import Mapping
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# A table of which more than this share would differ is written whole.
MOSTLY = 0.2


class Layer(NamedTuple):
    """A table and its key: rows whose keys are among those that changed differ, all others are as they were.

    Of a table of couples either column makes a row differ.
    """

    table: str
    keys: tuple[str, ...]


class Runs(NamedTuple):
    """The schema of a run that leans, that of the run before it, and what each table of that one leans on, if any."""

    own: str
    before: str
    bases: Mapping[str, str]


def lay(cursor: DuckDBPyConnection, runs: Runs, layer: Layer, changed: str, rows: str) -> str | None:
    """Makes a table of a run from that of the run before it; answers what it leans on, None where it is better whole.

    `changed` names a table of the one column `key`: the keys of the rows that differ between the two runs; `rows` is a
    relation of those that are there. Both are quoted already. What leans must be entered.
    """
    own, before, table = quote(runs.own), runs.before, quote(layer.table)
    base = runs.bases.get(layer.table, before)
    gone, new = f"{own}.{quote(f'{layer.table}__gone')}", f"{own}.{quote(f'{layer.table}__new')}"
    known = f" UNION FROM {quote(before)}.{quote(f'{layer.table}__gone')}" if base != before else ""
    count = cursor.execute(f"CREATE TABLE {gone} AS SELECT key FROM (FROM {changed}{known})").fetchall()[0][0]
    if count > MOSTLY * cursor.execute(f"SELECT count(*) FROM {quote(base)}.{table}").fetchall()[0][0]:
        cursor.execute(f"DROP TABLE {gone}")
        return None
    # What differed before and is as it was then need not be looked for.
    was = f"FROM {quote(before)}.{quote(f'{layer.table}__new')} WHERE {_stands(layer, changed)}"
    was = was if known else f"FROM {quote(base)}.{table} LIMIT 0"
    cursor.execute(f"CREATE TABLE {new} AS ({was}) UNION ALL BY NAME (FROM {rows})")
    kept = " ".join(
        f"ANTI JOIN {gone} AS gone{number} ON gone{number}.key = stood.{quote(key)}"
        for number, key in enumerate(layer.keys)
    )
    stood = f"SELECT stood.* FROM {quote(base)}.{table} AS stood {kept}"
    cursor.execute(f"CREATE VIEW {own}.{table} AS {stood} UNION ALL FROM {new}")
    return base


def enter(cursor: DuckDBPyConnection, schema: str, bases: Mapping[str, str]) -> None:
    """Keeps what the tables of the run in `schema` lean on."""
    cursor.execute(STATEMENTS["enter"], {"schema": schema, "tables": list(bases), "bases": list(bases.values())})


def whole(before: str, layer: Layer, changed: str, rows: str) -> str:
    """The relation of all rows of that table, as the run in `before` had them where they do not differ."""
    stood = f"FROM {quote(before)}.{quote(layer.table)} WHERE {_stands(layer, changed)}"
    return f"(({stood}) UNION ALL BY NAME (FROM {rows}))"


def differing(layer: Layer, changed: str) -> str:
    """The condition that a row of that table has one of the keys in `changed`."""
    return " OR ".join(f"{quote(key)} IN (FROM {changed})" for key in layer.keys)


def _stands(layer: Layer, changed: str) -> str:
    return f"({differing(layer, changed)}) IS NOT TRUE"


def bases_of(cursor: DuckDBPyConnection, schema: str) -> dict[str, str]:
    """The tables of a run that lean on another, and the schemas that they lean on."""
    return {str(table): str(base) for table, base in cursor.execute(STATEMENTS["bases_of"], [schema]).fetchall()}


def bases(cursor: DuckDBPyConnection) -> set[str]:
    """The schemas that others lean on."""
    return {str(row[0]) for row in cursor.execute(STATEMENTS["bases"]).fetchall()}


def forget(cursor: DuckDBPyConnection, schema: str) -> None:
    """Nothing of this schema leans on another any more: it is about to be dropped."""
    cursor.execute(STATEMENTS["leave_all"], [schema])


def free(cursor: DuckDBPyConnection, schema: str) -> None:
    """Makes whole what leans on this schema, which is about to change."""
    for leaning, name in cursor.execute(STATEMENTS["leaning"], [schema]).fetchall():
        own, table = quote(leaning), quote(name)
        whole = f"{own}.{quote(f'{name}__whole')}"
        cursor.execute(f"CREATE TABLE {whole} AS FROM {own}.{table}")
        cursor.execute(f"DROP VIEW {own}.{table}")
        for part in ("gone", "new"):
            cursor.execute(f"DROP TABLE {own}.{quote(f'{name}__{part}')}")
        cursor.execute(f"ALTER TABLE {whole} RENAME TO {table}")
        cursor.execute(STATEMENTS["leave"], [leaning, name])


def remove(cursor: DuckDBPyConnection, table: str, key: str, keys: str) -> None:
    """Takes rows out of a table of the run that the cursor sees: those whose key is among the rows of `keys`."""
    if table not in _layered(cursor):
        cursor.execute(f"DELETE FROM {quote(table)} WHERE {quote(key)} IN (FROM {keys})")
        return
    gone, new = quote(f"{table}__gone"), quote(f"{table}__new")
    cursor.execute(f"INSERT INTO {gone} FROM {keys} EXCEPT FROM {gone}")
    cursor.execute(f"DELETE FROM {new} WHERE {quote(key)} IN (FROM {keys})")


def add(cursor: DuckDBPyConnection, table: str, key: str, rows: str) -> None:
    """Adds rows to a table of the run that the cursor sees, those of the relation `rows`."""
    if table in _layered(cursor):
        gone = quote(f"{table}__gone")
        # Their keys may be new: the next run takes what is told here for all that differs.
        cursor.execute(f"INSERT INTO {gone} SELECT DISTINCT {quote(key)} FROM {rows} EXCEPT FROM {gone}")
        cursor.execute(f"INSERT INTO {quote(f'{table}__new')} BY NAME FROM {rows}")
    else:
        cursor.execute(f"INSERT INTO {quote(table)} BY NAME FROM {rows}")


def _layered(cursor: DuckDBPyConnection) -> set[str]:
    return {str(row[0]) for row in cursor.execute(STATEMENTS["layered"]).fetchall()}
