"""The records as matching sees them: numbered in the order of their ids, with every column a comparison needs."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from hotpass.matching.comparison import Comparison
from hotpass.store.compose import quote

# Splink looks tables up by their bare name in all schemas, so the names must not occur anywhere else.
CATALOGUE = "hotpass_linking"
RECORDS = "hotpass_linking_record"
PLAIN = "hotpass_linking_plain"
PAIRS = "hotpass_linking_pair"


def locate(cursor: DuckDBPyConnection, table: str) -> str:
    """The full name of a table, which holds whatever catalogue is the current one; a temporary table comes first."""
    database, schema = cursor.execute(
        "SELECT database_name, schema_name FROM duckdb_tables() WHERE table_name = ? "
        "ORDER BY database_name <> 'temp', database_name <> current_database(), schema_name <> current_schema()",
        [table],
    ).fetchall()[0]
    return f"{quote(database)}.{quote(schema)}.{quote(table)}"


def build(cursor: DuckDBPyConnection, comparisons: Sequence[Comparison], table: str) -> int:
    """Makes the table of numbered records in the current catalogue; answers how many there are."""
    columns: dict[str, str] = {}
    for comparison in comparisons:
        columns |= comparison.columns
    selected = ", ".join(f"{expression} AS {quote(name)}" for name, expression in columns.items())
    cursor.execute(
        f"""
        CREATE OR REPLACE TABLE {PLAIN} AS
        SELECT (row_number() OVER (ORDER BY record_id) - 1)::INTEGER AS unique_id, record_id, source_id, {selected}
        FROM {table} ORDER BY record_id
        """
    )
    _weigh(cursor, tuple(dict.fromkeys(column for comparison in comparisons for column in comparison.weighed)))
    return int(cursor.execute(f"SELECT count(*) FROM {RECORDS}").fetchall()[0][0])


def _weigh(cursor: DuckDBPyConnection, columns: Sequence[str]) -> None:
    """Puts beside each value of these columns its share of the filled ones, under the name Splink looks for."""
    shares, joins = "", ""
    for number, column in enumerate(columns):
        name = quote(column)
        shares += f", f{number}.share AS {quote(f'tf_{column}')}"
        joins += (
            f" LEFT JOIN (SELECT {name} AS value, count(*) / (SELECT count({name}) FROM {PLAIN})::DOUBLE AS share "
            f"FROM {PLAIN} WHERE {name} IS NOT NULL GROUP BY value) AS f{number} ON f{number}.value = plain.{name}"
        )
    cursor.execute(
        f"CREATE OR REPLACE TABLE {RECORDS} AS SELECT plain.*{shares} FROM {PLAIN} AS plain{joins} ORDER BY unique_id"
    )
    cursor.execute(f"DROP TABLE {PLAIN}")
