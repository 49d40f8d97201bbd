"""Suggested expectations: what the records seem to keep to, with the evidence, for a person to accept or refuse."""

from pydantic import AwareDatetime, BaseModel, ConfigDict

from hotpass.model.expectation import ExpectationSpec


class Tried(BaseModel):
    """How many rows an expectation was put to, and how many failed it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tested: int
    failing: int


class Suggestion(BaseModel):
    """An expectation in words, found on one part of the rows (`found`) and proved on the rest (`proof`).

    `key` names it whatever its bounds are, so that a refusal is remembered when the rows change.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    spec: ExpectationSpec
    title: str
    found: Tried
    proof: Tried

    @property
    def today(self) -> Tried:
        """All rows of the published run."""
        tested = self.found.tested + self.proof.tested
        return Tried(tested=tested, failing=self.found.failing + self.proof.failing)


class StatedLine(BaseModel):
    """An expectation that a person stated; `asked` tells whether the published run put it to its rows already."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fact_id: str
    spec: ExpectationSpec
    title: str
    by: str
    on: AwareDatetime
    asked: bool
