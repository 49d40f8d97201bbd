"""The model of a published run, read back from its tables."""

import json
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from duckdb import DuckDBPyConnection

from hotpass.model.linkage import BlockingCount, ComparisonLevel
from hotpass.model.saved_model import SavedModel
from hotpass.store.queries import Statements

if TYPE_CHECKING:
    import pyarrow as pa

STATEMENTS = Statements(__file__)
Noun = TypeVar("Noun", ComparisonLevel, BlockingCount)


def read(cursor: DuckDBPyConnection) -> SavedModel:
    """The model of the run whose tables the cursor sees: levels in the order of fields, the weakest first.

    A run that an earlier Hotpass published kept no rarity.
    """
    found = cursor.execute(STATEMENTS["model"])
    cells = dict(zip((column[0] for column in found.description), found.fetchall()[0], strict=True))
    return SavedModel(
        settings=cells["settings"],
        prior=cells["prior"],
        auto_match_weight=cells["auto_match_weight"],
        clerical_weight=cells["clerical_weight"],
        notes=tuple(cells["notes"]),
        rarity=json.loads(cells.get("rarity") or "{}"),
        comparisons=_rows(cursor, "comparisons", ComparisonLevel),
        rules=_rows(cursor, "rules", BlockingCount),
    )


class Learned(NamedTuple):
    """What a model was learned with: values and how many records had them, the limits of blocks, crowds left out."""

    counts: "pa.Table"
    limits: "pa.Table"
    crowds: "pa.Table"


class Remembered(NamedTuple):
    """The model a run took along from the one before it: its settings and its line (bits), and what that was drawn for.

    `repeats` tells of sources that were there before whether their own records may be the same thing.
    """

    settings: str
    auto_match_weight: float
    wrong_at_most: float | None
    repeats: dict[int, bool]
    learned: Learned


def taken(cursor: DuckDBPyConnection) -> "tuple[pa.Table, Learned]":
    """The model of the run whose tables the cursor sees, for the next run to take along."""
    return cursor.sql(STATEMENTS["taken"]).to_arrow_table(), _learned(cursor, "")


def remembered(cursor: DuckDBPyConnection) -> Remembered | None:
    """The model that a run took along, None where it is to learn its own."""
    found = cursor.execute(STATEMENTS["remembered"]).fetchall()
    if not found:
        return None
    alone = cursor.execute(STATEMENTS["prior_alone"]).fetchall()
    settings, line, wrong_at_most = found[0]
    repeats = {int(source): not single for source, single in alone}
    return Remembered(settings, line, wrong_at_most, repeats, _learned(cursor, "prior_"))


def counted(cursor: DuckDBPyConnection, name: str, value: str) -> tuple[int, int] | None:
    """How many records had a value of a column when the model was learned, and how many had any; None if unknown."""
    having, filled = cursor.execute(STATEMENTS["counted"], {"name": name, "value": value}).fetchall()[0]
    return (int(having), int(filled)) if filled is not None else None


def _learned(cursor: DuckDBPyConnection, when: str) -> Learned:
    names = ("counts", "limits", "crowds")
    return Learned(*(cursor.sql(STATEMENTS[f"{when}{name}"]).to_arrow_table() for name in names))


def _rows(cursor: DuckDBPyConnection, statement: str, noun: type[Noun]) -> tuple[Noun, ...]:
    names = tuple(noun.model_fields)
    found = cursor.execute(STATEMENTS[statement]).fetchall()
    return tuple(noun.model_validate(dict(zip(names, row, strict=True))) for row in found)
