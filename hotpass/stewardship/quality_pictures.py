"""Pictures of quality: by source, run by run, by what is empty together, and by what repeats."""

from hotpass.model.quality_pictures import QualityPictures
from hotpass.model.report import PastScores
from hotpass.store import columns, publication, quality, quality_pictures
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace


def pictures(workspace: Workspace) -> QualityPictures | None:
    """What the pictures show of the published run and of those kept before it; None before the first."""
    with shown(workspace) as published:
        if published is None:
            return None
        cursor = published.cursor
        earlier = publication.earlier(cursor)
        by_source, repeats = quality_pictures.by_source(cursor), quality_pictures.repeats(cursor)
        gaps = quality_pictures.gaps(cursor, columns.fields(cursor))
        now = PastScores(run_id=published.run_id, scores=quality.scores(cursor))
    runs = (*(_past(workspace, run_id) for run_id in reversed(earlier)), now)
    return QualityPictures(sources=by_source, runs=runs, gaps=gaps, repeats=repeats)


def _past(workspace: Workspace, run_id: str) -> PastScores:
    with workspace.database.cursor(publication.schema_of(run_id)) as cursor:
        return PastScores(run_id=run_id, scores=quality.scores(cursor))
