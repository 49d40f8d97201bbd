"""The overview of a run: counted once when the run ends, so that a page scans no records."""

from typing import Any

from duckdb import DuckDBPyConnection

from hotpass.model.overview import AsideReason, Overview, QualityCell, SourceShare, WorstExpectation
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
TOTALS = ("files", "rows", "records", "aside", "entities", "multiples", "pairs", "held_links", "findings", "stretched")


def write(cursor: DuckDBPyConnection) -> None:
    """Counts a finished run and keeps the result in its table `overview`, in place of an earlier count."""
    totals = dict(zip(TOTALS, cursor.execute(STATEMENTS["totals"]).fetchall()[0], strict=True))
    counted = Overview(
        **totals,
        sources=_sources(cursor),
        quality=_rows(cursor, "quality", QualityCell),
        expectations=_rows(cursor, "expectations", WorstExpectation),
        reasons=_rows(cursor, "reasons", AsideReason),
    )
    cursor.execute(STATEMENTS["forget"])
    cursor.execute(STATEMENTS["save"], [counted.model_dump_json()])


def recount(cursor: DuckDBPyConnection) -> None:
    """Counts anew what decisions can change in a run that is published: entities, and which rows are merged."""
    totals = dict(zip(TOTALS, cursor.execute(STATEMENTS["totals"]).fetchall()[0], strict=True))
    counted = read(cursor).model_copy(update={**totals, "sources": _sources(cursor)})
    cursor.execute(STATEMENTS["forget"])
    cursor.execute(STATEMENTS["save"], [counted.model_dump_json()])


def read(cursor: DuckDBPyConnection) -> Overview:
    """The overview of the run whose tables the cursor sees."""
    return Overview.model_validate_json(cursor.execute(STATEMENTS["read"]).fetchall()[0][0])


def _sources(cursor: DuckDBPyConnection) -> tuple[SourceShare, ...]:
    """How much of each source is merged: where there is but one, that can be seen of the entities."""
    alone = cursor.execute(STATEMENTS["source_count"]).fetchall()[0][0] == 1
    found: tuple[SourceShare, ...] = _rows(cursor, "one_source" if alone else "sources", SourceShare)
    return found


def _rows(cursor: DuckDBPyConnection, statement: str, noun: type[Any]) -> tuple[Any, ...]:
    names = tuple(noun.model_fields)
    found = cursor.execute(STATEMENTS[statement]).fetchall()
    return tuple(noun(**dict(zip(names, row, strict=True))) for row in found)
