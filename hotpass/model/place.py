"""Places: where entities lie, one by one or counted by squares."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Precision(StrEnum):
    """How exactly it is known where something is."""

    POINT = "point"
    STREET = "street"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"


class PlacedEntity(BaseModel):
    """An entity with the position of its golden record in degrees; `waits`: a link of it waits for a person.

    `apart` is how far its own records lie from each other, in kilometres, None where fewer than two have a position.
    Where `precision` is city it stands at the town `place` that it names, which is the one meant by `confidence` (0-1).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    entity_id: str
    name: str
    latitude: float
    longitude: float
    records: int
    waits: bool
    apart: float | None = None
    precision: Precision = Precision.POINT
    confidence: float = 1.0
    place: str | None = None


class Square(BaseModel):
    """A square of the map by its middle, in degrees, and how many entities lie in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    latitude: float
    longitude: float
    entities: int


class Atlas(BaseModel):
    """The map of a run: entities where they are few enough, squares otherwise; `placed` of `entities` have a position.

    `odd` are positions that are none: outside the globe, or exactly at zero. `by_place` of those placed stand at the
    town they name; of `vague` more only the region or the country is known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    placed: int
    entities: int
    odd: int
    by_place: int = 0
    vague: int = 0
    points: tuple[PlacedEntity, ...] = ()
    squares: tuple[Square, ...] = ()
    apart: tuple[PlacedEntity, ...] = ()
