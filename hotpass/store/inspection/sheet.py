"""Sheets: every check over the columns of one raw table, and what they found."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.expectation import ExpectationKind
from hotpass.store.inspection import (
    dependencies,
    faults,
    lists,
    meanings,
    numbers,
    rows,
    seen,
    shapes,
    spellings,
    texts,
)
from hotpass.store.inspection.dependencies import Dependency
from hotpass.store.inspection.faults import Count
from hotpass.store.inspection.meanings import Judge
from hotpass.store.inspection.seen import Column, Figures
from hotpass.store.inspection.texts import Habit


class Inspection(NamedTuple):
    """What the checks of one table found: failing cells by column, words used for "no value", dependencies."""

    columns: dict[Column, Figures]
    counts: list[Count]
    habits: dict[Column, list[Habit]]
    dependencies: list[Dependency]


def inspect(
    cursor: DuckDBPyConnection,
    table: str,
    columns: Sequence[Column],
    total: int,
    judge: Judge,
    today: datetime.date,
    *,
    every_cell: bool = False,
) -> Inspection:
    """Runs all checks over a raw table with the columns `row`, `sheet_row` and these; the cells stay in `settled`."""
    faults.begin(cursor)
    rows.begin(cursor)
    figures: dict[Column, Figures] = {}
    habits: dict[Column, list[Habit]] = {}
    for column in columns:
        found = figures[column] = seen.see(cursor, table, column, total)
        habits[column] = texts.inspect(cursor, table, column, found, every_cell=every_cell)
        meanings.inspect(cursor, column, found, judge, today)
        shapes.inspect(cursor, column, found)
        numbers.inspect(cursor, column, found)
        lists.inspect(cursor, column, found)
        spellings.inspect(cursor, column, found)
        rows.inspect_column(cursor, column, found)
    found_dependencies = dependencies.inspect(cursor, table, figures)
    rows.inspect(cursor, table, figures)
    counts = faults.settle(cursor, table, columns)
    return Inspection(figures, [count for count in counts if count.failing], habits, found_dependencies)


def tested(inspection: Inspection, kind: ExpectationKind, column: Column | None) -> int:
    """How many cells of a column, or rows where it is None, an expectation was put to."""
    if column is None:
        return next(iter(inspection.columns.values())).rows if inspection.columns else 0
    figures = inspection.columns[column]
    return figures.rows if kind in {ExpectationKind.PRESENT, ExpectationKind.HAS_VALUES} else figures.filled
