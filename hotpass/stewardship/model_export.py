"""The model of the published run as a file that plain Splink loads."""

import json
from pathlib import Path

from hotpass.errors import BadInput
from hotpass.store import saved_model
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace


def write(workspace: Workspace, path: Path) -> int:
    """Writes the Splink settings as JSON and answers how many comparisons they hold.

    Raises BadInput where no run was published, the run compared nothing, or the file cannot be written.
    """
    with shown(workspace) as published:
        model = saved_model.read(published.cursor) if published else None
    if model is None:
        raise BadInput(f"{workspace.folder} holds no finished run yet: start one with `hotpass run`.")
    if not model.comparisons:
        raise BadInput("The published run has no model: no two of its records were compared.")
    settings = json.loads(model.settings)
    try:
        path.write_text(json.dumps(settings, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path} cannot be written ({error.strerror}): choose another place.") from error
    return len(settings["comparisons"])
