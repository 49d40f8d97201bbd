"""Dependencies: columns that are the same wherever another one is, found in the rows, and the cells that break them."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.fields.placeholder import placeholders
from hotpass.model.semantic import SemanticType
from hotpass.store.compose import quote
from hotpass.store.inspection.seen import Column, Figures
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# A dependency is looked for in all rows of about so many, chosen by the cause, so that its groups stay whole.
SAMPLED_ROWS = 25_000
# Agreement beyond chance within groups; unclear groups, where two values are strong; cells whose value has a home.
# Numbers agree by chance of rounding and of size, so more is asked of them.
AGREEMENT, NUMBERS_AGREEMENT, UNCLEAR, HOUSED = 0.87, 0.97, 0.03, 0.85
LEAST_GROUPS = 5
# Every column is held against every other one; in wider sheets only the first ones are.
MOST_COLUMNS = 60
# A column of numbers names things where nearly all are whole and have three digits.
WHOLE_NUMBERS = 0.9
# A cause comes again: below this share of different values. Above it hardly a group has three rows.
MOST_DISTINCT = 0.5


class Dependency(NamedTuple):
    """The cells of `effect` follow from those of `cause`; `agreement` is 1 where they always do, 0 where by chance."""

    cause: Column
    effect: Column
    agreement: float


def inspect(cursor: DuckDBPyConnection, table: str, columns: Mapping[Column, Figures]) -> list[Dependency]:
    """Records the cells that break a dependency; answers the dependencies there are."""
    taking_part = [column for column, figures in columns.items() if figures.told >= 10 and figures.distinct >= 2]
    taking_part = taking_part[:MOST_COLUMNS]
    if len(taking_part) < 2:
        return []
    _code(cursor, table, {column: columns[column] for column in taking_part})
    cursor.execute(STATEMENTS["create"])
    found: list[Dependency] = []
    for cause in taking_part:
        figures = columns[cause]
        if 3 <= figures.distinct <= MOST_DISTINCT * figures.told and _is_name(cursor, table, cause):
            found += _effects(cursor, cause, [other for other in taking_part if other != cause], figures.rows)
    for dependency in found:
        _pair(cursor, dependency)
        cursor.execute(STATEMENTS["majority"], _asked(dependency))
        told = _asked(dependency) | {"strength": _strength(dependency.agreement)}
        cursor.execute(STATEMENTS["rows_dissent"], told)
    _excuse(cursor, taking_part)
    for dependency in found:
        _pair(cursor, dependency)
        told = _asked(dependency) | {"strength": _strength(dependency.agreement)}
        cursor.execute(STATEMENTS["rows_assent"], told)
    _blame(cursor, table, found)
    return found


def _is_name(cursor: DuckDBPyConnection, table: str, cause: Column) -> bool:
    """Whether a column names things: days and amounts do not, though equal ones may well go with equal others."""
    if cause.type is not SemanticType.NUMBER:
        return cause.type is not SemanticType.DATE
    name = quote(cause.name)
    share = f"avg(regexp_full_match(trim({name}), '[0-9]{{3,}}')::INTEGER)"
    whole = cursor.execute(f"SELECT {share} FROM {quote(table)} WHERE {name} IS NOT NULL").fetchall()[0][0]
    return bool(whole is not None and whole >= WHOLE_NUMBERS)


def _code(cursor: DuckDBPyConnection, table: str, columns: Mapping[Column, Figures]) -> None:
    """Every value as a number; words for "no value" say nothing of it."""
    words = sorted(placeholders())
    codes = []
    for column, figures in columns.items():
        bare = f"lower(trim({quote(column.name)}))"
        said = bare if figures.filled == figures.told else f"if(list_contains($words, {bare}), NULL, {bare})"
        codes.append(
            f"CASE WHEN {quote(column.name)} IS NOT NULL THEN hash({said}) END AS {_code_name(column)}"
            if figures.filled == figures.told
            else f"CASE WHEN {said} IS NOT NULL THEN hash({bare}) END AS {_code_name(column)}"
        )
    asks = any(figures.filled != figures.told for figures in columns.values())
    cursor.execute(
        f'CREATE OR REPLACE TEMP TABLE coded AS SELECT "row", {", ".join(codes)} FROM {quote(table)}',
        {"words": words} if asks else {},
    )


def _code_name(column: Column) -> str:
    return f"h{column.position}"


def _effects(cursor: DuckDBPyConnection, cause: Column, others: Sequence[Column], rows: int) -> list[Dependency]:
    every = max(1, rows // SAMPLED_ROWS)
    key = _code_name(cause)
    names = ", ".join(_code_name(column) for column in others)
    cursor.execute(
        f"CREATE OR REPLACE TEMP TABLE sampled AS SELECT key, effect, value FROM "
        f"(SELECT {key} AS key, {names} FROM coded WHERE {key} IS NOT NULL AND {key} % {every} = 0) "
        f"UNPIVOT (value FOR effect IN ({names}))"
    )
    by_name = {_code_name(column): column for column in others}
    return [
        Dependency(cause, by_name[effect], agreement)
        for effect, groups, values, agreement, unclear, housed in cursor.execute(STATEMENTS["strength"]).fetchall()
        if groups >= LEAST_GROUPS
        and values >= 2
        and agreement >= (NUMBERS_AGREEMENT if SemanticType.NUMBER in (cause.type, by_name[effect].type) else AGREEMENT)
        and unclear <= UNCLEAR
        and housed >= HOUSED
    ]


def _strength(agreement: float) -> float:
    """What the vote of a dependency weighs: its logarithmic odds, those of a perfect one as 999 to 1."""
    sure = min(agreement, 0.999)
    return math.log(sure / (1 - sure))


def _asked(dependency: Dependency) -> dict[str, int]:
    return {"cause": dependency.cause.position, "effect": dependency.effect.position}


def _pair(cursor: DuckDBPyConnection, dependency: Dependency) -> None:
    cause, effect = _code_name(dependency.cause), _code_name(dependency.effect)
    cursor.execute(
        f'CREATE OR REPLACE TEMP TABLE pairing AS SELECT "row", {cause} AS key, {effect} AS value FROM coded '
        f"WHERE {cause} IS NOT NULL AND {effect} IS NOT NULL"
    )


def _excuse(cursor: DuckDBPyConnection, columns: Sequence[Column]) -> None:
    """Takes back what another column explains."""
    names = ", ".join(_code_name(column) for column in columns)
    marks = f"(SELECT * FROM coded) UNPIVOT (value FOR place IN ({names}))"
    cursor.execute(
        f'CREATE OR REPLACE TEMP TABLE dissenting AS SELECT effect, cause, "row", place, value '
        f'FROM dissent JOIN (FROM (FROM coded SEMI JOIN dissent USING ("row")) '
        f'UNPIVOT (value FOR place IN ({names}))) USING ("row")'
    )
    cursor.execute(f"CREATE OR REPLACE TEMP VIEW all_marks AS FROM {marks}")
    cursor.execute(STATEMENTS["whole"])
    cursor.execute(STATEMENTS["excuse"])


def _blame(cursor: DuckDBPyConnection, table: str, found: Sequence[Dependency]) -> None:
    cursor.execute(STATEMENTS["blame"], {"least": _strength(AGREEMENT)})
    headers = {dependency.cause.position: dependency.cause.header for dependency in found}
    for effect in {dependency.effect for dependency in found}:
        cursor.execute(
            f"""
            INSERT INTO fault
            SELECT 'depends_on', effect, NULL, blame."row", example.{quote(effect.name)},
                   'Of ' || size || ' rows with the same ' || $titles[list_position($places, cause)]
                   || ', nearly all say “' || left(example.{quote(effect.name)}, 60) || '”.'
            FROM blame JOIN {quote(table)} AS example ON example."row" = blame.example WHERE effect = $effect
            """,
            {"effect": effect.position, "places": list(headers), "titles": list(headers.values())},
        )
