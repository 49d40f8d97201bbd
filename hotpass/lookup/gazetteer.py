"""The gazetteer: the towns of the world with more than 500 people, and every name they go by."""

from functools import cache
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq

from hotpass.model.place import Box, Landmark

# `towns.parquet`: number, name, country, region (ISO 3166-2), latitude, longitude, population, the largest of each
# country first. `names.parquet`: country, key (folded as standard values are), number, main. Made by
# hotpass.lookup.make_gazetteer.
FOLDER = Path(__file__).with_name("gazetteer")
CREDIT = "Towns: GeoNames (CC BY 4.0)."
# Towns of so many people are known far and wide.
LARGE = 20_000


@cache
def _large() -> list[Landmark]:
    """The large towns of the world, the largest first."""
    columns = ["name", "latitude", "longitude", "population"]
    table = pq.read_table(FOLDER / "towns.parquet", columns=columns, filters=pc.field("population") >= LARGE)
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
