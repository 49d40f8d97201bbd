"""A proposal: a row of a register that may speak of an entity, and what speaks for that."""

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from hotpass.model.attribute import Official
from hotpass.model.explanation import FieldEvidence


class Proposal(BaseModel):
    """One register row for one entity; nothing is taken over until a person says so.

    `row` counts the register's data rows from 0, `rank` an entity's proposals from 1 (the sure and likest first);
    `likeness` is the average over fields from 0 to 100, `weight` the match weight in bits, None where the model did not
    weigh the pair: then its name found it. `sure` says that the model would merge the two without asking and more than
    a likeness of names speaks for it, or that the names are the same and nothing else comes near. `cells` are the
    row's own, `official` is what they say of our fields.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    entity_id: str
    row: int
    sheet_row: int
    rank: int
    weight: float | None
    probability: float | None
    likeness: float = 0.0
    sure: bool
    cells: dict[str, str]
    official: dict[str, Official] = Field(default_factory=dict)
    evidence: tuple[FieldEvidence, ...]

    @property
    def worth(self) -> str:
        """What it is worth, in words."""
        weighed = "found by its name" if self.weight is None else f"{self.weight:+.1f} bits"
        return f"{weighed}, {self.likeness:.0f} of 100 alike" if self.likeness else weighed


class OfferedRow(BaseModel):
    """A proposal that waits for a person: `row_key` names the register's row, `record_id` a record of the entity."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    row_key: str
    record_id: str
    proposal: Proposal


class Offer(BaseModel):
    """What a register offers for one entity, which is shown by its golden values, field by field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    register_name: str
    licence: str
    asked: AwareDatetime
    entity_id: str
    golden: dict[str, str]
    rows: tuple[OfferedRow, ...]


class Enrichment(BaseModel):
    """What a register has to say of the golden records of a run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    run_id: str
    register_name: str
    register_rows: int
    entities: int
    proposals: tuple[Proposal, ...]
    notes: tuple[str, ...] = ()

    @property
    def found(self) -> int:
        """How many entities have a proposal."""
        return len({each.entity_id for each in self.proposals})

    @property
    def sure(self) -> int:
        """How many entities have a proposal that the model would merge without asking."""
        return len({each.entity_id for each in self.proposals if each.sure})

    def sentence(self) -> str:
        """The figures in one sentence."""
        return (
            f"{self.register_name} ({self.register_rows} rows) has a proposal for {self.found} of {self.entities} "
            f"entities, a sure one for {self.sure}. Nothing was changed."
        )
