"""Rows: whole rows that repeat, keys that do, cells that changed places, days in the wrong order, odd positions."""

import itertools
from collections.abc import Mapping, Sequence

from duckdb import DuckDBPyConnection

from hotpass.fields.header import header_words
from hotpass.model.semantic import SemanticType
from hotpass.store.compose import quote
from hotpass.store.inspection.seen import Column, Figures
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Above this share rows repeat by nature: the table is no list with one row for each thing.
REPEATED_BY_NATURE = 0.2
# A column is a key where so many of its values are different; its header may say that it is meant to be one.
KEY, NAMED_KEY = 0.98, 0.95
KEY_NAMES = frozenset(
    {"id", "key", "uuid", "guid", "index", "no", "nr", "number", "num", "ref", "reference", "sku", "ean", "barcode"}
)
LEAST_ROWS = 20
MAY_BE_KEYS = frozenset({SemanticType.NUMBER, SemanticType.TEXT, SemanticType.CATEGORY})
IN_ORDER = 0.965
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d")


def begin(cursor: DuckDBPyConnection) -> None:
    """Makes the table that remembers which words each column draws on."""
    cursor.execute(STATEMENTS["create"])


def inspect_column(cursor: DuckDBPyConnection, column: Column, figures: Figures) -> None:
    """Records values of `seen` that a key holds more than once, and remembers the words of a list."""
    if figures.repeated_values and figures.share(figures.numeric) < 0.5 and figures.told >= LEAST_ROWS:
        cursor.execute(STATEMENTS["add_domain"], {"position": column.position})
    word = header_words(column.header).rpartition(" ")[2]
    named = word in KEY_NAMES or (len(word) > 4 and word.endswith("id") and figures.numeric == figures.told)
    told, least = figures.told, NAMED_KEY if named else KEY
    is_key = column.type is SemanticType.IDENTIFIER or (named and column.type in MAY_BE_KEYS)
    if is_key and told >= LEAST_ROWS and least * told <= figures.distinct < told:
        cursor.execute(STATEMENTS["add_twin_keys"], {"position": column.position})


def inspect(cursor: DuckDBPyConnection, table: str, columns: Mapping[Column, Figures]) -> None:
    """Records faults that take several cells of a row to see."""
    _repeated(cursor, table, columns)
    _swapped(cursor, table, columns)
    _orders(cursor, table, [column for column in columns if column.type is SemanticType.DATE])
    _positions(cursor, table, list(columns))


def _repeated(cursor: DuckDBPyConnection, table: str, columns: Mapping[Column, Figures]) -> None:
    """Row numbers tell equal rows apart and say nothing else, so they are left out."""
    telling = [
        column.name
        for column, figures in columns.items()
        if not (figures.distinct == figures.told == figures.rows == figures.numeric)
    ]
    rows = next(iter(columns.values())).rows if columns else 0
    if len(telling) < 2 or not rows:
        return
    cells = ", ".join(f"trim({quote(name)})" for name in telling)
    cursor.execute(
        f'CREATE OR REPLACE TEMP TABLE content AS SELECT "row", hash({cells}) AS content FROM {quote(table)}'
    )
    cursor.execute(STATEMENTS["twins"])
    if int(cursor.execute(STATEMENTS["repeated"]).fetchall()[0][0]) <= REPEATED_BY_NATURE * rows:
        cursor.execute(STATEMENTS["add_repeated"])


def _swapped(cursor: DuckDBPyConnection, table: str, columns: Mapping[Column, Figures]) -> None:
    """Two cells of a row, each a stranger in its own column and well known in the other's."""
    by_place = {column.position: column for column in columns}
    rows = max((figures.rows for figures in columns.values()), default=0)
    cursor.execute(STATEMENTS["strays"], {"few": max(3, rows // 66)})
    for place, home in cursor.execute(STATEMENTS["exchanges"]).fetchall():
        own, other = by_place[place], by_place[home]
        one, two = (f"hash(lower(trim({quote(column.name)})))" for column in (own, other))
        for column, twin in ((own, other), (other, own)):
            cursor.execute(
                f"INSERT INTO fault SELECT 'in_its_column', $position, NULL, \"row\", {quote(twin.name)}, $reason "
                f"FROM {quote(table)} "
                f"WHERE {one} IN (SELECT value FROM stray WHERE place = $place AND home = $home) "
                f"AND {two} IN (SELECT value FROM stray WHERE place = $home AND home = $place)",
                {
                    "position": column.position,
                    "place": place,
                    "home": home,
                    "reason": f"{column.header} and {twin.header} have changed places.",
                },
            )


def _orders(cursor: DuckDBPyConnection, table: str, dates: Sequence[Column]) -> None:
    written = {column: _day(cursor, table, column) for column in dates} if len(dates) > 1 else {}
    for early, late in itertools.permutations(dates, 2):
        first, second = written[early], written[late]
        both, wrong, equal = cursor.execute(
            f"SELECT count(*), count(*) FILTER ({first} > {second}), count(*) FILTER ({first} = {second}) "
            f"FROM {quote(table)} WHERE {first} IS NOT NULL AND {second} IS NOT NULL"
        ).fetchall()[0]
        if both >= LEAST_ROWS and 0 < wrong <= (1 - IN_ORDER) * (both - equal):
            cursor.execute(
                f"INSERT INTO fault SELECT 'dates_in_order', $position, NULL, \"row\", NULL, $reason "
                f"FROM {quote(table)} WHERE {first} > {second}",
                {"position": late.position, "reason": f"The day is before that of {early.header}."},
            )


def _day(cursor: DuckDBPyConnection, table: str, column: Column) -> str:
    """The expression that reads a column's days in the way most of them are written."""
    ways = [f"try_strptime(left(trim({quote(column.name)}), 10), '{way}')" for way in DAYS]
    asked = ", ".join(f"count({way})" for way in ways)
    counts = cursor.execute(f'SELECT {asked} FROM {quote(table)} WHERE "row" < 10000').fetchall()[0]
    return ways[counts.index(max(counts))]


def _positions(cursor: DuckDBPyConnection, table: str, columns: Sequence[Column]) -> None:
    """Places at 0/0, and latitude and longitude that have changed places."""
    norths = [column for column in columns if column.type is SemanticType.LATITUDE]
    easts = [column for column in columns if column.type is SemanticType.LONGITUDE]
    if len(norths) != 1 or len(easts) != 1:
        return
    north, east = (f"try_cast(trim({quote(column.name)}) AS DOUBLE)" for column in (norths[0], easts[0]))
    for column in (norths[0], easts[0]):
        cursor.execute(
            f"""
            INSERT INTO fault
            WITH place AS (SELECT "row", {north} AS north, {east} AS east FROM {quote(table)}),
            area AS (
                SELECT quantile_cont(north, [0.01, 0.99]) AS norths, quantile_cont(east, [0.01, 0.99]) AS easts
                FROM place
            )
            SELECT 'plausible_position', $position, NULL, "row", NULL,
                   CASE WHEN north = 0 THEN 'The place is 0/0, in the ocean off Africa: no position is known.'
                        ELSE 'Latitude and longitude have changed places.' END
            FROM place, area
            WHERE (north = 0 AND east = 0)
               OR ((norths[2] < easts[1] OR easts[2] < norths[1])
                   AND north BETWEEN easts[1] AND easts[2] AND east BETWEEN norths[1] AND norths[2])
            """,
            {"position": column.position},
        )
