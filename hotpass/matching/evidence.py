"""Which fields may decide: what is constant, unique to each row or mere bookkeeping is left out, and said so."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.model.semantic import SemanticType
from hotpass.store.compose import quote

_BOOKKEEPING = re.compile(
    r"(?:^|_)(?:source|file|filename|sheet|dataset|data_set|feed|origin|batch|row|row_number|record_number|imported|"
    r"created|updated|modified|last_updated|timestamp)(?:$|_)"
)
_CODES = frozenset({SemanticType.IDENTIFIER, SemanticType.NUMBER, SemanticType.CATEGORY, SemanticType.TEXT})
# A run of whole numbers with hardly a gap is a row number, even where two sources count from the same one.
DENSE = 1.2
# A field filled in fewer records than this, or with fewer different values, cannot be learned from.
FEWEST_FILLED, FEWEST_VALUES = 2, 2
# So many records mostly show that a field has as many.
FIRST = 2_048


class Evidence(NamedTuple):
    """A field that takes part: how many records fill it, with how many different values, and which columns it has.

    Of a field that is no code nobody asks for more than whether several fill it and their values differ: then it is
    these that some records have. How long the values are on average is asked of texts alone; of others it is 0.
    """

    field: RunField
    filled: int
    distinct: int
    length: float
    columns: frozenset[str]

    @property
    def name(self) -> str:
        """The field's name, which is also its column."""
        return self.field.name

    def has(self, part: str) -> bool:
        """Whether the compared table has this part of the field."""
        return f"{self.name}__{part}" in self.columns


def weigh(
    cursor: DuckDBPyConnection, fields: Sequence[RunField], table: str
) -> tuple[tuple[Evidence, ...], tuple[str, ...]]:
    """The fields that may decide, and a sentence on each that may not."""
    described = cursor.execute(f"DESCRIBE {quote(table)}").fetchall()
    columns = frozenset(str(row[0]) for row in described)
    taken, notes = [], []
    for found in _measure(
        cursor, [field for field in fields if field.matched and field.name in columns], table, columns
    ):
        field = found.field
        reason = _objection(cursor, found, table)
        if reason is None:
            taken.append(found)
        else:
            notes.append(f"“{field.title}” is not compared: {reason}.")
    return tuple(taken), tuple(notes)


def _measure(
    cursor: DuckDBPyConnection, fields: Sequence[RunField], table: str, columns: frozenset[str]
) -> list[Evidence]:
    """What the first records tell of each field, and all of them where that does not settle it."""
    simple = [field for field in fields if field.type not in _CODES]
    first = _told(cursor, simple, f"(FROM {quote(table)} LIMIT {FIRST})")
    settled = {name: told for name, told in first.items() if told[0] >= FEWEST_FILLED and told[1] >= FEWEST_VALUES}
    every = settled | _told(cursor, [field for field in fields if field.name not in settled], quote(table))
    return [Evidence(field, *every[field.name], _own(field, columns)) for field in fields]


def _told(cursor: DuckDBPyConnection, fields: Sequence[RunField], rows: str) -> dict[str, tuple[int, int, float]]:
    """How many of some rows fill each field, with how many values, and how long these are, by one statement."""
    if not fields:
        return {}
    measures = [measure for field in fields for measure in _measures(field)]
    [row] = cursor.execute(f"SELECT {', '.join(measures)} FROM {rows}").fetchall()
    each = zip(fields, row[::3], row[1::3], row[2::3], strict=True)
    return {field.name: (int(filled), int(distinct), float(length)) for field, filled, distinct, length in each}


def _own(field: RunField, columns: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in columns if name == field.name or name.startswith(f"{field.name}__"))


def _measures(field: RunField) -> tuple[str, str, str]:
    """How many fill it, how many different values it has, and how long these are, as SQL."""
    name = quote(field.name)
    differ = f"1 + (min({name}) < max({name}))::INTEGER"
    distinct = f"count(DISTINCT {name})" if field.type in _CODES else f"coalesce({differ}, 0)"
    length = f"coalesce(avg(length({name})), 0)" if field.type is SemanticType.TEXT else "0"
    return f"count({name})", distinct, length


def _objection(cursor: DuckDBPyConnection, found: Evidence, table: str) -> str | None:
    """Why a field must not decide, in words; None where nothing speaks against it."""
    if found.filled < FEWEST_FILLED:
        return "it is empty" if found.filled == 0 else "only one record fills it"
    if found.distinct < FEWEST_VALUES:
        return "it has the same value everywhere"
    if _BOOKKEEPING.search(found.name) and found.field.type in _CODES | {SemanticType.DATE}:
        return "it tells where a row comes from, not what it is about"
    if found.field.type in _CODES and found.distinct == found.filled:
        return "no two records share a value, so it can only tell rows apart"
    if found.field.type in _CODES and _counts_rows(cursor, found, table):
        return "it numbers the rows of each source"
    return None


def _counts_rows(cursor: DuckDBPyConnection, found: Evidence, table: str) -> bool:
    """Whether the values are whole numbers, all different and nearly without gaps within every source."""
    rows = cursor.execute(
        f"""
        SELECT count(*) = count(value) AND count(DISTINCT value) = count(*)
               AND max(value) - min(value) + 1 <= {DENSE} * count(*) AND count(*) > 10
        FROM (SELECT source_id, CASE WHEN regexp_full_match({quote(found.name)}, '[0-9]{{1,12}}')
                                     THEN {quote(found.name)}::BIGINT END AS value
              FROM {quote(table)} WHERE {quote(found.name)} IS NOT NULL)
        GROUP BY source_id
        """
    ).fetchall()
    return all(bool(row[0]) for row in rows)
