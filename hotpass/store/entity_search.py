"""Searching golden records: words anywhere in them, a page at a time, without loading the rest."""

from collections.abc import Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.entity import EntityLine, EntityPage
from hotpass.model.field import RunField
from hotpass.store import columns
from hotpass.store.compose import quote, quoted_list
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


class Sought(NamedTuple):
    """What a person looks for: words that must all occur, how many records at least, and one source's label."""

    words: str = ""
    least_records: int = 1
    label: str | None = None


def search(cursor: DuckDBPyConnection, sought: Sought, limit: int, offset: int) -> EntityPage:
    """The entities sought, those of most records first; case and accents make no difference, `%` is a plain sign."""
    fields = columns.fields(cursor)
    golden = "".join(f", golden.{quote(field.name)}" for field in fields)
    first = f"golden.{quote(fields[0].name)}" if fields else "NULL"
    if sought.words.split() or sought.label is not None:
        condition, values = _condition(sought, fields)
        # Only what orders the lines is carried through the sort; the values are fetched for the lines of the page.
        cursor.execute(STATEMENTS["hits"].format(first=first, condition=condition), values)
        found = cursor.execute(STATEMENTS["found"]).fetchall()[0][0]
        rows = cursor.execute(STATEMENTS["page"].format(golden=golden), [limit, offset]).fetchall()
    else:
        found = cursor.execute(STATEMENTS["count_all"], [sought.least_records]).fetchall()[0][0]
        asked = {"least": sought.least_records, "limit": limit, "offset": offset}
        rows = cursor.execute(STATEMENTS["page_of_all"].format(golden=golden, first=first), asked).fetchall()
    lines = (
        EntityLine(entity_id=row[0], records=row[1], sources=row[2], values=tuple(_text(cell) for cell in row[3:]))
        for row in rows
    )
    return EntityPage(found=found, titles=tuple(field.title for field in fields), lines=tuple(lines))


def labels(cursor: DuckDBPyConnection) -> list[str]:
    """The labels of the sources that brought records."""
    return [str(row[0]) for row in cursor.execute(STATEMENTS["labels"]).fetchall()]


def _condition(sought: Sought, fields: Sequence[RunField]) -> tuple[str, list[object]]:
    names = ", ".join(["entity_id", *([quoted_list(field.name for field in fields)] if fields else [])])
    heap = f"strip_accents(lower(concat_ws(chr(31), {names})))"
    conditions, values = ["records >= ?"], [sought.least_records]
    heard: list[object] = list(values)
    for word in sought.words.split():
        conditions.append(f"contains({heap}, strip_accents(lower(?)))")
        heard.append(word)
    if sought.label is not None:
        conditions.append(STATEMENTS["of_label"].rstrip(";"))
        heard.append(sought.label)
    return " AND ".join(conditions), heard


def _text(cell: object) -> str | None:
    return None if cell is None else str(cell)
