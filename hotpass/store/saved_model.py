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
    """The model of the run whose tables the cursor sees: levels in the order of fields, the weakest first."""
    settings, prior, auto, clerical, notes, rarity = cursor.execute(STATEMENTS["model"]).fetchall()[0]
    return SavedModel(
        settings=settings,
        prior=prior,
        auto_match_weight=auto,
        clerical_weight=clerical,
        notes=tuple(notes),
        rarity=json.loads(rarity),
        comparisons=_rows(cursor, "comparisons", ComparisonLevel),
        rules=_rows(cursor, "rules", BlockingCount),
    )


def _rows(cursor: DuckDBPyConnection, statement: str, noun: type[Noun]) -> tuple[Noun, ...]:
    names = tuple(noun.model_fields)
    found = cursor.execute(STATEMENTS[statement]).fetchall()
    return tuple(noun.model_validate(dict(zip(names, row, strict=True))) for row in found)
