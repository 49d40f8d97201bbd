"""Golden records: one row for each entity, and the account of where its values came from."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.model.semantic import SemanticType
from hotpass.store.compose import literal, quote

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


def show(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> None:
    """Makes `golden(entity_id, <field> VARCHAR…)`: what was chosen, or what an entity's only record says."""
    chosen = [f"any_value(value) FILTER (field = {field.position}) AS {quote(field.name)}" for field in fields]
    own = [f"{own_value(field)} AS {quote(field.name)}" for field in fields]
    names = ", ".join(quote(field.name) for field in fields)
    cursor.execute(
        f"""
        CREATE OR REPLACE TABLE golden AS
        SELECT {", ".join(["entity_id", *filter(None, [names])])}
        FROM contested LEFT JOIN (SELECT {", ".join(["number", *chosen])} FROM won GROUP BY number) USING (number)
        UNION ALL
        SELECT {", ".join(["entity_id", *own])} FROM member ANTI JOIN contested USING (entity_id)
        JOIN standard USING (record_id) JOIN original USING (record_id)
        """
    )


def account(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> None:
    """Makes the view `provenance`: what was chosen, and the values of each record that stands alone."""
    names = ", ".join(literal(field.name) for field in fields)
    rules = ", ".join(literal(field.survivorship.value) for field in fields)
    values = ", ".join(f"golden.{quote(field.name)}" for field in fields)
    cursor.execute(
        f"""
        CREATE OR REPLACE VIEW provenance AS
        FROM chosen_value
        UNION ALL
        FROM (
            SELECT entity_id, unnest([{names}]::VARCHAR[]) AS field, unnest([{values}]::VARCHAR[]) AS value, record_id,
                   unnest([{rules}]::VARCHAR[]) AS rule, 0 AS alternatives
            FROM golden JOIN entity USING (entity_id) JOIN member USING (entity_id)
            ANTI JOIN chosen_value USING (entity_id) WHERE records = 1
        ) WHERE value IS NOT NULL
        """
    )


def own_value(field: RunField) -> str:
    """What a record shows of a field: nothing where its text holds nothing."""
    standard, original = f"standard.{quote(field.name)}", f"original.{quote(field.name)}"
    return f"if({standard} IS NULL, NULL, {original})" if is_spelt(field) else standard


def is_spelt(field: RunField) -> bool:
    """Whether a person sees the file's own spelling rather than the standard value."""
    return field.type in SPELT_BY_SOURCE
