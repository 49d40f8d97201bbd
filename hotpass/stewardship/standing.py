"""Standing: what a workspace shows, named, so that what was made of it can be kept until it shows something else."""

from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace


def version(workspace: Workspace) -> str:
    """A text that changes with every published run and every act of a person."""
    with shown(workspace) as published:
        return f"{published.run_id if published else ''} {workspace.journal.head()}"
