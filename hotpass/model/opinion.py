"""Opinions: how far people agree who judged the same links."""

from pydantic import BaseModel, ConfigDict


class StewardOpinions(BaseModel):
    """One person's answers beside each answer of another person on the same link: `compared` of them, `same` of those.

    `kappa` is 1 where all are the same, 0 where no more are than chance would bring, None where that cannot be told.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    by: str
    compared: int
    same: int
    kappa: float | None


class Opinions(BaseModel):
    """All `links` that two people and more judged: on `same` of them all said the same; `kappa` as above."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    links: int
    same: int
    kappa: float | None
    stewards: tuple[StewardOpinions, ...]
