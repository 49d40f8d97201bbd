"""Bounds: figures of the published run that lie outside of what the runs before it let one expect."""

from collections.abc import Sequence
from statistics import median

from hotpass.model.bound import Bound
from hotpass.model.overview import Overview
from hotpass.store import overview, publication
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

LEAST_RUNS = 5
# Three median deviations; a band is never narrower than a hundredth of its middle, however steady the runs were.
WIDTH, NARROWEST = 3.0, 0.01


def unusual(workspace: Workspace) -> tuple[Bound, ...]:
    """The figures outside of their bands, the farthest first; none before there are five earlier runs."""
    with shown(workspace) as published:
        if published is None:
            return ()
        earlier = publication.earlier(published.cursor)
        if len(earlier) < LEAST_RUNS:
            return ()
        now = _figures(overview.read(published.cursor))
    before = [_figures(_overview(workspace, run_id)) for run_id in earlier]
    known = {words: [figures[words] for figures in before if words in figures] for words in now}
    bounds = [band(words, now[words], values) for words, values in known.items() if len(values) >= LEAST_RUNS]
    return tuple(sorted((bound for bound in bounds if not bound.is_usual), key=_distance, reverse=True))


def band(words: str, now: float, before: Sequence[float]) -> Bound:
    """The band of a figure by the values it had before, which `now` is not one of.

    Hampel, The influence curve and its role in robust estimation (1974): median and median absolute deviation.
    """
    middle = median(before)
    width = max(WIDTH * median(abs(value - middle) for value in before), NARROWEST * abs(middle))
    return Bound(words=words, now=now, low=middle - width, high=middle + width, runs=len(before))


def _figures(counted: Overview) -> dict[str, float]:
    """What is followed: rows of each source, and which percentage of its cells is filled, and valid of those."""
    figures = {f"{source.label}: rows": float(source.rows) for source in counted.sources}
    for cell in counted.quality:
        if cell.records:
            figures[f"{cell.source}, {cell.title}: % filled"] = 100 * cell.filled / cell.records
        if cell.filled:
            figures[f"{cell.source}, {cell.title}: % valid"] = 100 * cell.valid / cell.filled
    return figures


def _overview(workspace: Workspace, run_id: str) -> Overview:
    with workspace.database.cursor(publication.schema_of(run_id)) as cursor:
        return overview.read(cursor)


def _distance(bound: Bound) -> float:
    """How far outside of its band a figure lies, in widths of the band."""
    return max(bound.low - bound.now, bound.now - bound.high) / (bound.high - bound.low or 1.0)
