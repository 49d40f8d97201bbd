"""The baseline: a person chooses the run to compare with, which is never thinned, or lifts that choice."""

from hotpass.errors import BadInput
from hotpass.model.drift import Baseline
from hotpass.stewardship.drift import kept
from hotpass.stewardship.revision import follow
from hotpass.store import baseline
from hotpass.store.baseline import BASELINE
from hotpass.store.journal import Fact
from hotpass.store.workspace import Workspace


def chosen(workspace: Workspace) -> Baseline | None:
    """The baseline that stands."""
    with workspace.database.cursor() as cursor:
        return baseline.read(cursor)


def pin(workspace: Workspace, run_id: str | None, *, by: str, fact_id: str) -> Fact:
    """Makes a run the baseline, or with None lifts the one there is. Raises BadInput for a run that is not kept."""
    known = [run.run_id for run in kept(workspace)]
    if run_id is not None and run_id not in known:
        raise BadInput(f"No run {run_id} is kept: the runs are {', '.join(known) or 'none'}.")
    fact = workspace.journal.append(BASELINE, {"run_id": run_id}, by=by, fact_id=fact_id)
    follow(workspace)
    return fact
