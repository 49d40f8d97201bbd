"""Attributes: facts that a register gave, taken over for an entity by a person or by the profile's rule."""

from enum import StrEnum

from pydantic import AwareDatetime, BaseModel, ConfigDict


class Verdict(StrEnum):
    """What a person says of a register's row: it is this entity's, it is another's, or it does not matter."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    IGNORED = "ignored"


class Attribute(BaseModel):
    """One fact about an entity: who said so, under which licence, when it was asked, and who accepted it.

    `fact_id` is None where the profile's rule accepted it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    entity_id: str
    register_name: str
    row_key: str
    name: str
    value: str
    licence: str
    asked: AwareDatetime
    accepted_by: str
    accepted_on: AwareDatetime
    fact_id: str | None


class Coverage(BaseModel):
    """A register that was asked: its size, and for how many entities it has said something that stands or waits.

    `refused` and `ignored` count rows.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    register_name: str
    licence: str
    asked: AwareDatetime
    rows: int
    entities: int
    notes: tuple[str, ...]
    accepted: int
    waiting: int
    refused: int
    ignored: int


class RegisterVerdict(BaseModel):
    """A person's word about a row of a register."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    fact_id: str
    register_name: str
    verdict: Verdict
    cells: dict[str, str]
    by: str
    on: AwareDatetime
