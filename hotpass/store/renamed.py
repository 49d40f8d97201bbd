"""Renamed columns: what stood under one header in the last delivery of a source stands under another now."""

from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.fields.header import header_words
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Of the filled rows of both columns, and different texts in each: fewer tell nothing (yes and no are in many columns).
SAME, LEAST = 0.8, 10
MOST_COLUMNS = 40


class Renamed(NamedTuple):
    """A header, what it was, and the field and type that column had."""

    header: str
    was: str
    field: str | None
    type: str | None


def find(before: DuckDBPyConnection, now: DuckDBPyConnection) -> int:
    """Writes which columns of sources delivered before have another name now; answers how many.

    `before` sees the tables of the published run, `now` those of the run that has just read its files.
    """
    known, arrived = _sources(before), _sources(now)
    return sum(_find(before, now, known[name], arrived[name]) for name in sorted(known.keys() & arrived.keys()))


def of_source(cursor: DuckDBPyConnection, source_id: int) -> list[Renamed]:
    """The renamed columns of a source of this run."""
    return [Renamed(*row) for row in cursor.execute(STATEMENTS["of_source"], [source_id]).fetchall()]


def _sources(cursor: DuckDBPyConnection) -> dict[tuple[str, str], tuple[int, str]]:
    found = cursor.execute(STATEMENTS["sources"]).fetchall()
    return {(name, sheet): (source_id, raw) for source_id, name, sheet, raw in found}


def _find(before: DuckDBPyConnection, now: DuckDBPyConnection, old: tuple[int, str], new: tuple[int, str]) -> int:
    had = before.execute(STATEMENTS["columns"], [old[0]]).fetchall()
    has = now.execute(STATEMENTS["columns"], [new[0]]).fetchall()
    gone = [column for column in had if header_words(column[0]) not in {header_words(each[0]) for each in has}]
    fresh = {each[0]: each[1] for each in has if header_words(each[0]) not in {header_words(one[0]) for one in had}}
    count = 0
    for was, column, field, kind, said in gone[:MOST_COLUMNS] if len(fresh) <= MOST_COLUMNS else ():
        header = _likest(before, now, (old[1], column), (new[1], fresh)) if fresh else None
        if header is not None:
            del fresh[header]
            # A column that only the profile left aside may well be known by its new name.
            row = [new[0], header, was, field, kind] if field or said else [new[0], header, was, None, None]
            now.execute(STATEMENTS["add"], row)
            count += 1
    return count


def _likest(
    before: DuckDBPyConnection, now: DuckDBPyConnection, old: tuple[str, str], new: tuple[str, dict[str, str]]
) -> str | None:
    """The new header under which the texts of an old column stand."""
    raw, column = quote(old[0]), quote(old[1])
    held = before.sql(
        f"SELECT trim({column}) AS value, count(*) AS cells FROM {raw} WHERE trim({column}) <> '' GROUP BY value"
    )
    now.register("was_value", held.to_arrow_table())
    told = []
    for header, name in new[1].items():
        asked = STATEMENTS["alike"].format(column=quote(name), raw=quote(new[0]))
        told.append((float(now.execute(asked, {"least": LEAST}).fetchall()[0][0] or 0), header))
    now.unregister("was_value")
    share, header = max(told)
    return header if share >= SAME else None
