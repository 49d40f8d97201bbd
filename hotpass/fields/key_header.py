"""Headers under which a list may keep the ids of its rows."""

from collections.abc import Sequence

from hotpass.fields.header import header_words

OWN = "entity id"  # as Hotpass writes it
SURE = frozenset({"id", "uuid", "guid"})
LIKELY = frozenset({"identifier", "ident", "key", "code", "number", "no", "nr", "num", "ref", "reference"})


def likely_keys(headers: Sequence[str]) -> list[str]:
    """Those of the headers that name an id, the likeliest first."""
    ranks = [_rank(set(header_words(header).split()), header_words(header)) for header in headers]
    ranked = sorted((rank, place) for place, rank in enumerate(ranks) if rank is not None)
    return [headers[place] for _, place in ranked]


def _rank(words: set[str], whole: str) -> int | None:
    if whole == OWN:
        return 0
    return 1 if words & SURE else 2 if words & LIKELY else None
