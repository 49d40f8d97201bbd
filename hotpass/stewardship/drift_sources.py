"""Sources of two runs, each beside what it was called before."""

from hotpass.store.drift.changes import Feed

ALIKE_HEADERS = 0.5


def paired(before: list[Feed], now: list[Feed]) -> list[tuple[Feed | None, Feed | None]]:
    """The sources of both runs, by name, else by the likeness of their headers."""
    left = list(before)
    pairs: list[tuple[Feed | None, Feed | None]] = []
    for feed in now:
        found = next((each for each in left if each.name == feed.name), None)
        if found is None and not any(feed.name == each.name for each in before):
            found = max(left, key=lambda each: _headers(each, feed), default=None)
            taken = {each.name for each in now}
            if found is not None and (found.name in taken or _headers(found, feed) < ALIKE_HEADERS):
                found = None
        if found is not None:
            left.remove(found)
        pairs.append((found, feed))
    return [*pairs, *((feed, None) for feed in left)]


def _headers(one: Feed, other: Feed) -> float:
    every = one.columns.keys() | other.columns.keys()
    return len(one.columns.keys() & other.columns.keys()) / len(every) if every else 0.0
