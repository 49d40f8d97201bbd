"""Readiness: what makes a large run quick to look into is made once, behind the person's back."""

import threading
from contextlib import suppress

from hotpass.errors import WorkspaceBusy
from hotpass.store import keys
from hotpass.store.publication import schema_of
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

_making = threading.Lock()


def make_ready(workspace: Workspace, many: int = keys.MANY_RECORDS) -> threading.Thread | None:
    """Begins to make the keys of the run that is shown where it lacks them; answers the thread that does, if any."""
    with shown(workspace) as published:
        if published is None or _making.locked() or not keys.lacking(published.cursor, many):
            return None
        thread = threading.Thread(target=_make, args=(workspace, published.run_id, many), daemon=True)
    thread.start()
    return thread


def _make(workspace: Workspace, run_id: str, many: int) -> None:
    with _making, suppress(WorkspaceBusy), workspace.database.transaction(schema_of(run_id)) as cursor:
        if keys.lacking(cursor, many):
            keys.lay(cursor)
