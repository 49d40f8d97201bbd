"""The model of a published run, as its tables keep it."""

import math

from pydantic import BaseModel, ConfigDict

from hotpass.model.linkage import BlockingCount, ComparisonLevel


class SavedModel(BaseModel):
    """What decided the pairs of a run; `settings` is the Splink model as JSON, weights are in bits.

    `prior` is the probability that two random records match; a run in which no records met has no comparisons.
    `rarity` lowers the frequencies of values as it did in the run: column by column, class by class.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    settings: str
    prior: float
    auto_match_weight: float
    clerical_weight: float
    notes: tuple[str, ...]
    rarity: dict[str, tuple[float, ...]]
    comparisons: tuple[ComparisonLevel, ...]
    rules: tuple[BlockingCount, ...]

    @property
    def start(self) -> float:
        """The match weight, in bits, of a pair of which nothing is known yet."""
        return math.log2(self.prior / (1 - self.prior))
