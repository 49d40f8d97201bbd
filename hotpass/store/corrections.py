"""Corrections: what a steward said about the columns of a shape of source, before any run sees it."""

from contextlib import suppress

from hotpass.errors import WorkspaceBusy
from hotpass.store import facts
from hotpass.store.queries import Statements
from hotpass.store.workspace import Workspace

STATEMENTS = Statements(__file__)


def of_shape(workspace: Workspace, shape: str) -> dict[str, str | None]:
    """Header to field (None: keep it, match nothing on it), as said last."""
    with workspace.database.cursor() as cursor:
        return {str(header): field for header, field in cursor.execute(STATEMENTS["of_shape"], [shape]).fetchall()}


def say(workspace: Workspace, shape: str, header: str, field: str | None, *, by: str, fact_id: str) -> None:
    """Saves a correction in the journal; the database follows at once, or when another program gives way."""
    body = {"shape": shape, "header": header, "field": field}
    workspace.journal.append("correction", body, by=by, fact_id=fact_id)
    with suppress(WorkspaceBusy), workspace.database.transaction() as cursor:
        facts.follow(cursor, workspace.journal)
