"""Outlook: how right the clusters are expected to be, by the model alone, and when not to believe it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

# Pairs within so many bits of the line could be taken for the other side by a slightly different model.
NEAR = 3.0
# Where more than this share of the likely pairs lies near the line, or fewer merges than this are expected to be right,
# the records hold too little to tell them apart.
NEAR_AT_MOST, RIGHT_AT_LEAST = 0.3, 0.9
TOO_LITTLE = "The files may hold too little to tell things apart."


# On lists of known answers, one to three of ten merged pairs have such names; of neighbours taken for repeats, eight.
NAMELESS_AT_MOST = 0.5


class Outlook(NamedTuple):
    """Expected shares: of merged pairs that are right, of likely pairs that are merged, and of those near the line."""

    precision: float
    recall: float
    near: float

    @property
    def doubtful(self) -> bool:
        """Whether the model is likely to be wrong."""
        return self.near > NEAR_AT_MOST or self.precision < RIGHT_AT_LEAST

    def sentences(self) -> list[str]:
        """What a person should know of it."""
        told = (
            f"By the model's own estimate {self.precision:.1%} of the merged pairs are right, "
            f"and {self.recall:.1%} of the matches it sees are merged."
        )
        if not self.doubtful:
            return [told]
        warning = (
            f"Look at a sample before you trust this run: for every 100 likely pairs {100 * self.near:.0f} lie near "
            f"the line, on either side, where a slightly different model would decide otherwise. {TOO_LITTLE}"
        )
        return [told, warning]


def look(bits: NDArray[np.float64], line: float, inside: NDArray[np.bool_]) -> Outlook | None:
    """The outlook for pairs of these match weights, of which some are `inside` a cluster; None without likely pairs."""
    chance = 1 / (1 + 2**-bits)
    likely = int((bits >= line).sum())
    if not likely or not inside.any():
        return None
    near = int((np.abs(bits - line) < NEAR).sum())
    return Outlook(float(chance[inside].mean()), float(chance[inside].sum() / chance.sum()), near / likely)


def neighbours(unlike: int, told: int) -> list[str]:
    """What a person should know where most pairs a model would merge, `unlike` of `told`, have quite other names."""
    if not told or unlike <= NAMELESS_AT_MOST * told:
        return []
    found = f"{unlike / told:.0%} have names with nothing in common"
    return [
        f"Of the pairs that the model holds for one thing {found}: it took neighbours for repeats.",
        "So only records of about the same name were merged; those of similar names wait for a person.",
        "If a source repeats nothing, run again with --unique and its name.",
    ]
