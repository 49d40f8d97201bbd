"""Landmarks: large towns whose names help to see where on a map one is."""

from functools import cache

import pyarrow.parquet as pq

from hotpass.lookup.gazetteer import FOLDER
from hotpass.model.place import Box, Landmark

# Towns of so many people are known far and wide.
LARGE = 20_000


@cache
def _large() -> list[Landmark]:
    """The large towns of the world, the largest first."""
    columns = ["name", "latitude", "longitude", "population"]
    table = pq.read_table(FOLDER / "towns.parquet", columns=columns, filters=[("population", ">=", LARGE)])
    rows = table.sort_by([("population", "descending")]).select(columns[:3]).to_pylist()
    return [Landmark.model_validate(row) for row in rows]


def landmarks(box: Box, most: int) -> tuple[Landmark, ...]:
    """The largest towns of a part of the globe, so far from each other that their names can stand beside them."""
    apart_y, apart_x = (box.north - box.south) / 12, (box.east - box.west) / 7
    found: list[Landmark] = []
    for town in _large():
        inside = box.south <= town.latitude <= box.north and box.west <= town.longitude <= box.east
        if inside and not any(
            abs(town.latitude - other.latitude) < apart_y and abs(town.longitude - other.longitude) < apart_x
            for other in found
        ):
            found.append(town)
            if len(found) == most:
                break
    return tuple(found)
