"""Places: where entities lie, one by one or counted by squares."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from hotpass.model.override import SetValue

# What an override calls the position of an entity; no column has this name in a profile.
POSITION = "@position"


class Precision(StrEnum):
    """How exactly it is known where something is."""

    POINT = "point"
    STREET = "street"
    CITY = "city"
    REGION = "region"
    COUNTRY = "country"


class Worst(StrEnum):
    """The worst that the quality checks say of any record of an entity."""

    NOTHING = "nothing"
    WARNING = "warning"
    ERROR = "error"


class Box(BaseModel):
    """A part of the globe between two latitudes and two longitudes, in degrees."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    south: float = -90
    north: float = 90
    west: float = -180
    east: float = 180


class PlacedEntity(BaseModel):
    """An entity with the position of its golden record in degrees; `waits`: a link of it waits for a person.

    `apart` is how far its own records lie from each other, in kilometres, None where fewer than two have a position.
    Where `precision` is city it stands at the town `place` that it names, which is the one meant by `confidence` (0-1).
    `doubt` says why its position may be wrong; `source` is the label of its source, empty where it has several.
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
    worst: Worst = Worst.NOTHING
    doubt: str | None = None
    source: str = ""


class LostEntity(BaseModel):
    """An entity that is not on the map, and the region or country that is known of it, if any."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    entity_id: str
    name: str
    known: str = ""


class Line(BaseModel):
    """From the position of an entity to that of one of its records, in degrees."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    latitude: float
    longitude: float
    to_latitude: float
    to_longitude: float


class Square(BaseModel):
    """A square of the map: the mean position of the entities in it, in degrees, how many they are, how many wait.

    `within` is the square with those beside it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    latitude: float
    longitude: float
    entities: int
    waits: int
    within: Box


class Landmark(BaseModel):
    """A town whose name helps to see where on the map one is; in degrees."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    latitude: float
    longitude: float


class Atlas(BaseModel):
    """The map of a run: entities where they are few enough, squares otherwise; `placed` of `entities` have a position.

    `shown` of those lie in the box that was asked for, out of `extent`. `odd` are positions that are none: outside the
    globe, or exactly at zero. `by_place` of those placed stand at the town they name; of `vague` more only the region
    or the country is known. `apart`, `doubtful` and `lost` hold the first of each.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    placed: int
    entities: int
    odd: int
    shown: int = 0
    by_place: int = 0
    vague: int = 0
    extent: Box = Box()
    points: tuple[PlacedEntity, ...] = ()
    squares: tuple[Square, ...] = ()
    apart: tuple[PlacedEntity, ...] = ()
    lines: tuple[Line, ...] = ()
    doubtful: tuple[PlacedEntity, ...] = ()
    lost: tuple[LostEntity, ...] = ()


class Town(BaseModel):
    """A town of the gazetteer that may be meant; `region` and `country` as a person calls them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    region: str
    country: str
    latitude: float
    longitude: float


class Spotted(BaseModel):
    """A place that a geocoder knows, in degrees; `kind` says in its own words what it is, such as house or village."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: str
    latitude: float
    longitude: float


class RecordPosition(BaseModel):
    """Where a record lies, in degrees: by a position of its own, or at the place it names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    record_id: str
    latitude: float
    longitude: float
    precision: Precision
    confidence: float
    place: str | None = None


class Whereabouts(BaseModel):
    """Where an entity lies and why: its records' positions, the towns that may be meant, and who moved it.

    `moved` are the positions set by hand that stand, the latest first; the first of them is where it lies.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    latitude: float | None = None
    longitude: float | None = None
    precision: Precision | None = None
    place: str | None = None
    records: tuple[RecordPosition, ...] = ()
    towns: tuple[Town, ...] = ()
    moved: tuple[SetValue, ...] = ()
