"""Publish: the run's tables enter the workspace, and one short transaction makes them what everybody sees."""

from datetime import UTC, datetime

from hotpass.errors import FactsChanged, RunFailed
from hotpass.model.job import Job
from hotpass.model.run import RunState, StageReport
from hotpass.store import follow, footing, overview, publication, runs, sources
from hotpass.store.scratch import Scratch


def run(scratch: Scratch, job: Job) -> StageReport:
    """Publishes all or nothing.

    Raises FactsChanged where a person decided something since the facts were taken, and RunFailed where a decision that
    stands would not hold.
    """
    workspace = scratch.workspace
    if workspace.journal.head() != scratch.learned:
        raise FactsChanged("a decision was made while the run computed")
    footing.lay(scratch.cursor, scratch.learned, job.profile.source_priority)
    overview.write(scratch.cursor)
    counts = publication.counts(scratch.cursor)
    if counts["judgements_broken"]:
        raise RunFailed(
            f"{counts['judgements_broken']} decisions of people would not hold, so nothing was published and the "
            "workspace is as it was: please report this with `hotpass doctor --json`."
        )
    _, records, _ = sources.totals(scratch.cursor)
    following = None
    if scratch.follows:
        keys = follow.keys(scratch.cursor, scratch.differing["entity"][0])
        rows = follow.rows(scratch.cursor, keys, [name for name in publication.LAYERS if name not in scratch.differing])
        following = publication.Following(scratch.follows, keys, scratch.differing | rows)
    scratch.leave(job.run_id)
    # Held from here on, so that the file is opened once.
    with workspace.database.cursor():
        publication.fill(workspace.database, scratch.path, job.run_id, following)
        with workspace.journal.hold(), workspace.database.transaction() as cursor:
            if workspace.journal.head() != scratch.learned:
                raise FactsChanged("a decision was made while the run was publishing")
            started = runs.one(cursor, job.run_id)
            now = datetime.now(UTC)
            ended = {"state": RunState.PUBLISHED, "heartbeat": now, "finished": now, "counts": counts}
            if started is not None:
                runs.finish(cursor, started.model_copy(update=ended))
            publication.flip(cursor, job.run_id)
            publication.thin(cursor, job.settings.keep_runs)
    scratch.settle()
    return StageReport(rows_in=records, rows_out=counts["entities"])
