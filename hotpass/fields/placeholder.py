"""Words people type where they have no value."""

from functools import cache

from hotpass.fields.base import Standard, missing
from hotpass.fields.fold import fold
from hotpass.fields.tables import table

EMPTY = "The cell is empty."
STANDS_FOR_NOTHING = "The cell says that there is no value."
TOO_LONG = "The text is too long for such a value."
# Longer cells are prose; the patterns of the types are only sure to be quick below this.
LONGEST = 2000


@cache
def placeholders() -> frozenset[str]:
    """All placeholder texts, folded."""
    return frozenset(fold(str(text)) for text in table("placeholders")["any"])


@cache
def placeholder_emails() -> frozenset[str]:
    """E-mail addresses that are typed to get past a form."""
    return frozenset(table("placeholders")["email"])


def idle(plain: str, width: int = 0) -> Standard | None:
    """The outcome where nothing, or only a placeholder, is left of a text brought to plain words; else None."""
    if not plain:
        return missing(EMPTY, width)
    return missing(STANDS_FOR_NOTHING, width) if plain in placeholders() else None


def absent(text: str, width: int = 0) -> Standard | None:
    """The outcome for an empty cell, a placeholder or over-long prose; None where the cell says something."""
    if len(text) > LONGEST:
        return missing(TOO_LONG if text.strip() else EMPTY, width)
    if len(text) > 40:
        return None if text.strip() else missing(EMPTY, width)
    plain = fold(text)
    if not plain:
        return missing(EMPTY, width)
    if plain in placeholders() or not any(character.isalnum() for character in plain):
        return missing(STANDS_FOR_NOTHING, width)
    return None
