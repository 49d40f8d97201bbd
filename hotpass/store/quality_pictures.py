"""Pictures of quality: what they show, counted from a published run."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.model.quality_pictures import Gap, Repeats, SourceScore
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


def by_source(cursor: DuckDBPyConnection) -> tuple[SourceScore, ...]:
    """For each source and each dimension that was tested: its records, and those that fail nothing of it."""
    names = tuple(SourceScore.model_fields)
    found = cursor.execute(STATEMENTS["by_source"]).fetchall()
    return tuple(SourceScore.model_validate(dict(zip(names, row, strict=True))) for row in found)


def gaps(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> tuple[Gap, ...]:
    """Which fields are empty together, what is most frequent first."""
    if not fields:
        return ()
    places = ", ".join(f"if({quote(field.name)} IS NULL, {place}, NULL)" for place, field in enumerate(fields))
    found = cursor.execute(STATEMENTS["gaps"].format(places=places)).fetchall()
    return tuple(Gap(titles=tuple(fields[place].title for place in empty), records=n) for empty, n in found)


def repeats(cursor: DuckDBPyConnection) -> tuple[Repeats, ...]:
    """Each source's records by whom they are merged with."""
    names = tuple(Repeats.model_fields)
    found = cursor.execute(STATEMENTS["repeats"]).fetchall()
    return tuple(Repeats.model_validate(dict(zip(names, row, strict=True))) for row in found)
