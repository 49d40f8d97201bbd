"""Surviving values: which of its records' values an entity shows, and where each came from."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.semantic import SemanticType
from hotpass.store.compose import quote
from hotpass.store.golden import is_spelt, own_value
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# A date says when a record was last true only if its name says so; a date of birth does not.
RECENCY_WORDS = ("updated", "modified", "changed", "edited", "verified", "checked", "seen", "as_of", "last_")


def survive(cursor: DuckDBPyConnection, fields: Sequence[RunField], trusted: Sequence[str]) -> None:
    """Picks the values of entities that have a choice and writes where each came from: `chosen_value`.

    A record that stands alone brings its own values, whatever the rule. Among records with the surviving value the
    most frequent spelling is shown (ties: the smallest) where the type is spelt by its source. The record named is
    the first that spells it so, the newest for `most_recent`. What a steward said stands above every rule, and an
    empty override leaves the field empty. A longitude comes from the record of its latitude, where that has one.
    """
    cursor.execute(STATEMENTS["trusted"], {"names": list(trusted)})
    cursor.execute(STATEMENTS["contested"])
    _gather(cursor, fields)
    _agree(cursor, fields)
    _differ(cursor, fields)
    cursor.execute(STATEMENTS["settle"])
    _keep_together(cursor, fields)
    cursor.execute(STATEMENTS["overrule"])
    cursor.execute(STATEMENTS["choose"])
    cursor.execute(STATEMENTS["let_go"])


def would_differ(
    cursor: DuckDBPyConnection, fields: Sequence[RunField], field: RunField, trusted: Sequence[str], limit: int
) -> tuple[int, list[tuple[str, str | None, str | None]]]:
    """How many golden records of a published run would show another value of one field by the rule it has now.

    With some of them: `entity_id`, what is shown, what would be. What a steward set stays. Ask in a rehearsal.
    """
    cursor.execute(STATEMENTS["set_by_hand"])
    cursor.execute(STATEMENTS["trusted"], {"names": list(trusted)})
    cursor.execute(STATEMENTS["contested"])
    _gather(cursor, fields)
    asked = _position(fields) if field in _position(fields) else [field]
    _agree(cursor, asked)
    _differ(cursor, asked)
    cursor.execute(STATEMENTS["settle"])
    _keep_together(cursor, asked)
    differing = STATEMENTS["would_differ"].format(field=quote(field.name))
    named = {"field": field.name, "position": field.position}
    count = cursor.execute(f"SELECT count(*) FROM ({differing})", named).fetchall()[0][0]
    found = cursor.execute(f"{differing} ORDER BY entity_id LIMIT $limit", {**named, "limit": limit})
    return int(count), [(str(key), before, after) for key, before, after in found.fetchall()]


def _gather(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> None:
    """Lays every record of a contested entity beside it, with what the rules ask about it.

    `rank`: place of its source among the trusted ones. `age`: smallest for the newest record: by the date field that
    says when a record was last true where there is one, then by the later source and the later row. `filled`: number of
    fields with a value. `place`: order of sources and rows.
    """
    place = 'record.source_id * 4294967296 + "row"'
    date = _date(fields)
    # Numbering the records in order takes a sort, which the order of the files does without.
    age = f"row_number() OVER (ORDER BY {date} DESC NULLS LAST, {place} DESC)" if date else f"-({place})"
    filled = " + ".join(f"(standard.{quote(field.name)} IS NOT NULL)::INTEGER" for field in fields) or "0"
    values = [f"standard.{quote(field.name)} AS {_standard(field)}" for field in fields]
    values += [f"{own_value(field)} AS {_shown(field)}" for field in fields if is_spelt(field)]
    cursor.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE gathered AS
        SELECT {", ".join(["number", "touched", "record_id", "rank", f"{filled} AS filled", *values])},
               {age} AS age, {place} AS place
        FROM contested JOIN member USING (entity_id) JOIN record USING (record_id)
        JOIN trusted ON trusted.source_id = record.source_id
        JOIN standard USING (record_id) JOIN original USING (record_id)
        """
    )


def _agree(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> None:
    """Finds where all records of an entity say the same: `same`, `value` and `place` of each field, by its position.

    What a person touched counts as in dispute, so that everything that was said stays in sight.
    """
    dated = _date(fields) is not None
    found = ", ".join(["number", *(column for field in fields for column in _agreement(field, dated))])
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE agreed AS SELECT {found} FROM gathered GROUP BY number, touched")
    columns = (f"[{', '.join(f'{name}{field.position}' for field in fields)}]" for name in ("same", "value", "place"))
    same, value, place = columns
    cursor.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE won AS
        SELECT number, field, value, place, 0 AS alternatives FROM (
            SELECT number, unnest({_positions(fields)}) AS field, unnest({same}::BOOLEAN[]) AS same,
                   unnest({value}::VARCHAR[]) AS value, unnest({place}::BIGINT[]) AS place FROM agreed
        ) WHERE same
        """
    )


def _agreement(field: RunField, dated: bool) -> tuple[str, str, str]:
    standard, shown = _standard(field), _shown(field)
    first = f"min(if({standard} IS NULL, NULL, place))"
    if field.survivorship is SurvivorshipRule.MOST_RECENT:
        filled = f"if({standard} IS NULL, NULL, place)"
        first = f"arg_min({filled}, age) FILTER ({standard} IS NOT NULL)" if dated else f"max({filled})"
    # Of equal spellings the standard values are equal too.
    found = (f"NOT touched AND min({shown}) = max({shown}) AS same", f"min({shown}) AS value", f"{first} AS place")
    same, value, place = (f"{column}{field.position}" for column in found)
    return same, value, place


def _differ(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> None:
    """Lists what the records of an entity say where they do not all say the same."""
    apart = [f"if(same{field.position}, NULL, {field.position})" for field in fields]
    standards, shown = ([name(field) for field in fields] for name in (_standard, _shown))
    cursor.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE differing AS FROM (
            SELECT gathered.number, rank, filled, age, gathered.place, unnest([{", ".join(apart)}]::INTEGER[]) AS field,
                   unnest([{", ".join(standards)}]::VARCHAR[]) AS standard,
                   unnest([{", ".join(shown)}]::VARCHAR[]) AS shown
            FROM gathered JOIN agreed USING (number)
        ) WHERE field IS NOT NULL AND standard IS NOT NULL
        """
    )


def _keep_together(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> None:
    """Takes the longitude from the record that gave the latitude: of two records it would be a place where none is."""
    found = _position(fields)
    if found:
        latitude, longitude = found
        together = STATEMENTS["keep_together"].format(longitude=_standard(longitude), shown=_shown(longitude))
        cursor.execute(together, {"latitude": latitude.position, "longitude": longitude.position})


def _position(fields: Sequence[RunField]) -> list[RunField]:
    """The first field of latitudes and the first of longitudes; nothing where one of them is missing."""
    kinds = (SemanticType.LATITUDE, SemanticType.LONGITUDE)
    found = [next((field for field in fields if field.type is kind), None) for kind in kinds]
    return [field for field in found if field] if None not in found else []


def _positions(fields: Sequence[RunField]) -> str:
    return f"[{', '.join(str(field.position) for field in fields)}]::INTEGER[]"


def _standard(field: RunField) -> str:
    return f"s{field.position}"


def _shown(field: RunField) -> str:
    return f"o{field.position}" if is_spelt(field) else _standard(field)


def _date(fields: Sequence[RunField]) -> str | None:
    """The column that says when a record was last true."""
    return next((f"standard.{quote(field.name)}" for field in fields if _says_when(field)), None)


def _says_when(field: RunField) -> bool:
    return field.type is SemanticType.DATE and any(word in field.name for word in RECENCY_WORDS)
