"""The audit: who did what, when and why, what became of it, and the list as a file."""

from pathlib import Path
from typing import Any

import pyarrow as pa

from hotpass.model.audit import AuditFilter, AuditLine, AuditPage
from hotpass.stewardship import people, revision
from hotpass.stewardship.audit_words import in_words
from hotpass.stewardship.export_files import write_csv
from hotpass.store import audit, entity_reading
from hotpass.store import explanation as stored
from hotpass.store.journal import Fact
from hotpass.store.shown import Shown, shown
from hotpass.store.veil import HIDDEN
from hotpass.store.workspace import Workspace

PAGE_SIZE = 50
MOST = 1_000_000
# What stands in the place of values and free text where personal values are masked.
UNSEEN: dict[str, Any] = {"value": HIDDEN, "replaced": [HIDDEN], "note": ""}


def page(workspace: Workspace, wanted: AuditFilter, number: int, size: int = PAGE_SIZE) -> AuditPage:
    """A page (counted from 1) of the acts that match, the latest first."""
    revision.follow(workspace)
    with shown(workspace) as published:
        if published is not None:
            return _page(workspace, published, wanted, size, (number - 1) * size)
    people.check_sight(workspace)
    with workspace.database.cursor() as cursor:
        return _page(workspace, Shown("", cursor), wanted, size, (number - 1) * size)


def of_entity(workspace: Workspace, entity_id: str) -> tuple[AuditLine, ...]:
    """The acts that name one of an entity's records, the latest first."""
    with shown(workspace) as published:
        if published is None:
            return ()
        records = sorted(entity_reading.member_ids(published.cursor, entity_id))
        return _page(workspace, published, AuditFilter(), PAGE_SIZE, 0, records).lines


def choices(workspace: Workspace) -> tuple[list[str], list[str]]:
    """Everybody who did anything, and the kinds of acts there are."""
    with workspace.database.cursor() as cursor:
        return audit.people(cursor), audit.deeds(cursor)


def export(workspace: Workspace, wanted: AuditFilter, output: Path) -> int:
    """Writes every act that matches as CSV, and answers how many there are."""
    lines = page(workspace, wanted, 1, MOST).lines
    names = [name for name in AuditLine.model_fields if name != "act_id"]
    columns = {name: [_cell(getattr(line, name)) for line in lines] for name in (*names, "act_id")}
    write_csv(pa.table(columns, schema=pa.schema([(name, pa.string()) for name in columns])), output)
    return len(lines)


def _page(
    workspace: Workspace,
    published: Shown,
    wanted: AuditFilter,
    limit: int,
    offset: int,
    records: list[str] | None = None,
) -> AuditPage:
    found, lines = audit.lines(published.cursor, wanted, limit, offset, records)
    bodies = []
    for _, said in lines:
        target = workspace.journal.known(said["target"]) if "target" in said else None
        bodies.append({**said, "undone": _seen(workspace, target)} if target else said)
    ends = {said.get(end) for body in bodies for said in (body, body.get("undone", {})) for end in ("left", "right")}
    places = stored.records(published.cursor, sorted(end for end in ends if end)) if published.run_id else {}
    named = {name: f"{record.label}, row {record.sheet_row}" for name, record in places.items()}
    told = [
        line.model_copy(update={"words": in_words(line.deed, body, line.facts, named)})
        for (line, _), body in zip(lines, bodies, strict=True)
    ]
    return AuditPage(found=found, lines=tuple(told))


def _seen(workspace: Workspace, fact: Fact) -> dict[str, Any]:
    """What an act that was taken back said, as those who serve this workspace may see it."""
    told = {**fact.body, "kind": fact.kind}
    if people.masked(workspace):
        told |= {name: empty for name, empty in UNSEEN.items() if name in told}
    return told


def _cell(value: object) -> str | None:
    return None if value is None else str(value)
