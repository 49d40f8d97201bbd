"""Columns: what a source column looks like, and which field it was taken for."""

import hashlib
from collections.abc import Sequence
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


class RenamedBy(StrEnum):
    """What says that a column had another name: its values, a steward, or that it was so in the last delivery."""

    VALUES = "values"
    STEWARD = "steward"
    EARLIER = "earlier"


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


def shape(headers: Sequence[str]) -> str:
    """Names a source's shape by its headers in order, so that a correction is remembered for the next such file."""
    folded = "\x1f".join(header.strip().casefold() for header in headers)
    return hashlib.sha256(folded.encode()).hexdigest()[:16]
