"""Spelling: keys that different spellings of one value share."""

from itertools import pairwise

from hotpass.fields.fold import words

_SOUNDS = {
    letter: code for code, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1) for letter in letters
}
_SILENT = frozenset("hw")


def fingerprint(text: str) -> str:
    """Its different words in the order of the alphabet, without case, accents and punctuation."""
    return " ".join(sorted(set(words(text).split())))


def letter_pairs(text: str) -> str:
    """Its different couples of neighbouring letters in the order of the alphabet; blanks do not count."""
    letters = words(text).replace(" ", "")
    return "".join(sorted({"".join(pair) for pair in pairwise(letters)})) or letters


def sound(text: str) -> str:
    """How its words begin and which consonants follow (Soundex, Russell 1918, not cut off); numbers as they are."""
    return " ".join(sorted(_word_sound(word) for word in set(words(text).split())))


def digits(text: str) -> str:
    """Its digits alone: texts that differ in them are different things however alike they look."""
    return "".join(letter for letter in text if letter.isdigit())


def _word_sound(word: str) -> str:
    if not word.isalpha():
        return word
    found, last = word[0], _SOUNDS.get(word[0], 0)
    for letter in word[1:]:
        code = _SOUNDS.get(letter, 0)
        if code and code != last:
            found += str(code)
        if letter not in _SILENT:
            last = code
    return found
