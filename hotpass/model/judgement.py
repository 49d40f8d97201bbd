"""Judgements: what a steward decided about two records."""

from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Verdict(StrEnum):
    """The three answers a steward can give."""

    MATCH = "match"
    NON_MATCH = "non_match"
    UNSURE = "unsure"


class Judgement(BaseModel):
    """One decision: a fact that is never edited, only superseded by a later one on the same pair."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    left: str
    right: str
    verdict: Verdict
    by: str
    on: AwareDatetime
    note: str = ""
