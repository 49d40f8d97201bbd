"""The sample check on the screen: how many merges are wrong, as far as a sample tells."""

from hotpass.model.sample_check import BandCheck
from hotpass.stewardship import sample_check
from hotpass.store.workspace import Workspace
from hotpass.ui.tables import table


def sample_view(workspace: Workspace) -> None:
    """A line for each band of likelihood; nothing where the run merged nothing."""
    checks = sample_check.measured(workspace)
    if not checks:
        return
    rows = [(each.words, each.merges, f"{each.judged} of {each.drawn}", each.wrong, _share(each)) for each in checks]
    headers = ("How likely the model held them", "Pairs merged", "Looked at", "Wrong", "So of 100 merges are wrong")
    table(headers, rows, "What the sample says of the merges")


def _share(found: BandCheck) -> str:
    if not found.judged:
        return "not known yet"
    return f"{100 * found.wrong / found.judged:.0f} (between {100 * found.lowest:.0f} and {100 * found.highest:.0f})"
