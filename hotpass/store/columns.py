"""Columns of a run's sources, the fields they go to, and what their values look like."""

from collections.abc import Mapping, Sequence

from duckdb import DuckDBPyConnection

from hotpass.model.column import ColumnLook, ColumnMapping
from hotpass.model.field import RunField
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.semantic import SemanticType
from hotpass.store import feed_rows
from hotpass.store.compose import quote
from hotpass.store.feed_rows import FeedRows, Part
from hotpass.store.inspection.seen import Column
from hotpass.store.queries import Statements
from hotpass.store.sources import Source

STATEMENTS = Statements(__file__)
SAMPLE_VALUES = 200
SAMPLE_ROWS = 20_000


def together(cursor: DuckDBPyConnection, deliveries: Sequence[Source]) -> FeedRows:
    """The rows of all deliveries of one source, the latest last."""
    parts = []
    for source in deliveries:
        found = cursor.execute(STATEMENTS["of_source"], [source.source_id]).fetchall()
        parts.append(Part(quote(source.raw_table), tuple((header, name) for header, name in found)))
    return feed_rows.together(parts)


def looks(cursor: DuckDBPyConnection, rows: FeedRows) -> tuple[ColumnLook, ...]:
    """How each column of a source looks: its header, up to 200 different values, and its shares of filled and distinct.

    Shares are measured on the first 20,000 rows, which is enough to tell a key from a category.
    """
    return tuple(look(cursor, rows.relation, place, *column) for place, column in enumerate(rows.columns, 1))


def look(cursor: DuckDBPyConnection, relation: str, position: int, header: str, column_name: str) -> ColumnLook:
    """How one column of a relation, as SQL names it, looks."""
    rows, filled, distinct, sample = cursor.execute(
        f"""
        WITH head AS (SELECT {quote(column_name)} AS value FROM {relation} LIMIT {SAMPLE_ROWS}),
        counted AS (SELECT value, min(rowid) AS first FROM (SELECT value, row_number() OVER () AS rowid FROM head)
                    WHERE value IS NOT NULL GROUP BY value)
        SELECT (SELECT count(*) FROM head), (SELECT count(value) FROM head), (SELECT count(*) FROM counted),
               (SELECT list(value ORDER BY first) FROM (SELECT * FROM counted ORDER BY first LIMIT {SAMPLE_VALUES}))
        """
    ).fetchall()[0]
    return ColumnLook(
        position=position,
        header=header,
        sample=tuple(sample or ()),
        filled=filled / rows if rows else 0.0,
        distinct=distinct / filled if filled else 0.0,
    )


def corrections(cursor: DuckDBPyConnection, deliveries: Sequence[Source]) -> dict[str, str | None]:
    """What a steward said of these shapes of source: header to field, None for "keep it, match nothing on it"."""
    found = [row for each in deliveries for row in cursor.execute(STATEMENTS["corrections"], [each.shape]).fetchall()]
    return {str(header): field for header, field in found}


def stated_rules(cursor: DuckDBPyConnection) -> dict[str, SurvivorshipRule]:
    """The rules by which a steward wants the values of fields chosen."""
    found = cursor.execute(STATEMENTS["stated_rules"]).fetchall()
    return {str(field): SurvivorshipRule(rule) for field, rule in found if rule in set(SurvivorshipRule)}


def suppose_rule(cursor: DuckDBPyConnection, field: str, rule: SurvivorshipRule) -> None:
    """Gives a field of a run another rule, for a rehearsal."""
    cursor.execute(STATEMENTS["suppose_rule"], [rule, field])


def save(
    cursor: DuckDBPyConnection, deliveries: Sequence[Source], rows: FeedRows, mappings: Sequence[ColumnMapping]
) -> None:
    """Writes where each column of each delivery goes, given the mappings of the rows' columns in their order."""
    told = [
        [found.field, found.type, found.confidence, found.reason, found.mapped_by, source.source_id, name]
        for source, part, places in zip(deliveries, rows.parts, rows.places, strict=True)
        for (_, name), found in zip(part.columns, (mappings[place] for place in places), strict=True)
    ]
    if told:
        cursor.executemany(STATEMENTS["map"], told)


def map_as(cursor: DuckDBPyConnection, before: str) -> None:
    """Has the columns go where they went in `before`, the table of an earlier run whose sources have the same ones."""
    cursor.execute(STATEMENTS["map_as"].format(before=before))


def save_fields(cursor: DuckDBPyConnection, fields: list[RunField]) -> None:
    """Writes the fields of the run."""
    for field in fields:
        row = [field.position, field.name, field.title, field.type, field.matched, field.survivorship, field.scheme]
        cursor.execute(STATEMENTS["add_field"], row)


def count(cursor: DuckDBPyConnection) -> int:
    """How many columns the sources of the run have."""
    return int(cursor.execute(STATEMENTS["count"]).fetchall()[0][0])


def save_home(cursor: DuckDBPyConnection, country: str) -> None:
    """Writes the country (ISO 3166-1 alpha-2) of the values that name none."""
    cursor.execute(STATEMENTS["set_home"], [country])


def home(cursor: DuckDBPyConnection) -> str | None:
    """The country of the run's values that name none, None where it is not known."""
    found = cursor.execute(STATEMENTS["home"]).fetchone()
    return str(found[0]) if found else None


def fields(cursor: DuckDBPyConnection) -> list[RunField]:
    """The fields of the run, in order."""
    names = ("position", "name", "title", "type", "matched", "survivorship", "scheme")
    found = cursor.execute(STATEMENTS["fields"]).fetchall()
    return [RunField.model_validate(dict(zip(names, row, strict=True))) for row in found]


def of_source(cursor: DuckDBPyConnection, source: Source) -> list[Column]:
    """Every column of a source, in the file's order."""
    found = cursor.execute(STATEMENTS["named"], [source.source_id]).fetchall()
    return [Column(place, letter, header, name, SemanticType(kind)) for place, letter, header, name, kind in found]


def of_fields(cursor: DuckDBPyConnection, source: Source, known: Mapping[str, RunField]) -> dict[Column, RunField]:
    """The columns of a source that go to a field, as an inspection takes them, each with its field."""
    found = cursor.execute(STATEMENTS["of_fields"], [source.source_id]).fetchall()
    return {
        Column(position, letter, header, name, known[field].type, known[field].scheme): known[field]
        for position, letter, header, name, _, field in found
        if field in known
    }


def mapped(cursor: DuckDBPyConnection, source: Source) -> dict[str, list[str]]:
    """Field to the columns of this source that fill it, in the file's order."""
    return {str(field): names for field, names in cursor.execute(STATEMENTS["mapped"], [source.source_id]).fetchall()}
