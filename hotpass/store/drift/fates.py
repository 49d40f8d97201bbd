"""Fates: the entities that appeared, vanished, were merged or split between two runs, and the values that changed."""

from duckdb import DuckDBPyConnection

from hotpass.model.drift import Fate, FateLine, FateList
from hotpass.model.semantic import SemanticType
from hotpass.store.compose import literal, quote
from hotpass.store.drift.changes import golden_fields
from hotpass.store.publication import schema_of
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
NAMING = (SemanticType.ORGANISATION_NAME, SemanticType.PERSON_NAME, SemanticType.TEXT)


def page(cursor: DuckDBPyConnection, runs: tuple[str, str], fate: Fate, size: int, start: int) -> FateList:
    """A page of the entities with this fate, by id; `found` counts all of them."""
    statement = _values(cursor, runs) if fate is Fate.CHANGED else _statement(cursor, runs, fate)
    if not statement:
        return FateList(found=0, lines=())
    found = cursor.execute(f"SELECT count(*) FROM ({statement})").fetchall()[0][0]
    rows = cursor.execute(f"SELECT * FROM ({statement}) ORDER BY ALL LIMIT ? OFFSET ?", [size, start]).fetchall()
    names = ("entity_id", "name", "others", "field", "before", "now")
    return FateList(
        found=found, lines=tuple(FateLine.model_validate(dict(zip(names, row, strict=True))) for row in rows)
    )


def _statement(cursor: DuckDBPyConnection, runs: tuple[str, str], fate: Fate) -> str:
    names = {side: quote(schema_of(run_id)) for side, run_id in zip(("reference", "current"), runs, strict=True)}
    naming = {
        f"{side}_name": _naming(cursor, run_id) for side, run_id in zip(("reference", "current"), runs, strict=True)
    }
    return STATEMENTS[fate].rstrip(";").format(**names, **naming)


def _values(cursor: DuckDBPyConnection, runs: tuple[str, str]) -> str:
    """One line for each golden value that is another now."""
    reference, current = (quote(schema_of(run_id)) for run_id in runs)
    before, now = (golden_fields(cursor, run_id) for run_id in runs)
    name = f"now.{_naming(cursor, runs[1])}"
    one = STATEMENTS["value"].rstrip(";")
    return " UNION ALL ".join(
        one.format(reference=reference, current=current, name=name, said=literal(field), field=quote(field))
        for field in now
        if field in before
    )


def _naming(cursor: DuckDBPyConnection, run_id: str) -> str:
    """The field by which the golden records of a run are called."""
    schema = quote(schema_of(run_id))
    kinds = [str(kind) for kind in NAMING]
    rows = cursor.execute(STATEMENTS["naming"].format(schema=schema), {"kinds": kinds}).fetchall()
    return quote(str(rows[0][0]))
