"""An explanation: why two records are held to be the same thing or not, field by field and by what decided."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from hotpass.model.judgement import Judgement


class Cause(StrEnum):
    """What decided whether two records stand together; the first two and `undecided` are a person's matter."""

    JUDGED = "judged"
    KEPT_APART = "kept_apart"
    SURE = "sure"
    CHAIN = "chain"
    UNFIT = "unfit"
    UNDECIDED = "undecided"
    UNLIKELY = "unlikely"
    NOT_KEPT = "not_kept"
    CROWD = "crowd"
    NEVER_MET = "never_met"


class ExplainedRecord(BaseModel):
    """A record by its id, the entity it belongs to, and where it stands in its file (`sheet_row` from 1)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    record_id: str
    entity_id: str
    label: str
    sheet_row: int


class SeenValue(BaseModel):
    """A field of both records: the files' own texts and their standard values."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    title: str
    left: str | None
    right: str | None
    left_standard: str | None
    right_standard: str | None


class FieldEvidence(BaseModel):
    """What one comparison adds to a pair.

    `weight` is its whole contribution in bits, `rarity` the part of it that the shared value's frequency gives;
    `level` -1 means that it could not be made. `holders`: how many records have the shared value, None where the
    records share none. `finding` says what was seen, `strength` what that is worth.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    level: int
    label: str
    weight: float
    rarity: float
    holders: int | None
    finding: str
    strength: str
    values: tuple[SeenValue, ...]

    @property
    def sentence(self) -> str:
        """The evidence in one line."""
        return f"{self.title}: {self.finding}: {self.strength}"


class Scores(BaseModel):
    """A pair's match weight in bits, where it starts before any field is looked at, and its match probability.

    `live`: worked out now by the run's saved model, since the run kept no such pair.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    weight: float
    start: float
    probability: float
    live: bool


class ChainLink(BaseModel):
    """A step from one record to the next: a pair with its weight in bits, or a person's decision (weight None)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    left: ExplainedRecord
    right: ExplainedRecord
    weight: float | None
    reason: str


class Explanation(BaseModel):
    """Why, why not and how for two records of a published run.

    `together`: they belong to one entity. `evidence` is in the order of the model's fields, empty where the pair has no
    score; `decides` names the comparison that adds most in the direction of the verdict. `met` is the blocking rule
    that brought the records together, `rules` all there are, in words. `judgements` are those that hold the pair
    together or apart, or ask about it; `chain` the pairs that hold two records of one entity together.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    left: ExplainedRecord
    right: ExplainedRecord
    together: bool
    cause: Cause
    answer: str
    scores: Scores | None
    auto_match_weight: float
    clerical_weight: float
    evidence: tuple[FieldEvidence, ...]
    decides: str | None
    met: str | None
    rules: tuple[str, ...]
    judgements: tuple[Judgement, ...]
    chain: tuple[ChainLink, ...]
    held: str | None
    notes: tuple[str, ...] = ()
