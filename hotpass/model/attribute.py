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


class Official(BaseModel):
    """What a register's row says of one of our fields: its own text, and that tidied."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    standard: str


class OfficialValue(BaseModel):
    """A field of an entity as an accepted row has it, beside the golden value; `agrees` is None where there is none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    entity_id: str
    field: str
    title: str
    register_name: str
    asked: AwareDatetime
    golden: str | None
    text: str
    agrees: bool | None


class Accord(BaseModel):
    """Of `tested` golden values of a field that accepted rows speak of, `agrees` are the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    title: str
    agrees: int
    tested: int


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
