"""What the tables of a run say of two records: where they stand, their values, their pair, and what holds them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.explanation import ExplainedRecord, SeenValue
from hotpass.model.field import RunField
from hotpass.model.saved_model import SavedModel
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


class Contribution(NamedTuple):
    """What one comparison gave a pair: its level, and the bits of that level and of the shared value's rarity."""

    level: int
    weight: float
    rarity: float


class ScoredPair(NamedTuple):
    """A pair's weight in bits and what each comparison gave to it; `rules`: positions of rules that bring it."""

    weight: float
    probability: float
    rules: tuple[int, ...]
    contributions: dict[str, Contribution]


# Scores a pair anew: the published run, an empty database to work in, its fields and model, its country, the records.
Rescore = Callable[
    [DuckDBPyConnection, DuckDBPyConnection, Sequence[RunField], SavedModel, str | None, tuple[str, str]], ScoredPair
]


class Joined(NamedTuple):
    """Two records of one entity and the weight of their pair, in bits."""

    left: str
    right: str
    weight: float


def records(cursor: DuckDBPyConnection, record_ids: Sequence[str]) -> dict[str, ExplainedRecord]:
    """Those of these records that the run has, by their ids."""
    found = cursor.execute(STATEMENTS["records"], [list(record_ids)]).fetchall()
    names = tuple(ExplainedRecord.model_fields)
    return {row[0]: ExplainedRecord.model_validate(dict(zip(names, row, strict=True))) for row in found}


def members(cursor: DuckDBPyConnection, entity_id: str) -> list[str]:
    """The records of an entity, in the order of their sources."""
    return [str(row[0]) for row in cursor.execute(STATEMENTS["members"], [entity_id]).fetchall()]


def values(cursor: DuckDBPyConnection, left: str, right: str, fields: Sequence[RunField]) -> tuple[SeenValue, ...]:
    """Every field of two records, as the files have it and tidied."""
    columns = ", ".join(f"{table}.{quote(field.name)}" for table in ("original", "standard") for field in fields)
    statement = f"SELECT {columns} FROM original JOIN standard USING (record_id) WHERE record_id = ?"
    first, second = (cursor.execute(statement, [record]).fetchall()[0] for record in (left, right))
    width = len(fields)
    return tuple(
        SeenValue(
            field=field.name,
            title=field.title,
            left=first[place],
            right=second[place],
            left_standard=first[width + place],
            right_standard=second[width + place],
        )
        for place, field in enumerate(fields)
    )


def holders(cursor: DuckDBPyConnection, field: str, value: str) -> int:
    """How many records have this standard value."""
    counted = cursor.execute(f"SELECT count(*) FROM standard WHERE {quote(field)} = ?", [value])
    return int(counted.fetchall()[0][0])


def pair(cursor: DuckDBPyConnection, left: str, right: str) -> ScoredPair | None:
    """The pair of two records as the run kept it, None where it kept none."""
    return pairs(cursor, [(left, right)]).get((min(left, right), max(left, right)))


def pairs(cursor: DuckDBPyConnection, asked: Sequence[tuple[str, str]]) -> dict[tuple[str, str], ScoredPair]:
    """Those of these pairs that the run kept, by their ids, the lower first."""
    told = {"left": [min(each) for each in asked], "right": [max(each) for each in asked]}
    found = cursor.execute(STATEMENTS["pairs"], told)
    titles = [str(column[0]) for column in found.description]
    names = [title.removeprefix("gamma_") for title in titles if title.startswith("gamma_")]
    rows = (dict(zip(titles, row, strict=True)) for row in found.fetchall())
    return {(cells["left_id"], cells["right_id"]): _scored(cells, names) for cells in rows}


def _scored(cells: Mapping[str, Any], names: Sequence[str]) -> ScoredPair:
    return ScoredPair(
        cells["match_weight"],
        cells["match_probability"],
        (cells["match_key"],),
        {
            name: Contribution(cells[f"gamma_{name}"], cells[f"mw_{name}"], cells.get(f"mw_tf_adj_{name}") or 0.0)
            for name in names
        },
    )


def inside(cursor: DuckDBPyConnection, entities: Sequence[str]) -> dict[str, list[Joined]]:
    """The kept pairs between the records of each of these entities; one without pairs is left out."""
    found: dict[str, list[Joined]] = {}
    for entity, *joined in cursor.execute(STATEMENTS["inside"], {"entities": list(entities)}).fetchall():
        found.setdefault(entity, []).append(Joined(*joined))
    return found


def best_between(cursor: DuckDBPyConnection, left: Sequence[str], right: Sequence[str]) -> tuple[str, str] | None:
    """The heaviest pair between two groups of records, the record of the first group first; None without any."""
    told = {"left": list(left), "right": list(right)}
    found = cursor.execute(STATEMENTS["best_between"], told).fetchall()
    if not found:
        return None
    one, other = found[0]
    return (one, other) if one in left else (other, one)


def held(cursor: DuckDBPyConnection, left: str, right: str) -> str | None:
    """Why the run held the pair back from merging, in words; None where it did not."""
    found = cursor.execute(STATEMENTS["held"], {"left": left, "right": right}).fetchall()
    return str(found[0][0]) if found else None
