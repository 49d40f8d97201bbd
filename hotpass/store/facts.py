"""Facts made by people: filled into the database and into runs from the journal, which alone is the truth."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from duckdb import DuckDBPyConnection

from hotpass.store.journal import WITHDRAWAL, Draft, Fact, Journal
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
JUDGEMENT, GROUPING = "judgement", "grouping"


def catch_up(cursor: DuckDBPyConnection, journal: Journal) -> int:
    """Adds to the workspace's database the acts it lacks, and answers how many those were."""
    cursor.execute("BEGIN")
    missing = follow(cursor, journal)
    cursor.execute("COMMIT")
    return missing


def follow(cursor: DuckDBPyConnection, journal: Journal) -> int:
    """The same inside a transaction that is open already."""
    missing = journal.since(known(cursor))
    if missing:
        cursor.executemany(STATEMENTS["add"], [_row(fact) for fact in missing])
    for step in ("acts", "withdraw"):
        cursor.execute(STATEMENTS[step])
    return len(missing)


def suppose(cursor: DuckDBPyConnection, by: str, drafts: Iterable[Draft]) -> None:
    """Adds acts that nobody saved, for a rehearsal."""
    now = datetime.now(UTC)
    for serial, draft in enumerate(drafts, known(cursor) + 1):
        body = json.dumps(draft.body, ensure_ascii=False)
        cursor.execute(STATEMENTS["add"], [serial, draft.id, draft.kind, by, now, body])
    for step in ("acts", "withdraw"):
        cursor.execute(STATEMENTS[step])


def known(cursor: DuckDBPyConnection) -> int:
    """The serial of the last act the database has."""
    return int(cursor.execute(STATEMENTS["known"]).fetchall()[0][0])


def counts(cursor: DuckDBPyConnection) -> dict[str, int]:
    """How many acts of each kind the database holds."""
    return {str(kind): int(count) for kind, count in cursor.execute(STATEMENTS["counts"]).fetchall()}


def standing(acts: Iterable[Fact]) -> list[Fact]:
    """The acts that nobody withdrew, in their order."""
    seen = list(acts)
    withdrawn = {fact.body["target"] for fact in seen if fact.kind == WITHDRAWAL}
    return [fact for fact in seen if fact.id not in withdrawn]


def sayings(fact: Fact) -> list[dict[str, Any]]:
    """What an act says of pairs, each `left`, `right` and `verdict`; one on a group says several things."""
    if fact.kind == GROUPING:
        return list(fact.body["says"])
    return [fact.body] if fact.kind == JUDGEMENT else []


def load(cursor: DuckDBPyConnection, facts: Iterable[Fact]) -> int:
    """Adds acts to a run's own tables, leaving out the withdrawn; answers the serial of the last one seen."""
    seen = list(facts)
    for fact in standing(seen):
        for said in sayings(fact):
            row = [said["left"], said["right"], said["verdict"], fact.by, fact.on, fact.body.get("note", "")]
            cursor.execute(STATEMENTS["add_judgement"], [fact.id, fact.serial, *row])
        if fact.kind in LOADERS:
            statement, columns = LOADERS[fact.kind]
            values = [_text(fact.body.get(column)) for column in columns]
            tail = [fact.body.get("note", "")] if fact.kind != "correction" else []
            cursor.execute(STATEMENTS[statement], [fact.id, fact.serial, *values, fact.by, fact.on, *tail])
    return seen[-1].serial if seen else 0


LOADERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "override": ("add_override", ("record_id", "entity_id", "field", "value")),
    "correction": ("add_correction", ("shape", "header", "field")),
    "mend": ("add_mend", ("field", "record_id", "replaced", "value")),
    "expectation": ("add_expectation", ("spec",)),
    "survivorship": ("add_rule", ("field", "rule")),
}


def _text(value: object) -> object:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _row(fact: Fact) -> list[object]:
    return [fact.serial, fact.id, fact.kind, fact.by, fact.on, json.dumps(fact.body, ensure_ascii=False)]
