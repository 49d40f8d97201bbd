"""What the colours of the map may tell: what waits, quality, source, or how exactly a position is known."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

from hotpass.model.place import Atlas, PlacedEntity, Precision, Worst

# From here on a town is taken to be the one meant.
SURE = 0.75
# Colours as Streamlit names them in texts, with those of the points.
SHADES = {
    "orange": [214, 106, 30],
    "green": [46, 125, 91],
    "blue": [59, 115, 217],
    "red": [200, 30, 60],
    "violet": [126, 87, 194],
    "gray": [110, 118, 135],
}


class Meaning(NamedTuple):
    """What the colours of the map say: the word for a point, and the shade of each word in the legend's order."""

    word: Callable[[PlacedEntity], str]
    shades: dict[str, str]


def _waiting(point: PlacedEntity) -> str:
    if point.waits:
        return "waits for a person"
    return "from several records" if point.records > 1 else "from one record"


def _exactness(point: PlacedEntity) -> str:
    if point.precision is not Precision.CITY:
        return "own position"
    return "at the town it names" if point.confidence >= SURE else "at a town that may be meant"


QUALITY = {
    Worst.NOTHING: "nothing found",
    Worst.WARNING: "something to look at",
    Worst.ERROR: "something wrong",
}
MEANINGS = {
    "What waits": Meaning(
        _waiting, {"waits for a person": "orange", "from several records": "green", "from one record": "blue"}
    ),
    "Quality": Meaning(
        lambda point: QUALITY[point.worst],
        {"something wrong": "red", "something to look at": "orange", "nothing found": "green"},
    ),
    "Source": Meaning(lambda point: point.source or "several sources", {}),
    "How exactly": Meaning(
        _exactness,
        {"own position": "green", "at the town it names": "blue", "at a town that may be meant": "orange"},
    ),
}


def with_sources(meaning: Meaning, atlas: Atlas) -> Meaning:
    """The meaning with a shade for each source where it tells sources: the largest first, the rest in grey."""
    if meaning.shades:
        return meaning
    counts = Counter(meaning.word(point) for point in atlas.points)
    named = [word for word, _ in counts.most_common(len(SHADES) - 1)]
    shades = dict(zip(named, (shade for shade in SHADES if shade != "gray"), strict=False))
    others = {} if len(counts) == len(named) else {"other sources": "gray"}
    return Meaning(lambda point: word if (word := meaning.word(point)) in shades else "other sources", shades | others)
