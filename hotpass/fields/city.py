"""Names of cities, towns and suburbs."""

from hotpass.fields.base import FieldType, Standard, doubted, kept
from hotpass.fields.fold import words
from hotpass.fields.placeholder import absent, idle

NO_LETTERS = "A place name has letters."


class City(FieldType):
    """A city, town, village or suburb."""

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """The plain name without punctuation and accents."""
        if gap := absent(text):
            return gap
        plain = words(text)
        if gap := idle(plain):
            return gap
        return kept(plain) if any(character.isalpha() for character in plain) else doubted(plain, NO_LETTERS)

    def format(self, value: str, country: str | None = None) -> str:
        """With capitals."""
        return value.title()
