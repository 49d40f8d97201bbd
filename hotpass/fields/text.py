"""Free text: blanks, case and accents unified, nothing judged."""

from hotpass.fields.base import FieldType, Standard, kept, missing
from hotpass.fields.fold import fold
from hotpass.fields.placeholder import EMPTY, LONGEST, absent


class Text(FieldType):
    """Any words."""

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """The folded text."""
        gap = absent(text[:LONGEST])
        if gap:
            return gap
        plain = fold(text)
        return kept(plain) if plain else missing(EMPTY)
