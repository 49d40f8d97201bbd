"""The records as matching sees them: numbered in the order of their ids, with every column a comparison needs."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from hotpass.matching.comparison import Comparison
from hotpass.store.compose import quote

# Splink looks tables up by their bare name in all schemas, so the names must not occur anywhere else.
CATALOGUE = "hotpass_linking"
RECORDS = "hotpass_linking_record"
PAIRS = "hotpass_linking_pair"


def build(cursor: DuckDBPyConnection, comparisons: Sequence[Comparison], table: str) -> int:
    """Makes the table of numbered records in the current catalogue; answers how many there are."""
    columns: dict[str, str] = {}
    for comparison in comparisons:
        columns |= comparison.columns
    selected = ", ".join(f"{expression} AS {quote(name)}" for name, expression in columns.items())
    cursor.execute(
        f"""
        CREATE OR REPLACE TABLE {RECORDS} AS
        SELECT (row_number() OVER (ORDER BY record_id) - 1)::INTEGER AS unique_id, record_id, source_id, {selected}
        FROM {table} ORDER BY record_id
        """
    )
    return int(cursor.execute(f"SELECT count(*) FROM {RECORDS}").fetchall()[0][0])
