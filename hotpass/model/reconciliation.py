"""Reconciliation: what others may ask this workspace as a register, and what they are told (Reconciliation API 0.2)."""

from pydantic import BaseModel, ConfigDict, Field, JsonValue

TYPE = {"id": "golden-record", "name": "Golden record"}


class AskedProperty(BaseModel):
    """A value that the thing sought should have; `pid` is the name of one of our fields."""

    model_config = ConfigDict(frozen=True)

    pid: str
    v: JsonValue


class Query(BaseModel):
    """What one row of somebody's table asks for."""

    model_config = ConfigDict(frozen=True)

    query: str = ""
    type: str | tuple[str, ...] | None = None
    limit: int = Field(default=5, ge=1, le=50)
    properties: tuple[AskedProperty, ...] = ()


class Named(BaseModel):
    """Something with an id and a name, as every answer of the interface lists them."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str


class Feature(BaseModel):
    """How like a candidate is in one field, from 0 to 100."""

    model_config = ConfigDict(frozen=True)

    id: str
    value: float


class Answer(BaseModel):
    """An entity that may be the thing sought; `score` from 0 to 100, `match`: no doubt about it."""

    model_config = ConfigDict(frozen=True)

    id: str
    name: str
    description: str
    score: float
    match: bool
    features: tuple[Feature, ...]
    type: tuple[Named, ...] = (Named(**TYPE),)


class ExtensionQuery(BaseModel):
    """Which fields of which entities somebody wants to have."""

    model_config = ConfigDict(frozen=True)

    ids: tuple[str, ...] = Field(max_length=1000)
    properties: tuple[dict[str, JsonValue], ...] = ()
