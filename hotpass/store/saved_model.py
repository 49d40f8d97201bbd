"""The model of a published run, read back from its tables."""

from typing import TypeVar

from duckdb import DuckDBPyConnection

from hotpass.model.linkage import BlockingCount, ComparisonLevel
from hotpass.model.saved_model import SavedModel
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
Noun = TypeVar("Noun", ComparisonLevel, BlockingCount)


def read(cursor: DuckDBPyConnection) -> SavedModel:
    """The model of the run whose tables the cursor sees: levels in the order of fields, the weakest first."""
    settings, prior, auto_match_weight, clerical_weight, notes = cursor.execute(STATEMENTS["model"]).fetchall()[0]
    return SavedModel(
        settings=settings,
        prior=prior,
        auto_match_weight=auto_match_weight,
        clerical_weight=clerical_weight,
        notes=tuple(notes),
        comparisons=_rows(cursor, "comparisons", ComparisonLevel),
        rules=_rows(cursor, "rules", BlockingCount),
    )


def _rows(cursor: DuckDBPyConnection, statement: str, noun: type[Noun]) -> tuple[Noun, ...]:
    names = tuple(noun.model_fields)
    found = cursor.execute(STATEMENTS[statement]).fetchall()
    return tuple(noun.model_validate(dict(zip(names, row, strict=True))) for row in found)
