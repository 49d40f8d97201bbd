"""Exports: the tables a person takes away, in a fixed order, as Arrow."""

from collections.abc import Iterable
from enum import StrEnum

import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.store import columns, kept_proposals, location
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
OWN = ("entity", "records", "sources")


class ExportTable(StrEnum):
    """What can be taken away."""

    GOLDEN = "golden"
    MEMBERS = "members"
    PAIRS = "pairs"
    FINDINGS = "findings"
    MENDS = "mends"
    PLACES = "places"
    ATTRIBUTES = "attributes"


def read(cursor: DuckDBPyConnection, table: ExportTable) -> pa.Table:
    """A table of the run whose schema the cursor sees; equal runs give equal tables, row by row."""
    if table is ExportTable.ATTRIBUTES:
        return kept_proposals.export(cursor)
    if table is ExportTable.PLACES:
        location.lay(cursor, columns.fields(cursor))
    statement = _golden(cursor) if table is ExportTable.GOLDEN else STATEMENTS[table]
    return cursor.sql(statement).to_arrow_table()


def _golden(cursor: DuckDBPyConnection) -> str:
    """Entities with their surviving values, then for each extra header the first value among their records."""
    fields = [str(row[0]) for row in cursor.execute(STATEMENTS["fields"]).fetchall()]
    extras = _extras(cursor)
    names = distinct_names([*OWN, *fields, *extras])
    titles = names[len(OWN) + len(fields) :]
    entity = ["entity.entity_id AS entity", "entity.records AS records", "entity.sources AS sources"]
    values = [
        f"golden.{quote(field)} AS {quote(title)}" for field, title in zip(fields, names[len(OWN) :], strict=False)
    ]
    more = [f"extra.x{place} AS {quote(title)}" for place, title in enumerate(titles)]
    join = f"LEFT JOIN ({_first_extras(extras)}) AS extra ON extra.entity_id = entity.entity_id" if extras else ""
    return (
        f"SELECT {', '.join([*entity, *values, *more])} FROM entity JOIN golden ON golden.entity_id = entity.entity_id "
        f"{join} ORDER BY entity.entity_id"
    )


# For each extra header the columns that carry it: raw table, source, column.
Extras = dict[str, list[tuple[str, int, str]]]


def _extras(cursor: DuckDBPyConnection) -> Extras:
    """Columns without a field by header. A header that a source has twice counts as two, told apart by number."""
    found: Extras = {}
    taken: dict[int, list[str]] = {}
    for raw_table, source_id, column, header in cursor.execute(STATEMENTS["extras"]).fetchall():
        own = taken.setdefault(source_id, [])
        own.append(header)
        found.setdefault(distinct_names(own)[-1], []).append((raw_table, source_id, column))
    return found


def _first_extras(extras: Extras) -> str:
    """The first filled value of each extra among an entity's records, in the order of sources and rows."""
    sources = sorted({(source_id, raw_table) for places in extras.values() for raw_table, source_id, _ in places})
    selects = []
    for source_id, raw_table in sources:
        columns = {
            place: quote(column)
            for place, places in enumerate(extras.values())
            for _, owner, column in places
            if owner == source_id
        }
        cells = [
            f"raw.{columns[place]} AS x{place}" if place in columns else f"NULL AS x{place}"
            for place in range(len(extras))
        ]
        selects.append(
            f'SELECT entity_id, record.source_id, record."row", {", ".join(cells)} FROM {quote(raw_table)} AS raw '
            f'JOIN record ON record.source_id = {source_id} AND record."row" = raw."row" '
            "JOIN member ON member.record_id = record.record_id"
        )
    firsts = [f"arg_min(if(trim(x{place}) = '', NULL, x{place}), place) AS x{place}" for place in range(len(extras))]
    return (
        f"WITH cells AS ({' UNION ALL BY NAME '.join(selects)}), "
        'placed AS (SELECT *, source_id::BIGINT * 4294967296 + "row" AS place FROM cells) '
        f"SELECT entity_id, {', '.join(firsts)} FROM placed GROUP BY entity_id"
    )


def distinct_names(names: Iterable[str]) -> list[str]:
    """The same names, those that came before (in whatever case) with the first free number behind: name (2)."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        free, number = name, 1
        while free.casefold() in taken:
            number += 1
            free = f"{name} ({number})"
        taken.add(free.casefold())
        found.append(free)
    return found
