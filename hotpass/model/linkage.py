"""What matching found: comparisons with their weights, blocking rules with their pairs, and the scored pairs."""

from pydantic import BaseModel, ConfigDict

# Stands where the pairs of a rule have its number: both say the same in every field, and speak as one.
TWINS = 254


class ComparisonLevel(BaseModel):
    """One level of a comparison; `weight` in bits is log2(m/u), 0 where a value is missing (level -1).

    `m` is the share of matching pairs at this level, `u` that of all other pairs. `field` names the fields compared,
    joined by commas where one comparison looks at several.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    position: int
    name: str
    field: str
    title: str
    level: int
    label: str
    m: float | None
    u: float | None
    weight: float


class BlockingCount(BaseModel):
    """A rule that lets records meet, in words, and how many pairs it was the first to bring."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    position: int
    rule: str
    pairs: int


class Linked(BaseModel):
    """A finished linkage; `pairs` names a temporary table, None where no record met another.

    `settings` is the Splink model as JSON, `prior` the probability that two random records match.
    Pairs at or above `auto_match_weight` (bits) are merged without asking, those between it and `clerical_weight` wait;
    the line was drawn so that `wrong_at_most` of those merges are wrong, where a share is given.
    `rarity` holds, for each column whose frequent values weigh less, the factors that lower frequencies by their class.
    `standing` names the temporary tables of what the model needs to judge later deliveries alike, by the run's tables.
    No two records of one of the `unique_sources` (their ids) are the same thing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pairs: str | None
    wrong_at_most: float | None
    records: int
    compared: int
    comparisons: tuple[ComparisonLevel, ...]
    rules: tuple[BlockingCount, ...]
    settings: str
    prior: float
    auto_match_weight: float
    clerical_weight: float
    unique_sources: tuple[int, ...]
    rarity: dict[str, tuple[float, ...]]
    standing: dict[str, str]
    notes: tuple[str, ...]
