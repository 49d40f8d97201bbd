"""People: under which name somebody decides, and the one place that says who may."""

import re

from hotpass.errors import NotAllowed
from hotpass.settings import Role
from hotpass.store.veil import Veil
from hotpass.store.workspace import Workspace

NAMELESS = "local steward"
LONGEST = 60
UNSEEN = re.compile(r"[^\w .,'()&@+-]|[\n\r\t]")
REFUSAL = "You may look at everything here, but change nothing: this dashboard is for viewers. Nothing was saved."

MASKED = "This would show personal values, which are masked in this dashboard for viewers: ask a steward for it."


def signed(name: str) -> str:
    """A name as decisions carry it: letters, digits and a few signs, 60 at most; without one, “local steward”."""
    return " ".join(UNSEEN.sub(" ", name).split())[:LONGEST].strip() or NAMELESS


def admit(workspace: Workspace) -> None:
    """Lets those who serve this workspace do what their role says: what viewers try to save is refused."""
    viewers = workspace.settings.role is Role.VIEWER
    workspace.journal.refusal = REFUSAL if viewers else ""
    workspace.database.veil = Veil() if viewers and workspace.settings.mask else None


def looks_only(workspace: Workspace) -> bool:
    """Whether those who serve this workspace are viewers."""
    return bool(workspace.journal.refusal)


def check(workspace: Workspace) -> None:
    """For acts that are no facts, such as starting a run. Raises NotAllowed for viewers."""
    if workspace.journal.refusal:
        raise NotAllowed(workspace.journal.refusal)


def masked(workspace: Workspace) -> bool:
    """Whether those who serve this workspace see personal values masked."""
    return workspace.database.veil is not None


def check_sight(workspace: Workspace) -> None:
    """For what reads past the masks, such as a file itself. Raises NotAllowed for those who see masked values."""
    if masked(workspace):
        raise NotAllowed(MASKED)
