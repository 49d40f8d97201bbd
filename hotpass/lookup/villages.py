"""Villages: suburbs and small places of GeoNames' postal lists that its list of towns leaves out."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import shapely

from hotpass.fields.fold import words

# How GeoNames knows the position of a postal place: as one of its own, or as the middle of addresses or of an area.
# It guesses the others: of those a third or less lie where a town of their name does.
SURE = frozenset("456")
COUNTRY, NAME, LATITUDE, LONGITUDE, ACCURACY = 0, 2, 9, 10, 11
# Two of one name that are nearer than this are one place.
APART_KM = 25.0
# A name that more places of a country bear points at none of them.
COMMON = 3
SHORTEST, LONGEST = 3, 40
# Names of several places at once, or of one within another.
SEVERAL = re.compile(r"[(),;/\d]")

Position = tuple[float, float]
Name = tuple[str, str]


class Village(NamedTuple):
    """A place with its country's code and its position in degrees."""

    country: str
    name: str
    latitude: float
    longitude: float


def kilometres(one: Position, other: Position) -> float:
    """How far two positions are from each other."""
    (y, x), (y2, x2) = ((radians(each) for each in position) for position in (one, other))
    return 12742 * asin(sqrt(min(1.0, sin((y - y2) / 2) ** 2 + cos(y) * cos(y2) * sin((x - x2) / 2) ** 2)))


def listed(path: Path) -> Iterator[Village]:
    """Each place of GeoNames' postal codes of all countries whose position is sure, once for each position."""
    seen: set[Village] = set()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[ACCURACY] in SURE and row[LATITUDE]:
                village = Village(row[COUNTRY], row[NAME], float(row[LATITUDE]), float(row[LONGITUDE]))
                if village not in seen:
                    seen.add(village)
                    yield village


def unnamed(path: Path, known: Mapping[Name, list[Position]]) -> list[Village]:
    """The places of the list that are not known near there by that name, nor share it with too many."""
    found: dict[Name, list[Village]] = defaultdict(list)
    for village in listed(path):
        name = village.country, words(village.name)
        if SEVERAL.search(village.name) or not SHORTEST <= len(name[1]) <= LONGEST:
            continue
        near = [*known.get(name, ()), *(other[2:] for other in found[name])]
        if all(kilometres(village[2:], position) > APART_KM for position in near):
            found[name].append(village)
    return [village for _, several in sorted(found.items()) if len(several) <= COMMON for village in several]


def villages(
    path: Path, towns: Iterable[Mapping[str, Any]], known: Mapping[Name, list[Position]]
) -> list[dict[str, Any]]:
    """The places that towns leave out, as towns of nobody in the division of the town next to them.

    `known` holds the positions of towns by country and folded name.
    """
    of_country: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for town in towns:
        of_country[town["countrycode"]].append(town)
    new: dict[str, list[Village]] = defaultdict(list)
    for village in unnamed(path, known):
        new[village.country].append(village)
    return [
        {
            "name": village.name,
            "countrycode": country,
            "admin1code": next_to["admin1code"],
            "latitude": village.latitude,
            "longitude": village.longitude,
            "population": 0,
            "alternatenames": [],
        }
        for country in sorted(new.keys() & of_country.keys())
        for village, next_to in zip(new[country], nearest(new[country], of_country[country]), strict=True)
    ]


def nearest(places: list[Village], towns: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """For each place the town next to it, degrees of longitude narrowed as they are in the middle of the country."""
    narrow = float(np.cos(np.radians(np.median([town["latitude"] for town in towns]))))
    tree = shapely.STRtree(
        shapely.points([town["longitude"] * narrow for town in towns], [town["latitude"] for town in towns])
    )
    points = shapely.points([place.longitude * narrow for place in places], [place.latitude for place in places])
    return [towns[number] for number in tree.nearest(points)]
