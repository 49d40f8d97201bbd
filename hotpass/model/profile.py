"""A profile: what fields mean in a trade, and what is expected of them."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from hotpass.model.expectation import ExpectationSpec
from hotpass.model.semantic import SemanticType


class SurvivorshipRule(StrEnum):
    """How a golden record chooses among the values its records bring."""

    SOURCE_PRIORITY = "source_priority"
    MOST_RECENT = "most_recent"
    MOST_COMPLETE = "most_complete"
    MOST_FREQUENT = "most_frequent"
    LONGEST = "longest"


class ProfileField(BaseModel):
    """One canonical field: its name, its type, how headers may call it, and how it is used."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str
    type: SemanticType
    synonyms: tuple[str, ...] = ()
    matched: bool = True
    survivorship: SurvivorshipRule = SurvivorshipRule.MOST_FREQUENT
    scheme: str | None = Field(default=None, description="for identifiers: the scheme with the check digits")


class Profile(BaseModel):
    """A trade's fields, country, key and expectations."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    country: str | None = Field(default=None, description="ISO 3166-1 alpha-2, used where a value names no country")
    key: str | None = Field(default=None, description="header that holds each source's own row key, where there is one")
    fields: tuple[ProfileField, ...] = ()
    expectations: tuple[ExpectationSpec, ...] = ()
    source_priority: tuple[str, ...] = Field(default=(), description="source names, the most trusted first")
    accept_from: float | dict[str, float] | None = Field(
        default=None,
        description="bits from which the only row a register has for an entity is taken without asking; "
        "one number for all registers, or one for each by its name",
    )
