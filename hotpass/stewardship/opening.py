"""Opening the workspace that a dashboard serves."""

import os
from pathlib import Path

from hotpass.errors import BadInput
from hotpass.settings import Settings
from hotpass.stewardship import people
from hotpass.store.workspace import Workspace

VARIABLE = "HOTPASS_WORKSPACE"
IDLE_SECONDS = 2.0
WAIT_SECONDS = 10.0


def served_folder() -> Path:
    """The folder of the workspace this dashboard serves. Raises BadInput where none is named."""
    folder = os.environ.get(VARIABLE)
    if not folder:
        raise BadInput("No workspace is named: start the dashboard with `hotpass dashboard --workspace FOLDER`.")
    return Path(folder)


def opened(folder: Path) -> Workspace:
    """A workspace for many short questions: an idle database file is given back after two seconds."""
    settings = Settings.from_environment()
    patient = settings.model_copy(update={"idle_seconds": IDLE_SECONDS, "wait_seconds": WAIT_SECONDS})
    found = Workspace.open(folder, patient, "the dashboard", create=True)
    people.admit(found)
    return found
