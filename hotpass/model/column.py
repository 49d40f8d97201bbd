"""Columns: what a source column looks like, and which field it was taken for."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from hotpass.model.semantic import SemanticType


class MappedBy(StrEnum):
    """What decided a column's field."""

    PROFILE = "profile"
    LOOK = "look"
    STEWARD = "steward"
    IGNORED = "ignored"
    UNMAPPED = "unmapped"


class ColumnLook(BaseModel):
    """A source column as seen before mapping: header, a sample of its filled values, and how full it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    position: int
    header: str
    sample: tuple[str, ...]
    filled: float
    distinct: float


class ColumnMapping(BaseModel):
    """The field a column goes to (None: kept as an extra), how sure that is (0 to 1) and why, in words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    position: int
    header: str
    field: str | None
    type: SemanticType
    confidence: float
    reason: str
    mapped_by: MappedBy
