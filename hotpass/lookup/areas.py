"""Areas: which country and region a position lies in, and how far outside of a stated one."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow.parquet as pq
import shapely
from numpy.typing import NDArray

# `code` (ISO 3166-1 alpha-2 or 3166-2) and `outline` (well-known binary). Made by hotpass.lookup.make_regions.
OUTLINES = Path(__file__).with_name("gazetteer") / "areas.parquet"
# Outlines leave out small islands and piers: what lies so near a coast, in degrees, belongs to it.
SHORE = 0.2
KM_PER_DEGREE = 111.2
# Outlines and borders are true to a few kilometres.
BESIDE_KM = 10.0
# The smallest continent has 7.6 million square kilometres, the largest island 2.1.
CONTINENT_KM2 = 5_000_000
# Islands are missing from them; and a sign or an order is not turned for less.
AT_SEA_KM, TURNED_KM = 50.0, 50.0
TURNS: dict[str, Callable[[float, float], tuple[float, float]]] = {
    "swapped": lambda y, x: (x, y),
    "north for south": lambda y, x: (-y, x),
    "east for west": lambda y, x: (y, -x),
    "north for south, east for west": lambda y, x: (-y, -x),
}


class Spot(NamedTuple):
    """A position in degrees with the codes of country and region that records state for it."""

    latitude: float
    longitude: float
    country: str | None
    region: str | None


class Judged(NamedTuple):
    """Where a position lies; where that is outside of what was stated, by how many km and how it may be mended.

    `turned` is a key of TURNS where the position turned so lies inside.
    """

    country: str | None
    region: str | None
    kilometres: float | None
    turned: str | None


@cache
def _outlines() -> tuple[list[str], "NDArray[Any]"]:
    table = pq.read_table(OUTLINES)
    return table["code"].to_pylist(), np.asarray(shapely.from_wkb(table["outline"].to_pylist()))


@cache
def _area(code: str) -> shapely.Geometry | None:
    codes, outlines = _outlines()
    found = [outline for known, outline in zip(codes, outlines, strict=True) if known == code]
    if not found:
        return None
    area = shapely.union_all(found)
    shapely.prepare(area)
    return area


def within(latitudes: Sequence[float], longitudes: Sequence[float]) -> tuple[list[str | None], list[str | None]]:
    """Codes of the countries and of the regions that positions lie in, None at sea and where no region is known."""
    codes, outlines = _outlines()
    regional = np.array(["-" in code for code in codes])
    points = shapely.points(longitudes, latitudes)
    found = []
    for chosen in (np.flatnonzero(~regional), np.flatnonzero(regional)):
        of = np.full(len(points), -1)
        area, point = shapely.STRtree(points).query(outlines[chosen], predicate="contains")
        of[point] = chosen[area]
        lost = np.flatnonzero(of < 0)
        areas = shapely.STRtree(outlines[chosen])
        near, area = areas.query_nearest(points[lost], max_distance=SHORE, all_matches=False)
        of[lost[near]] = chosen[area]
        found.append([codes[number] if number >= 0 else None for number in of])
    return found[0], found[1]


def mainland(latitudes: Sequence[float], longitudes: Sequence[float]) -> list[bool]:
    """Whether positions lie on a continent, not on an island or at sea; outlines leave out small islands."""
    found: list[bool] = shapely.contains_xy(_continents(), longitudes, latitudes).tolist()
    return found


@cache
def _continents() -> shapely.Geometry:
    codes, outlines = _outlines()
    lands = shapely.get_parts(shapely.union_all([outlines[at] for at, code in enumerate(codes) if "-" not in code]))
    narrow = np.cos(np.radians(shapely.get_y(shapely.centroid(lands))))
    continents = shapely.union_all(lands[shapely.area(lands) * narrow * KM_PER_DEGREE**2 > CONTINENT_KM2])
    shapely.prepare(continents)
    return continents


def judge(spots: Sequence[Spot]) -> list[Judged]:
    """Holds positions against what their records state."""
    if not spots:
        return []
    countries, regions = within([spot.latitude for spot in spots], [spot.longitude for spot in spots])
    return [_judged(spot, *lies) for spot, *lies in zip(spots, countries, regions, strict=True)]


def _judged(spot: Spot, country: str | None, region: str | None) -> Judged:
    said = stated(spot)
    if said is None or said in (country, region) or (area := _area(said)) is None:
        return Judged(country, region, None, None)
    away = _kilometres(spot, area)
    if away <= (AT_SEA_KM if country is None else BESIDE_KM):
        return Judged(country, region, None, None)
    if away < TURNED_KM:
        return Judged(country, region, away, None)
    turns = (name for name, turn in TURNS.items() if _holds(area, *turn(spot.latitude, spot.longitude)))
    return Judged(country, region, away, next(turns, None))


def stated(spot: Spot) -> str | None:
    """The smallest stated area whose outline is known; a region of another country is one mistaken for its namesake."""
    country = spot.country or (spot.region[:2] if spot.region else None)
    known = spot.region and spot.region[:2] == country and _area(spot.region) is not None
    return spot.region if known else country


def _kilometres(spot: Spot, area: shapely.Geometry) -> float:
    """How far a position is from an area, its degrees of longitude narrowed as they are at its latitude."""
    narrow = max(float(np.cos(np.radians(spot.latitude))), 0.05)
    point = shapely.Point(spot.longitude, spot.latitude)
    nearest = shapely.get_coordinates(shapely.shortest_line(point, area))[1]
    across, along = (nearest[0] - spot.longitude) * narrow, nearest[1] - spot.latitude
    return float(np.hypot(across, along) * KM_PER_DEGREE)


def _holds(area: shapely.Geometry, latitude: float, longitude: float) -> bool:
    return bool(shapely.contains_xy(area, longitude, latitude))
