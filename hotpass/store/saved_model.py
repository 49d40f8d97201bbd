"""The model of a published run, read back from its tables."""

import json
from typing import TypeVar

from duckdb import DuckDBPyConnection

from hotpass.model.linkage import BlockingCount, ComparisonLevel
from hotpass.model.saved_model import SavedModel
from hotpass.store.queries import Statements

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


def remembered(cursor: DuckDBPyConnection) -> str | None:
    """The settings that a run took along from the one before it, None where it is to learn its own."""
    found = cursor.execute(STATEMENTS["remembered"]).fetchall()
    return str(found[0][0]) if found else None


def _rows(cursor: DuckDBPyConnection, statement: str, noun: type[Noun]) -> tuple[Noun, ...]:
    names = tuple(noun.model_fields)
    found = cursor.execute(STATEMENTS[statement]).fetchall()
    return tuple(noun.model_validate(dict(zip(names, row, strict=True))) for row in found)
