"""Mends in a run: which cells hold a text that a steward put right, and what stands there instead."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


@dataclass(eq=False)
class _Standing:
    """What comes of a text of a field, everywhere or in one record, after all mends so far."""

    field: str
    record_id: str | None
    texts: set[str]
    value: str
    fact_id: str


def heed(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> list[str]:
    """Fills `mended`, a row for each cell that is mended, and `mend_use`; answers the fields concerned.

    Asks for the view `original` as the files have it.
    """
    cursor.execute(STATEMENTS["clear"])
    standing = _settled(cursor.execute(STATEMENTS["mends"]).fetchall())
    rows = [[s.field, s.record_id, text, s.value, s.fact_id] for s in standing for text in sorted(s.texts)]
    if not rows:
        return []
    cursor.executemany(STATEMENTS["add_rule"], rows)
    known = {s.field for s in standing}
    concerned = [field.name for field in fields if field.name in known]
    for name in concerned:
        for step in ("one", "everywhere"):
            cursor.execute(STATEMENTS[step].format(name=quote(name)), {"field": name})
    cursor.execute(STATEMENTS["count"])
    return concerned


def cells(cursor: DuckDBPyConnection) -> int:
    """How many cells are mended."""
    return int(cursor.execute(STATEMENTS["cells"]).fetchall()[0][0])


def uses(cursor: DuckDBPyConnection) -> dict[str, int]:
    """For each mend that the run knew, by its fact, how many cells it changed."""
    if not known(cursor):
        return {}
    return {str(fact_id): int(count) for fact_id, count in cursor.execute(STATEMENTS["uses"]).fetchall()}


def known(cursor: DuckDBPyConnection) -> bool:
    """Whether the run whose tables the cursor sees was made by a Hotpass that knows mends."""
    return bool(cursor.execute(STATEMENTS["known"]).fetchall()[0][0])


def of_records(cursor: DuckDBPyConnection, record_ids: Sequence[str]) -> dict[tuple[str, str], tuple[str, str]]:
    """By record and field of each mended cell: the file's own text, and "mended by X on D"."""
    if not known(cursor):
        return {}
    found = cursor.execute(STATEMENTS["of_records"], [list(record_ids)]).fetchall()
    return {(key, field): (text or "", f"mended by {by} on {on:%d %b %Y}") for key, field, text, by, on in found}


def _settled(mends: Iterable[tuple[str, str, str | None, list[str], str]]) -> list[_Standing]:
    """Applies the mends in the order they were made.

    A later one also speaks of what earlier ones put in place; of two that name the same text of the file it stands.
    """
    found: dict[tuple[str, str | None, str], _Standing] = {}
    holding: dict[tuple[str, str], list[_Standing]] = {}
    for fact_id, field, record_id, replaced, value in mends:
        for text in replaced:
            before = holding.get((field, text), [])
            meant = {text}
            if record_id is None:
                for standing in before:
                    standing.value, standing.fact_id = value, fact_id
                holding.setdefault((field, value), []).extend(holding.pop((field, text), []))
            else:
                meant = meant.union(*(each.texts for each in before if each.record_id in (None, record_id)))
            key = (field, record_id, text if record_id is None else "")
            if key in found:
                holding[field, found[key].value].remove(found[key])
            found[key] = _Standing(field, record_id, meant, value, fact_id)
            holding.setdefault((field, value), []).append(found[key])
    return list(found.values())
