"""Hints: what must at least be so for two texts to stand at a level, told at a glance."""

from typing import NamedTuple

import numpy as np

from hotpass.matching.glance import Glance, Truths

# The glance reckons in single precision.
ROUNDING = 1e-5


class Alike(NamedTuple):
    """Jaro-Winkler similarity of at least a threshold."""

    column: str
    threshold: float

    def possible(self, glance: Glance) -> Truths:
        """Whether it may hold."""
        found: Truths = (glance.likeness >= self.threshold - ROUNDING) | glance.wide
        return found


class Slip(NamedTuple):
    """One letter too many, missing, wrong or swapped."""

    column: str

    def possible(self, glance: Glance) -> Truths:
        """Whether it may hold."""
        (one, other), (mine, yours) = glance.lengths, glance.strangers
        found: Truths = ((np.abs(one - other) <= 1) & (mine <= 1) & (yours <= 1)) | glance.wide
        return found


class Beginning(NamedTuple):
    """The first letters are the same, which a glance tells for certain."""

    column: str
    letters: int

    def possible(self, glance: Glance) -> Truths:
        """Whether it holds."""
        return glance.begin_alike(self.letters)


class Initial(NamedTuple):
    """One of the texts is the first letter of the other."""

    column: str

    def possible(self, glance: Glance) -> Truths:
        """Whether it may hold."""
        found: Truths = ((np.minimum(*glance.lengths) == 1) & glance.begin_alike(1)) | glance.wide
        return found


Hint = Alike | Slip | Beginning | Initial
