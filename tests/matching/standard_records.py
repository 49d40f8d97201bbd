"""Standard records put together in a few lines, as the stages before matching would leave them."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.fields import PARTS, SEVERAL, Standard, standardise_distinct
from hotpass.model.field import RunField
from hotpass.model.profile import SurvivorshipRule
from hotpass.model.semantic import SemanticType
from hotpass.settings import Settings
from hotpass.store.compose import quote
from hotpass.store.connection import connect

Rows = Sequence[Sequence[str | None]]


def connection(folder: Path, threads: int = 2) -> DuckDBPyConnection:
    """A database file of its own, opened as a run opens its scratch file."""
    return connect(folder / "scratch.duckdb", Settings(threads=threads), [folder], lock=False)


def fields(types: Mapping[str, SemanticType]) -> list[RunField]:
    """Fields in order, all of them to be matched on."""
    return [
        RunField(
            position=position,
            name=name,
            title=name.replace("_", " ").capitalize(),
            type=kind,
            matched=True,
            survivorship=SurvivorshipRule.MOST_FREQUENT,
        )
        for position, (name, kind) in enumerate(types.items())
    ]


def fill(
    cursor: DuckDBPyConnection, types: Mapping[str, SemanticType], rows: Rows, sources: Sequence[int] = ()
) -> list[RunField]:
    """Makes the table `standard` of rows, one value a field; records are called r00000, r00001, …"""
    columns = ["record_id VARCHAR", "source_id INTEGER"]
    for name, kind in types.items():
        columns += [f"{quote(name)} VARCHAR", *(f"{quote(f'{name}__{part}')} VARCHAR" for part in PARTS[kind])]
        columns += [f"{quote(f'{name}__all')} VARCHAR[]"] if kind in SEVERAL else []
    cursor.execute(f"CREATE OR REPLACE TABLE standard ({', '.join(columns)})")
    made = [
        [f"r{number:05d}", sources[number] if sources else 1, *_cells(types, row)] for number, row in enumerate(rows)
    ]
    if made:
        cursor.register("arriving_record", _table(made))
        cursor.execute("INSERT INTO standard FROM arriving_record")
        cursor.unregister("arriving_record")
    return fields(types)


@cache
def tidied(kind: SemanticType, text: str) -> Standard:
    """A value as the South African standard has it."""
    return standardise_distinct(kind, [text], "ZA")[0]


def _cells(types: Mapping[str, SemanticType], row: Sequence[str | None]) -> list[Any]:
    cells: list[Any] = []
    for kind, text in zip(types.values(), row, strict=True):
        found = tidied(kind, text or "")
        parts = list(found.parts) or [None] * len(PARTS[kind])
        cells += [found.value, *parts]
        cells += [list(found.every) if len(found.every) > 1 else None] if kind in SEVERAL else []
    return cells


def _table(made: Sequence[Sequence[Any]]) -> pa.Table:
    columns = [list(column) for column in zip(*made, strict=True)]
    return pa.table(columns, names=[f"c{number}" for number in range(len(columns))])
