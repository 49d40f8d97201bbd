"""Wording: numbers, times and data as a screen may show them."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from html import escape

from hotpass.model.share import share as share

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>&$~:^=/'\"])")
ADDRESS = re.compile(r"\b(?:https?:|www)", re.IGNORECASE)
JOINER = "\u2060"
LONGEST_LABEL = 40
DOING = {
    "": "Starting",
    "ingest": "Reading the files",
    "snapshot": "Remembering what people decided",
    "map columns": "Recognising the columns",
    "standardise": "Tidying the values",
    "locate": "Finding places on the map",
    "validate": "Checking the values",
    "match": "Comparing the records",
    "cluster": "Holding records together",
    "merge": "Choosing the golden values",
    "publish": "Publishing",
}


def plain(text: str) -> str:
    """Data made safe for a place that reads Markdown: every sign of its grammar loses its meaning.

    Addresses become links there however they are escaped, so an invisible joiner stands in their middle.
    """
    apart = ADDRESS.sub(lambda found: f"{found[0]}{JOINER}", " ".join(text.split()))
    return MARKDOWN.sub(r"\\\1", apart).replace("@", f"{JOINER}@")


def label(text: str) -> str:
    """Data made safe for a chart, which would take `<`, `&` and `$` for markup; long texts keep 40 letters."""
    short = text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"
    return escape(short, quote=False).replace("$", "&#36;")


def counted(number: int, one: str, many: str | None = None) -> str:
    """`counted(2000, "row")` is "2,000 rows"."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Names to choose from, by their keys; a name that several share is followed by its key.

    Streamlit knows what was chosen by its name alone: of two that are called alike it would take the wrong one.
    """
    shared = Counter(names.values())
    return {key: name if shared[name] == 1 else f"{name}, {key}" for key, name in names.items()}


def lasting(seconds: float | None) -> str:
    """A duration as a person says it; a dash for one that is not over."""
    if seconds is None:
        return "—"
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


def moment(when: datetime) -> str:
    """A point in time, to the minute, in universal time."""
    return f"{when.astimezone(UTC):%d %b %Y, %H:%M} UTC"


def stage_words(name: str) -> str:
    """What a run does in a stage, in words."""
    return DOING.get(name, name)
