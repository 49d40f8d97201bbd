"""What a register may say of golden records: the golden values that go in, and the pairs that come out."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.model.explanation import SeenValue
from hotpass.model.field import RunField
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# Words of more rows than these find nothing by themselves; so many pairs of names are compared letter by letter.
OFTEN, AFFORDABLE = 1_000, 20_000_000


class RegisterSource(NamedTuple):
    """A source of the run that holds golden records against a register."""

    source_id: int
    name: str
    label: str
    raw_table: str
    records: int


class Proposed(NamedTuple):
    """A golden record (`place`: its row in `golden`) and a register row, with the ids of their records.

    `weight` in bits is that of their pair, None where the run kept none.
    """

    place: int
    ours: str
    theirs: str
    source_id: int
    row: int
    sheet_row: int
    weight: float | None


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


def near(cursor: DuckDBPyConnection, own: int, field: str, most: int) -> list[Proposed]:
    """The rows whose names share rare words with those of source `own`, else are spelt like them; `most` for each."""
    asked = {"own": own, "most": most, "often": OFTEN, "affordable": AFFORDABLE}
    found = cursor.execute(STATEMENTS["near"].format(field=quote(field)), asked).fetchall()
    return [Proposed(*row) for row in found]


def words(cursor: DuckDBPyConnection, own: int, field: str) -> tuple[dict[str, int], int]:
    """How many rows of the register hold each word in a field, and how many hold any."""
    statements = [STATEMENTS[name].format(field=quote(field)) for name in ("words", "spoken")]
    counted, spoken = (cursor.execute(statement, {"own": own}).fetchall() for statement in statements)
    return dict(counted), int(spoken[0][0])


def texts(
    cursor: DuckDBPyConnection, ids: Iterable[str], fields: Sequence[RunField]
) -> dict[str, tuple[str | None, ...]]:
    """The standard values of these records, in the order of the fields."""
    statement = STATEMENTS["texts"].format(fields=", ".join(quote(field.name) for field in fields))
    return {str(key): tuple(said) for key, said in cursor.execute(statement, {"ids": list(ids)}).fetchall()}


def seen(
    cursor: DuckDBPyConnection, pairs: Sequence[tuple[str, str]], fields: Sequence[RunField]
) -> list[tuple[SeenValue, ...]]:
    """For each pair of records every field, as the files have it and tidied, read at once for all."""
    columns = {
        table: ", ".join(f"{table}.{quote(field.name)}" for field in fields) for table in ("original", "standard")
    }
    ids = list({record for pair in pairs for record in pair})
    found = cursor.execute(STATEMENTS["seen"].format(**columns), {"ids": ids}).fetchall()
    told = {key: (texts, standards) for key, texts, standards in found}
    return [
        tuple(
            SeenValue(
                field=field.name,
                title=field.title,
                left=told[ours][0][place],
                right=told[theirs][0][place],
                left_standard=told[ours][1][place],
                right_standard=told[theirs][1][place],
            )
            for place, field in enumerate(fields)
        )
        for ours, theirs in pairs
    ]


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
