"""What a contract's rules count in a table of raw texts."""

import duckdb
from duckdb import DuckDBPyConnection

from hotpass.store.compose import quote, quoted_list


def values(cursor: DuckDBPyConnection, table: str, column: str) -> dict[str, int]:
    """The different texts of a column, blanks around them cut off, and in how many cells each stands."""
    name = f"trim({quote(column)})"
    found = cursor.execute(
        f"SELECT {name}, count(*) FROM {quote(table)} WHERE {name} <> '' GROUP BY {name} ORDER BY {name}"
    ).fetchall()
    return {str(text): int(count) for text, count in found}


def misshapen(cursor: DuckDBPyConnection, table: str, column: str, pattern: str) -> int | None:
    """In how many filled cells a pattern is not found; None for a pattern the engine (RE2) does not know."""
    name = f"trim({quote(column)})"
    try:
        found = cursor.execute(
            f"SELECT count(*) FROM {quote(table)} WHERE {name} <> '' AND NOT regexp_matches({name}, ?)", [pattern]
        ).fetchall()
    except duckdb.InvalidInputException:
        return None
    return int(found[0][0])


def repeated(cursor: DuckDBPyConnection, table: str, columns: list[str]) -> int:
    """How many rows repeat what an earlier row says in these columns; rows with an empty one are not looked at."""
    names = quoted_list(columns)
    filled = " AND ".join(f"trim({quote(column)}) <> ''" for column in columns)
    found = cursor.execute(
        f"SELECT coalesce(sum(rows - 1), 0) FROM "
        f"(SELECT count(*) AS rows FROM {quote(table)} WHERE {filled} GROUP BY {names})"
    ).fetchall()
    return int(found[0][0])


def filling(cursor: DuckDBPyConnection, table: str, column: str) -> tuple[int, int, int]:
    """Rows of a table, cells of a column that are filled, and how many different texts those hold."""
    name = f"nullif(trim({quote(column)}), '')"
    found = cursor.execute(f"SELECT count(*), count({name}), count(DISTINCT {name}) FROM {quote(table)}").fetchall()
    rows, filled, distinct = found[0]
    return int(rows), int(filled), int(distinct)
