"""Text brought to one plain form: blanks, case, accents and punctuation."""

import re
import unicodedata
from collections.abc import Callable

_BLANKS = re.compile(r"\s+")
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)
_ACCENTS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u02bc]")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "\u0131": "i", "ħ": "h"}
)


def tidy(text: str) -> str:
    """The text without unseen characters, with single blanks and compatible characters unified."""
    if not text.isascii():
        text = _UNSEEN.sub("", unicodedata.normalize("NFKC", text))
    elif not text.isprintable():
        text = _UNSEEN.sub("", text)
    return " ".join(text.split())


def settled(step: Callable[[str], str], text: str) -> str:
    """The text after as many steps (at most four) as it takes until one changes nothing."""
    for _ in range(4):
        stepped = step(text)
        if stepped == text:
            break
        text = stepped
    return text


def fold(text: str) -> str:
    """The tidied text in lower case, Latin letters without accents; other scripts keep their marks."""
    text = tidy(text)
    if text.isascii():
        return text.lower()
    return settled(_folded, text)


def _folded(text: str) -> str:
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return tidy(unicodedata.normalize("NFKC", bare.casefold().translate(_LETTERS)))


def words(text: str) -> str:
    """The folded text with punctuation as blanks, apostrophes closed up and `&` spelt out."""
    text = _APOSTROPHES.sub("", fold(text)).replace("&", " and ").replace("+", " and ")
    if text.isascii():
        return _NO_WORD.sub(" ", text).strip()
    kept = [character if unicodedata.category(character)[0] in "LMN" else " " for character in text]
    return _BLANKS.sub(" ", "".join(kept)).strip()
