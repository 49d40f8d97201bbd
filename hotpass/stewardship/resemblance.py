"""Resemblance: how like a text is to a name, whole or as a part of it, where words that few names hold count most."""

import math
from collections.abc import Mapping
from typing import NamedTuple

from rapidfuzz import fuzz

from hotpass.fields.organisation_name import SMALL_WORDS

# From this likeness on (0 to 100), words of so many letters are one word and a slip of the pen.
NEAR, LEAST_LETTERS = 84.0, 5
# What a name is worth that stands whole inside a longer text, and what more where it fills that text: together less
# than sure. A name of one word may be a word of any text.
WITHIN, FILLING, LONE = 82.0, 12.0, 0.85
# Of what another word tells, words like "the" and "of" tell so much.
LITTLE = 0.1
# A likeness without doubt, and how far the next may come near to it.
SURE, AHEAD = 95.0, 5.0


class Vocabulary(NamedTuple):
    """How many of all names hold each word."""

    holders: Mapping[str, int]
    names: int

    def worth(self, word: str) -> float:
        """How much a word tells, in nats: the logarithm of how few names hold it, as of inverse document frequency."""
        told = math.log1p(self.names / self.holders.get(word, 1))
        return LITTLE * told if word in SMALL_WORDS else told

    def namesakes(self, name: str) -> float:
        """How many names would hold all words of this one if words fell together by chance alone."""
        shares = (self.holders.get(word, 1) / self.names for word in set(name.split()))
        return self.names * math.prod(shares) if self.names else 0.0


def likeness(vocabulary: Vocabulary, asked: str, name: str) -> float:
    """From 0 to 100: as whole texts, in any order of words, or the name as a part of what is asked."""
    whole = max(fuzz.token_sort_ratio(asked, name), fuzz.ratio(asked, name))
    words, own = set(asked.split()), set(name.split())
    if not words or not own:
        return 0.0
    held = sum(vocabulary.worth(word) * _met(word, words) for word in own)
    inside = WITHIN * held / sum(map(vocabulary.worth, own))
    inside += FILLING * min(held / sum(map(vocabulary.worth, words)), 1.0)
    return float(max(whole, inside if len(own) > 1 else LONE * inside))


def is_same_name(vocabulary: Vocabulary, asked: str, name: str) -> bool:
    """Whether two names have the same words, but for one slip of the pen in a word nothing else is known by.

    Another number, a word more or one less is another name, however alike the texts are.
    """
    gone, come = set(asked.split()) - set(name.split()), set(name.split()) - set(asked.split())
    if not gone and not come:
        return True
    if len(gone) != 1 or len(come) != 1:
        return False
    slip, meant = gone.pop(), come.pop()
    plain = slip.isalpha() and meant.isalpha() and min(len(slip), len(meant)) >= LEAST_LETTERS
    return plain and slip not in vocabulary.holders and fuzz.ratio(slip, meant) >= NEAR


def tells_apart(vocabulary: Vocabulary, name: str) -> bool:
    """Whether a name is so rare that it is not expected to be another thing's, too."""
    return vocabulary.namesakes(name) <= 1.0


def score(likenesses: Mapping[str, float]) -> float:
    """From 0 to 100: the average by field, in which the first counts twice; 100 where nothing had to be compared."""
    parts = list(likenesses.values())
    parts += parts[:1]
    return round(sum(parts) / len(parts), 1) if parts else 100.0


def _met(word: str, words: set[str]) -> float:
    """From 0 to 1: how surely a word is among these."""
    if word in words:
        return 1.0
    if len(word) < LEAST_LETTERS:
        return 0.0
    best = max((fuzz.ratio(word, other) for other in words if len(other) >= LEAST_LETTERS), default=0.0)
    return best / 100 if best >= NEAR else 0.0
