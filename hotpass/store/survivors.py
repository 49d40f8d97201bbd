"""Surviving values: which of its records' values an entity shows, and where each came from."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.semantic import SemanticType
from hotpass.store.compose import literal, quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Their standard values are folded for comparing; a person wants the spelling of the file.
SPELT_BY_SOURCE = frozenset(
    {
        SemanticType.ORGANISATION_NAME,
        SemanticType.PERSON_NAME,
        SemanticType.ADDRESS,
        SemanticType.CITY,
        SemanticType.CATEGORY,
        SemanticType.TEXT,
    }
)
# A date says when a record was last true only if its name says so; a date of birth does not.
RECENCY_WORDS = ("updated", "modified", "changed", "edited", "verified", "checked", "seen", "as_of", "last_")
OFTEN = "-uses, -length(standard), standard"
# The value with the smallest key survives; every key ends in the value, so that no two are equal.
RULES = {
    SurvivorshipRule.MOST_FREQUENT: OFTEN,
    SurvivorshipRule.LONGEST: "-length(standard), -uses, standard",
    SurvivorshipRule.SOURCE_PRIORITY: f"rank, {OFTEN}",
    SurvivorshipRule.MOST_RECENT: f"age, {OFTEN}",
    SurvivorshipRule.MOST_COMPLETE: f"-filled, {OFTEN}",
}


def gather(cursor: DuckDBPyConnection, fields: Sequence[RunField], trusted: Sequence[str]) -> None:
    """Lays every record beside its entity with what the rules ask about it.

    `rank`: place of its source among the trusted ones. `age`: 1 for the newest record: by the date field that says
    when a record was last true where there is one, then by the later source and the later row. `filled`: number of
    fields with a value. `place`: order of sources and rows.
    """
    cursor.execute(STATEMENTS["order"], {"names": list(trusted)})
    date = next((f"standard.{quote(field.name)}" for field in fields if _says_when(field)), None)
    newest = f"{date} DESC NULLS LAST, " if date else ""
    filled = " + ".join(f"(standard.{quote(field.name)} IS NOT NULL)::INTEGER" for field in fields) or "0"
    values = [f"standard.{quote(field.name)} AS {_standard(field)}" for field in fields]
    values += [f"original.{quote(field.name)} AS {_spelling(field)}" for field in fields if _is_spelt(field)]
    cursor.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE gathered AS
        SELECT record_id, rank, {filled} AS filled,
               row_number() OVER (ORDER BY {newest}record.source_id DESC, "row" DESC, record_id) AS age,
               row_number() OVER (ORDER BY record.source_id, "row", record_id) AS place,
               {", ".join(["entity_id", "entity.records = 1 AS alone", *values])}
        FROM member JOIN entity USING (entity_id) JOIN record USING (record_id)
        JOIN trusted ON trusted.source_id = record.source_id
        JOIN standard USING (record_id) JOIN original USING (record_id)
        """
    )


def survive(cursor: DuckDBPyConnection, field: RunField) -> None:
    """Picks the value of one field for every entity by the field's rule, and writes where it came from.

    A record that stands alone brings its own values, whatever the rule. Among records with the surviving value the
    most frequent spelling is shown (ties: the smallest) where the type is spelt by its source. The record named is
    the first that spells it so, the newest for `most_recent`.
    """
    shown = _spelling(field) if _is_spelt(field) else _standard(field)
    first = "age" if field.survivorship is SurvivorshipRule.MOST_RECENT else "place"
    cursor.execute(
        f"""
        INSERT INTO provenance
        WITH spelt AS (
            SELECT entity_id, {_standard(field)} AS standard, {shown} AS shown, count(*) AS uses, min(rank) AS rank,
                   min(age) AS age, max(filled) AS filled, arg_min(record_id, {first}) AS record_id
            FROM gathered WHERE NOT alone AND {_standard(field)} IS NOT NULL GROUP BY ALL
        ),
        valued AS (
            SELECT entity_id, standard, sum(uses)::BIGINT AS uses, min(rank) AS rank, min(age) AS age,
                   max(filled) AS filled, arg_min((shown, record_id), (-uses, shown)) AS best
            FROM spelt GROUP BY entity_id, standard
        ),
        chosen AS (
            SELECT entity_id, arg_min(best, ({RULES[field.survivorship]})) AS best, count(*) - 1 AS alternatives
            FROM valued GROUP BY entity_id
        )
        SELECT entity_id, $field, best[1], best[2], $rule, alternatives FROM chosen
        UNION ALL
        SELECT entity_id, $field, {shown}, record_id, $rule, 0 FROM gathered
        WHERE alone AND {_standard(field)} IS NOT NULL
        ORDER BY entity_id
        """,
        {"field": field.name, "rule": field.survivorship.value},
    )


def override(cursor: DuckDBPyConnection, field: RunField) -> None:
    """Puts what stewards said of a field above every rule; an empty override leaves the field empty."""
    cursor.execute(STATEMENTS["forget"], [field.name])
    cursor.execute(
        f"""
        INSERT INTO provenance
        SELECT said.entity_id, said.field, said.value, NULL, 'override',
               count(DISTINCT {_standard(field)}) FILTER (WHERE {_standard(field)} <> said.value)
        FROM said JOIN gathered USING (entity_id) WHERE said.field = $field AND said.value IS NOT NULL
        GROUP BY said.entity_id, said.field, said.value ORDER BY said.entity_id
        """,
        {"field": field.name},
    )


def show(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> None:
    """Makes `golden(entity_id, <field> VARCHAR…)`, one row for each entity, from what survived."""
    values = [f"p{field.position}.value AS {quote(field.name)}" for field in fields]
    joins = [
        f"LEFT JOIN (FROM provenance WHERE field = {literal(field.name)}) AS p{field.position} "
        f"ON p{field.position}.entity_id = entity.entity_id"
        for field in fields
    ]
    cursor.execute(
        f"CREATE OR REPLACE TABLE golden AS SELECT {', '.join(['entity.entity_id', *values])} "
        f"FROM entity {' '.join(joins)} ORDER BY entity.entity_id"
    )


def _standard(field: RunField) -> str:
    return f"s{field.position}"


def _spelling(field: RunField) -> str:
    return f"o{field.position}"


def _is_spelt(field: RunField) -> bool:
    return field.type in SPELT_BY_SOURCE


def _says_when(field: RunField) -> bool:
    return field.type is SemanticType.DATE and any(word in field.name for word in RECENCY_WORDS)
