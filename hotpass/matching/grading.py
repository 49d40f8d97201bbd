"""Grading: at which level of a comparison two records stand, by the numbers of their values before any text is read."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from duckdb import DuckDBPyConnection
from numpy.typing import NDArray

from hotpass.matching.comparison import Comparison, Equal
from hotpass.matching.glance import Glance
from hotpass.matching.numbering import grouped
from hotpass.matching.records import Records, Rows
from hotpass.store.compose import quote

Levels = NDArray[np.int8]
MISSING, OPEN = -1, -2
BATCH = 250_000
# Texts so often among the pairs, on average, are likely to meet again; sorting out the rest costs more than it saves.
OFTEN = 4


class Sight(NamedTuple):
    """The levels of pairs, the least that each can stand at, and as bits which better ones may hold."""

    levels: Levels
    least: Levels
    possible: NDArray[np.uint16]


def grade(cursor: DuckDBPyConnection, records: Records, comparison: Comparison, left: Rows, right: Rows) -> Levels:
    """The level of each pair; -1 where a value is missing."""
    levels = by_equality(records, comparison, left, right)
    undecided = np.flatnonzero(levels == OPEN)
    levels[undecided] = at_a_glance(records, comparison, left[undecided], right[undecided]).levels
    undecided = undecided[levels[undecided] == OPEN]
    levels[undecided] = by_text(cursor, records, comparison, left[undecided], right[undecided])
    return levels


def at_a_glance(records: Records, comparison: Comparison, left: Rows, right: Rows) -> Sight:
    """The level of pairs that equality left open, -2 where their texts must be read."""
    least, possible = np.zeros(len(left), dtype=np.int8), np.zeros(len(left), dtype=np.uint16)
    seen: dict[str, Glance] = {}
    for place in reversed(comparison.split(records.single)[1]):
        level, number = comparison.levels[place], len(comparison.levels) - place
        may = agree(records, level.equal or level.given, left, right)
        for hint in level.hints:
            if not may.any():
                break
            if hint.column not in seen:
                seen[hint.column] = records.glance(hint.column, left, right)
            may &= hint.possible(seen[hint.column]) & filled(records, (hint.column,), left, right)
        if level.equal or level.settled:
            least[may], possible[may] = number, 0
        else:
            possible[may] |= np.uint16(1 << number)
    return Sight(np.where(possible > 0, np.int8(OPEN), least), least, possible)


def by_equality(records: Records, comparison: Comparison, left: Rows, right: Rows) -> Levels:
    """The level where equality alone settles it, -1 where a value is missing, -2 where more must be known."""
    count = len(comparison.levels)
    plain, rest = comparison.split(records.single)
    levels = np.full(len(left), OPEN if rest else 0, dtype=np.int8)
    for place in reversed(plain):
        levels[agree(records, comparison.levels[place].equal, left, right)] = count - place
    if comparison.void:
        levels[agree(records, comparison.void, left, right)] = MISSING
    if comparison.yields:
        levels[filled(records, comparison.yields, left, right)] = MISSING
    for column in comparison.needs:
        codes = records.codes(column)
        if codes.min(initial=0) < 0:
            levels[(codes[left] < 0) | (codes[right] < 0)] = MISSING
    return levels


def agree(records: Records, equal: Equal, left: Rows, right: Rows) -> NDArray[np.bool_]:
    """Whether two records have the same values."""
    found = np.ones(len(left), dtype=np.bool_)
    for one, other in equal:
        mine = records.codes(one)[left]
        found &= (mine == records.codes(other)[right]) & (mine >= 0)
    return found


def filled(records: Records, columns: Sequence[str], left: Rows, right: Rows) -> NDArray[np.bool_]:
    """Whether two records have a value in each of the columns."""
    there = np.ones(records.count, dtype=np.bool_)
    for column in columns:
        there &= records.codes(column) >= 0
    found: NDArray[np.bool_] = there[left] & there[right]
    return found


def by_text(cursor: DuckDBPyConnection, records: Records, comparison: Comparison, left: Rows, right: Rows) -> Levels:
    """The level of pairs for which no plain level holds; texts that meet again and again are compared once."""
    if not len(left):
        return np.empty(0, dtype=np.int8)
    columns = tuple(name for name in comparison.subject if name not in records.single)
    if records.variety(columns) * OFTEN > len(left):
        return np.concatenate(list(_compared(cursor, records, comparison, left, right)))
    subjects, first = records.subject(columns)
    if len(first) * OFTEN > len(left):
        return np.concatenate(list(_compared(cursor, records, comparison, left, right)))
    met, place = grouped(subjects[left].astype(np.int64) * len(first) + subjects[right])
    one, other = np.divmod(met, len(first))
    levels = np.concatenate(list(_compared(cursor, records, comparison, first[one], first[other])))
    found: Levels = levels[place]
    return found


def _compared(
    cursor: DuckDBPyConnection, records: Records, comparison: Comparison, left: Rows, right: Rows
) -> Iterator[Levels]:
    _, rest = comparison.split(records.single)
    sql = comparison.rest_sql(rest)
    for start in range(0, len(left), BATCH):
        rows = {"l": left[start : start + BATCH], "r": right[start : start + BATCH]}
        columns = {
            f"{name}_{side}": records.taken(name, taken)
            for name in comparison.columns
            for side, taken in rows.items()
            if quote(f"{name}_{side}") in sql
        }
        cursor.register("met_value", pa.table(columns))
        found = cursor.execute(f"SELECT ({sql})::TINYINT AS level FROM met_value").fetchnumpy()
        cursor.unregister("met_value")
        yield np.asarray(found["level"], dtype=np.int8)
