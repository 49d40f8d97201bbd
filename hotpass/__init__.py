"""Hotpass: messy spreadsheets in, one trusted record per real thing out.

The door: these names are what other programs may rely on. They are loaded when first asked for, so that the child that
reads a file does not wait for the matcher.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hotpass.errors import HotpassError
    from hotpass.model.judgement import Judgement, Verdict
    from hotpass.model.profile import Profile
    from hotpass.model.request import RunRequest
    from hotpass.settings import Settings
    from hotpass.stewardship.computation import compute
    from hotpass.stewardship.evaluation import evaluate
    from hotpass.stewardship.exports import export
    from hotpass.store.workspace import Workspace

__all__ = [
    "HotpassError",
    "Judgement",
    "Profile",
    "RunRequest",
    "Settings",
    "Verdict",
    "Workspace",
    "compute",
    "evaluate",
    "export",
]

_ROOMS = {
    "HotpassError": "hotpass.errors",
    "Judgement": "hotpass.model.judgement",
    "Profile": "hotpass.model.profile",
    "RunRequest": "hotpass.model.request",
    "Settings": "hotpass.settings",
    "Verdict": "hotpass.model.judgement",
    "Workspace": "hotpass.store.workspace",
    "compute": "hotpass.stewardship.computation",
    "evaluate": "hotpass.stewardship.evaluation",
    "export": "hotpass.stewardship.exports",
}


def __getattr__(name: str) -> object:
    """Loads one of the door's names. Raises AttributeError for any other."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'hotpass' has no attribute '{name}'")
    return getattr(import_module(_ROOMS[name]), name)
