"""Street addresses: short forms spelt out, house number, street and unit apart."""

import re
from functools import cache
from typing import NamedTuple

from hotpass.fields.base import FieldType, Standard, kept
from hotpass.fields.fold import fold, settled, words
from hotpass.fields.placeholder import absent, idle
from hotpass.fields.tables import table

# RE2 and Python alike. Where the whole text matches this and `plain_words().unless` does not, the standard value is its
# lower case with single blanks and the last word spelt out; a number at the start is part number, the rest part street.
SIMPLE = r" *(?:[0-9]{1,9}[A-Za-z]? +)?[A-Za-z]+(?: +[A-Za-z]+)+ *"

_SEGMENTS = re.compile(r"[,;\n\r]+")
_BOX = re.compile(r"\bp\s*\.?\s*/?\s*o\s*\.?\s*box\b|\bpost\s*office\s*box\b|\bpos ?bus\b")
_BAG = re.compile(r"\bp(?:ri?v(?:ate)?|vt|te)?\s*[./]?\s*bag\b")
_PARCEL = re.compile(r"po box [a-z]?\d*|private bag [a-z]? ?\d*")
_NUMBER = re.compile(r"\d+[a-z]?(?:-\d+[a-z]?)?")
_SLASHED = re.compile(r"(\d+[a-z]?)\s*/\s*(\d+[a-z]?)\b")
# What `words` leaves as it is, so that a second look need not fold it again.
_PLAIN = re.compile(r"[a-z0-9 ]*")
_UNIT = re.compile(r"[a-z]?\d+[a-z]?|[a-z]")


class Lists(NamedTuple):
    """The word lists of addresses."""

    streets: dict[str, str]
    anywhere: dict[str, str]
    beside_number: dict[str, str]
    first: dict[str, str]
    units: frozenset[str]
    street_words: frozenset[str]


@cache
def lists() -> Lists:
    """The word lists, read once."""
    found = table("addresses")
    streets = found["streets"]
    return Lists(
        streets,
        found["anywhere"],
        found["beside_number"],
        found["first"],
        frozenset(found["units"]),
        frozenset(streets.values()),
    )


class PlainWords(NamedTuple):
    """What a database needs for addresses that match SIMPLE.

    `last`: short forms a last word may be spelt in, with the word. `unless`: RE2; texts in lower case between single
    blanks that need `normalise`, for a word that may stand for something else.
    """

    last: dict[str, str]
    unless: str


@cache
def plain_words() -> PlainWords:
    """The words of addresses whose meaning hangs on their neighbours, and those that are always spelt out."""
    known = lists()
    apart = {*known.streets, *known.anywhere, *known.beside_number, *known.first, *known.units}
    last = {word: known.streets[word] for word in known.streets if known.streets[word] not in apart}
    middle = "|".join(sorted({*apart, *known.street_words}))
    end = "|".join(sorted(apart - last.keys()))
    return PlainWords(last, rf" (?:{middle}) [a-z]| (?:{end}) $|box|bag|bus")


def _spelt(tokens: list[str]) -> list[str]:
    out: list[str] = []
    for at, token in enumerate(tokens):
        out.append(_word(token, out[-1] if out else "", last=at == len(tokens) - 1))
    return out


def _word(token: str, before: str, *, last: bool) -> str:
    known = lists()
    after_number = not before or _NUMBER.fullmatch(before) is not None
    if after_number and before and token in known.beside_number:
        return known.beside_number[token]
    if token in known.first and (after_number or before in known.street_words):
        return known.streets[token] if last else known.first[token]
    if token in known.streets and (not after_number or token in {"cnr", "cor"}):
        return known.streets[token]
    return known.anywhere.get(token, token)


def _segments(text: str) -> list[list[str]]:
    plain = _BAG.sub("private bag", _BOX.sub("po box", fold(text.replace("\n", ",").replace("\r", ","))))
    plain = _SLASHED.sub(r"unit \1 \2", plain).replace("#", " unit ")
    cut = (_spelt(words(segment).split()) for segment in _SEGMENTS.split(plain))
    return [segment for segment in cut if segment]


def _joined(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return " ".join(_spelt(_BAG.sub("private bag", _BOX.sub("po box", text)).split()))
    return " ".join(" ".join(segment) for segment in _segments(text))


def _without_unit(segments: list[list[str]]) -> tuple[str | None, list[list[str]]]:
    units = lists().units
    for place, segment in enumerate(segments):
        for at, token in enumerate(segment[:-1]):
            if token in units and _UNIT.fullmatch(segment[at + 1]):
                rest = segment[:at] + segment[at + 2 :]
                return segment[at + 1], [other for other in [*segments[:place], rest, *segments[place + 1 :]] if other]
    return None, segments


def _street(segment: list[str]) -> tuple[str | None, str | None]:
    joined = " ".join(segment)
    if found := _PARCEL.search(joined):
        return None, found[0].strip()
    at = next((place for place, token in enumerate(segment) if _NUMBER.fullmatch(token)), None)
    if at is None or at == len(segment) - 1:
        return None, joined
    words_after = segment[at + 1 :]
    # A street type ends the street; what follows on the same line is the town.
    end = next((place for place, token in enumerate(words_after) if place and token in lists().street_words), None)
    return segment[at], " ".join(words_after if end is None else words_after[: end + 1])


class Address(FieldType):
    """A street or postal address in one cell."""

    parts = ("number", "street", "unit")

    def normalise(self, text: str, country: str | None = None) -> Standard:
        """Folded words with short forms spelt out."""
        if gap := absent(text, 3):
            return gap
        segments = _segments(text)
        value = settled(_joined, " ".join(" ".join(segment) for segment in segments))
        if gap := idle(value, 3):
            return gap
        unit, rest = _without_unit(segments)
        best = max(rest, key=_weight, default=[])
        number, street = _street(best) if best else (None, None)
        return kept(value, (number, street, unit))

    def format(self, value: str, country: str | None = None) -> str:
        """With capitals."""
        return " ".join(word.upper() if word == "po" else word[:1].upper() + word[1:] for word in value.split())


def _weight(segment: list[str]) -> int:
    parcel = _PARCEL.search(" ".join(segment)) is not None
    numbered = any(_NUMBER.fullmatch(token) for token in segment[:-1])
    return 4 * parcel + 2 * any(token in lists().street_words for token in segment) + numbered
