"""Names of people: given names first, titles and suffixes off."""

import re
from functools import cache

from hotpass.fields.base import FieldType, Standard, kept
from hotpass.fields.fold import words
from hotpass.fields.placeholder import absent, idle, placeholders
from hotpass.fields.tables import table

# RE2 and Python alike. Where the whole text matches this and its lower case does not match `unless()`, the standard
# value is the lower-case text with single blanks, valid; with one word both parts are NULL, with two words part given
# is the first and part family the second.
SIMPLE = r" *[A-Za-z]+(?: +[A-Za-z]+)? *"

_PLAIN = re.compile(SIMPLE)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\"[^\"]*\"")


@cache
def _special() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    lists = table("person_names")
    return frozenset(lists["titles"]), frozenset(lists["suffixes"]), frozenset(lists["particles"])


@cache
def unless() -> str:
    """RE2: lower-case texts that match SIMPLE but need `normalise`, for a title, particle, suffix or placeholder."""
    titles, suffixes, particles = (sorted(group) for group in _special())
    idle = sorted(text.replace(" ", " +") for text in placeholders() if re.fullmatch(r"[a-z ]+", text))
    first = "|".join([*titles, *particles, "and"])
    return rf"(?:^ *(?:{first}) )|(?: (?:{'|'.join(suffixes)}) *$)|(?:^ *(?:{'|'.join(idle)}) *$)"


def _without_titles(tokens: list[str]) -> list[str]:
    titles, suffixes, _ = _special()
    while len(tokens) > 1 and (tokens[0] in titles or tokens[0] == "and"):
        tokens = tokens[1:]
    while len(tokens) > 1 and tokens[-1] in suffixes:
        tokens = tokens[:-1]
    return tokens


def _split(tokens: list[str]) -> tuple[str | None, str | None]:
    if len(tokens) < 2:
        return None, None
    particles = _special()[2]
    at = next((place for place, word in enumerate(tokens) if place and word in particles), len(tokens) - 1)
    if tokens[0] in particles or at == len(tokens):
        return None, " ".join(tokens)
    return " ".join(tokens[:at]), " ".join(tokens[at:])


class PersonName(FieldType):
    """A person's whole name, or only the given or the family name."""

    parts = ("given", "family")

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """Given and family names in that order, in lower case without accents; one word alone stays whole."""
        if gap := absent(text, 2):
            return gap
        if "," in text and (turned := _turned(text)):
            return turned
        tokens = _without_titles(words(_ASIDE.sub(" ", text)).split() or words(text).split())
        if gap := idle(" ".join(tokens), 2):
            return gap
        return kept(" ".join(tokens), _split(tokens))

    def format(self, value: str, country: str | None = None) -> str:
        """With capitals, particles small."""
        particles = _special()[2]
        return " ".join(
            word if place and word in particles else word.capitalize() for place, word in enumerate(value.split())
        )


def _turned(text: str) -> Standard | None:
    before, _, after = _ASIDE.sub(" ", text).partition(",")
    if "," in after:
        from nameparser import HumanName  # loaded for the few names that need it

        name = HumanName(text)
        before, after = name.last, f"{name.first} {name.middle}"
    given = _without_titles(words(after).split())
    family = _without_titles(words(before).split())
    tokens = [*given, *family]
    if not given or not family or given[0] in _special()[1] or _without_titles(tokens) != tokens:
        return None
    return kept(" ".join(tokens), (" ".join(given), " ".join(family)))
