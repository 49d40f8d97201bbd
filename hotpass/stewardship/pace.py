"""Pace: how long a person takes for a decision, by what they decided last."""

import statistics

from hotpass.store.facts import GROUPING, JUDGEMENT
from hotpass.store.journal import Journal

# So many of the latest acts are looked through for so many decisions; fewer than the least tell nothing yet.
LOOKED_THROUGH, COUNTED, LEAST = 500, 50, 5
# Who took longer than this (ms) was called away.
LONGEST = 180_000


def pace(journal: Journal, by: str) -> int | None:
    """The median of a person's latest decisions in milliseconds; None where there are too few of them."""
    latest = journal.since(max(0, journal.head() - LOOKED_THROUGH))
    took = [
        int(fact.body.get("milliseconds", 0)) for fact in latest if fact.by == by and fact.kind in (JUDGEMENT, GROUPING)
    ]
    told = [each for each in took if 0 < each <= LONGEST][-COUNTED:]
    return round(statistics.median(told)) if len(told) >= LEAST else None
