"""Recognition: a run that would make what is published already ends at once, and says so."""

import os
from datetime import UTC, datetime
from pathlib import Path

from hotpass import profiles
from hotpass.model.digest import sha256_once
from hotpass.model.outcome import Outcome
from hotpass.model.profile import Profile
from hotpass.model.request import RunRequest
from hotpass.model.run import RunRow, RunState
from hotpass.store import basis, footing, publication, revision, runs
from hotpass.store.progress import ProgressFile
from hotpass.store.shown import Shown, shown
from hotpass.store.workspace import Workspace


def unchanged(workspace: Workspace, request: RunRequest, run_id: str | None = None) -> Outcome | None:
    """The outcome of a run that has nothing to do; None where files, wishes, facts or the build are others than before.

    Nothing is published anew then: the run is remembered as one that found everything as it was.
    """
    if request.anew or not all(path.is_file() for path in request.files):
        return None
    profile = profiles.load(request.profile)
    began = datetime.now(UTC)
    # Held from here on, so that the file is opened once.
    with workspace.database.cursor():
        with shown(workspace) as published:
            if published is None or not _same(published, request, basis.asked(request, profile, workspace.settings)):
                return None
            counts = publication.stands(published.cursor)
        row = _row(request, profile, run_id or runs.new_id(), began, counts)
        with workspace.database.transaction() as cursor:
            runs.add(cursor, row)
    _leave_word(workspace.run_folder(row.run_id))
    note = f"Nothing changed since run {published.run_id}: its records, its model and its golden records stand."
    return Outcome(run_id=row.run_id, counts=counts, seconds={}, notes=(note,))


def _row(request: RunRequest, profile: Profile, run_id: str, began: datetime, counts: dict[str, int]) -> RunRow:
    now = datetime.now(UTC)
    return RunRow(
        run_id=run_id,
        state=RunState.UNCHANGED,
        started=began,
        heartbeat=now,
        finished=now,
        pid=os.getpid(),
        boot_id=runs.boot_id(),
        profile=profile.name,
        files=tuple(path.name for path in request.files),
        counts=counts,
    )


def _same(published: Shown, request: RunRequest, asked: str) -> bool:
    """Whether the published run was asked the same of the same bytes, and shows every fact that stands."""
    before, stands_on = basis.read(published.cursor), footing.read(published.cursor)
    if before is None or stands_on is None or before.asked != asked:
        return False
    if basis.heeded_later(published.cursor, before.serial) or revision.waiting(published.cursor, stands_on.serial):
        return False
    return all(before.files.get(path.name) == sha256_once(path) for path in request.files)


def _leave_word(folder: Path) -> None:
    """Tells whoever watches the run's folder that it is over."""
    folder.mkdir(parents=True, exist_ok=True)
    ProgressFile(folder, 0).say(state=RunState.UNCHANGED)
