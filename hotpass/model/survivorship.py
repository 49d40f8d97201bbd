"""Rules for values: by which rule the golden value of each field is chosen, and what another rule would change."""

from pydantic import AwareDatetime, BaseModel, ConfigDict

from hotpass.model.profile import SurvivorshipRule


class RuleLine(BaseModel):
    """A field with the rule of the run that is shown, and the one a steward stated, if any, with who did and when."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: str
    title: str
    rule: SurvivorshipRule
    stated: SurvivorshipRule | None = None
    by: str = ""
    on: AwareDatetime | None = None


class Otherwise(BaseModel):
    """How many golden records of the run that is shown would have another value, with some of them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    changed: int
    examples: tuple[tuple[str, str | None, str | None], ...]
