"""A field of a run: a column of the standard table, and how it takes part."""

from pydantic import BaseModel, ConfigDict

from hotpass.model.profile import SurvivorshipRule
from hotpass.model.semantic import SemanticType


class RunField(BaseModel):
    """A canonical field that at least one source of this run fills."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    position: int
    name: str
    title: str
    type: SemanticType
    matched: bool
    survivorship: SurvivorshipRule
    scheme: str | None = None
