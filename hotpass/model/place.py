"""Places: where entities lie, one by one or counted by squares."""

from pydantic import BaseModel, ConfigDict


class PlacedEntity(BaseModel):
    """An entity with the position of its golden record in degrees; `waits`: a link of it waits for a person.

    `apart` is how far its own records lie from each other, in kilometres, None where fewer than two have a position.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    entity_id: str
    name: str
    latitude: float
    longitude: float
    records: int
    waits: bool
    apart: float | None = None


class Square(BaseModel):
    """A square of the map by its middle, in degrees, and how many entities lie in it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    latitude: float
    longitude: float
    entities: int


class Atlas(BaseModel):
    """The map of a run: entities where they are few enough, squares otherwise; `placed` of `entities` have a position.

    `odd` are positions that are none: outside the globe, or exactly at zero.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    placed: int
    entities: int
    odd: int
    points: tuple[PlacedEntity, ...] = ()
    squares: tuple[Square, ...] = ()
    apart: tuple[PlacedEntity, ...] = ()
