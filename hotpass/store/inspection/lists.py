"""Lists: strangers in a column that draws on a short list of values."""

from duckdb import DuckDBPyConnection

from hotpass.model.semantic import SemanticType
from hotpass.store.inspection.seen import Column, Figures
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# A list has few values, each of them with at least a tenth of what an even share would be; all else is rare.
LEAST_CELLS, MOST_VALUES, EVEN_SHARE, COVERED = 60, 20, 0.1, 0.96
MOST_DISTINCT = 200
LISTS = frozenset(
    {SemanticType.CATEGORY, SemanticType.TEXT, SemanticType.REGION, SemanticType.IDENTIFIER}
    | {SemanticType.NUMBER, SemanticType.ORGANISATION_NAME, SemanticType.CITY, SemanticType.COUNTRY}
)


def inspect(cursor: DuckDBPyConnection, column: Column, figures: Figures) -> None:
    """Records faults of `seen`: rare values that look like none of the list."""
    if (
        not figures.closed
        or figures.told < LEAST_CELLS
        or figures.share(figures.numeric) > 0.5
        or column.type not in LISTS
        or figures.distinct > MOST_DISTINCT
    ):
        return
    cursor.execute(STATEMENTS["forms"])
    counts = [int(row[0]) for row in cursor.execute(STATEMENTS["counts"]).fetchall()]
    for size in range(min(MOST_VALUES, len(counts) - 1), 1, -1):
        least, next_one = counts[size - 1], counts[size]
        if (
            least >= max(10.0, EVEN_SHARE * figures.told / size, 5.0 * next_one)
            and sum(counts[:size]) >= COVERED * figures.told
        ):
            cursor.execute(STATEMENTS["add_strangers"], {"position": column.position, "least": least})
            return
