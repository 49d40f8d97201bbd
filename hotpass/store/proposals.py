"""What a register may say of golden records: the golden values that go in, and the pairs that come out."""

from typing import NamedTuple

import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


class RegisterSource(NamedTuple):
    """A source of the run that holds golden records against a register."""

    source_id: int
    name: str
    label: str
    raw_table: str
    records: int


class Proposed(NamedTuple):
    """A golden record (`place`: its row in `golden`) and a register row, with the ids of their records."""

    place: int
    rank: int
    ours: str
    theirs: str
    source_id: int
    row: int
    sheet_row: int


def golden(cursor: DuckDBPyConnection) -> tuple[list[str], pa.Table]:
    """Ids of all entities, and their surviving values as one row each in the same order, one column a field."""
    fields = [str(row[0]) for row in cursor.execute(STATEMENTS["fields"]).fetchall()]
    columns = "".join(f", {quote(field)}" for field in fields)
    # Entities' own ids go first, so that taking them off leaves the fields whatever they are called.
    table = cursor.sql(f"SELECT entity_id{columns} FROM golden ORDER BY entity_id").to_arrow_table()
    return table.column(0).to_pylist(), table.remove_column(0)


def sources(cursor: DuckDBPyConnection) -> list[RegisterSource]:
    """The sources of a run, in their order."""
    return [RegisterSource(*row) for row in cursor.execute(STATEMENTS["sources"]).fetchall()]


def proposed(cursor: DuckDBPyConnection, own: int, least: float, most: int) -> list[Proposed]:
    """The pairs of source `own` with others from `least` bits on, `most` a golden record, heaviest first."""
    asked = {"own": own, "least": least, "most": most}
    return [Proposed(*row) for row in cursor.execute(STATEMENTS["proposed"], asked).fetchall()]


def cells(cursor: DuckDBPyConnection, source: RegisterSource, rows: list[int]) -> dict[int, dict[str, str]]:
    """The filled cells of these data rows under their headers."""
    placed = cursor.execute(STATEMENTS["columns"], [source.source_id]).fetchall()
    columns = ", ".join(['"row"', *(quote(str(column)) for column, _ in placed)])
    statement = f'SELECT {columns} FROM {quote(source.raw_table)} WHERE "row" IN (SELECT unnest(?::BIGINT[]))'
    headers = [str(header) for _, header in placed]
    return {
        int(row): {header: str(cell) for header, cell in zip(headers, texts, strict=True) if cell}
        for row, *texts in cursor.execute(statement, [rows]).fetchall()
    }
