"""Sample check: what a blind look at some merges says of all of them."""

from math import sqrt

from hotpass.model.review import ReviewItem
from hotpass.model.sample_check import BandCheck
from hotpass.store import sample_check
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace

CONFIDENCE = 1.959964  # standard deviations that hold 95 % of a normal distribution
BANDS = {
    "surest": "999 of 1,000 and more",
    "sure": "99 of 100 to 999 of 1,000",
    "likely": "under 99 of 100",
}


def measured(workspace: Workspace) -> tuple[BandCheck, ...]:
    """The check of each band that has merges, the surest first."""
    with shown(workspace) as published:
        found = {each.band: each for each in sample_check.measured(published.cursor)} if published else {}
    return tuple(_checked(words, found[band]) for band, words in BANDS.items() if band in found)


def interval(counted: int, judged: int) -> tuple[float, float]:
    """Bounds with 95 % confidence of the share that is counted of those judged, also where it is near 0 or 1.

    The score interval of E. B. Wilson, “Probable inference, the law of succession, and statistical inference”, Journal
    of the American Statistical Association 22 (1927), 209-212.
    """
    if not judged:
        return 0.0, 1.0
    share, square = counted / judged, CONFIDENCE**2
    middle = (share + square / (2 * judged)) / (1 + square / judged)
    reach = CONFIDENCE / (1 + square / judged) * sqrt(share * (1 - share) / judged + square / (4 * judged**2))
    return max(0.0, middle - reach), min(1.0, middle + reach)


def blind(link: ReviewItem) -> ReviewItem:
    """A merge as if nobody had made it: without its group, its score, and what was said of it."""
    sides = {
        name: side.model_copy(update={"records": 1, "entity_id": side.record_id})
        for name, side in (("left", link.left), ("right", link.right))
    }
    bare = {"companions": (), "nodes": link.nodes[:2], "edges": (), "probability": None, "joined": False, "said": ""}
    return link.model_copy(update=sides | bare)


def _checked(words: str, found: sample_check.Drawn) -> BandCheck:
    judged = found.right + found.wrong
    lowest, highest = interval(found.wrong, judged)
    return BandCheck(
        words=words,
        merges=found.merges,
        drawn=found.drawn,
        judged=judged,
        wrong=found.wrong,
        lowest=lowest,
        highest=highest,
    )
