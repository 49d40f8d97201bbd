"""Serving: turning this program into the dashboard's server."""

import os
import sys
from pathlib import Path

from hotpass.errors import BadInput

PACKAGE = Path(__file__).resolve().parent.parent
ADDRESS = "127.0.0.1"
SERVER = "hotpass.ui"  # started by name: this room may not call that one


def app_folder() -> Path:
    """Where app.py, pages/ and .streamlit/ lie: inside an installed package, or at the root of a checkout."""
    for folder in (PACKAGE / "_dashboard", PACKAGE.parent):
        if (folder / "app.py").exists():
            return folder
    raise BadInput("The dashboard's files are not installed: install Hotpass again.")


def serve(workspace: Path, port: int) -> None:
    """Replaces this program by the server of a workspace. Raises BadInput where there is none."""
    folder = workspace.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    app = app_folder()
    os.chdir(app)
    os.environ["HOTPASS_WORKSPACE"] = str(folder)
    command = [sys.executable, "-m", SERVER, str(app / "app.py"), ADDRESS, str(port)]
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter with our own arguments, no shell
