"""Categories: one of a few words, spelt alike."""

from hotpass.fields.base import FieldType, Standard, kept
from hotpass.fields.fold import fold
from hotpass.fields.placeholder import absent, idle


class Category(FieldType):
    """A word from a short list."""

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """The folded text, underscores as blanks."""
        if gap := absent(text):
            return gap
        plain = " ".join(fold(text).replace("_", " ").split())
        return idle(plain) or kept(plain)

    def format(self, value: str, country: str | None = None) -> str:
        """With a capital at the start."""
        return value[:1].upper() + value[1:]
