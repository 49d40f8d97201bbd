"""Triangles: records that are both like a third one but never met are compared too, so that groups are judged whole."""

from collections.abc import Iterator

import numpy as np

from hotpass.matching.blocking import ROOM, Keys, Pairs
from hotpass.store.components import Numbers

# Larger groups are not closed: their pairs would outnumber all others.
LARGEST = 60
# Stands where the pairs of a rule have its number.
RULE = ROOM - 1


def within(together: Numbers, smallest: int) -> Keys:
    """The keys of all pairs inside groups of at least so many records, in order."""
    found = list(_within(together, smallest))
    return np.sort(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)


def pairs_of(keys: Keys, count: int) -> Pairs:
    """Pairs that no rule brought."""
    lower, upper = np.divmod(keys, max(1, count))
    return Pairs(lower.astype(np.int32), upper.astype(np.int32), np.full(len(keys), RULE, dtype=np.uint8))


def _within(together: Numbers, smallest: int) -> Iterator[Keys]:
    count = len(together)
    order = np.argsort(together, kind="stable").astype(np.int64)
    sizes = np.bincount(together, minlength=1)
    starts = np.cumsum(sizes) - sizes
    for size in range(smallest, min(LARGEST, int(sizes.max(initial=0))) + 1):
        groups = np.flatnonzero(sizes == size)
        members = order[starts[groups][:, None] + np.arange(size)]
        one, other = np.triu_indices(size, k=1)
        yield (members[:, one] * count + members[:, other]).ravel()
