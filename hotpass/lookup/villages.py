"""Villages: suburbs and small places of GeoNames' postal lists that its list of towns leaves out."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import numpy as np
import shapely

from hotpass.fields.fold import words
from hotpass.lookup.areas import within

# How GeoNames knows the position of a postal place: as one of its own, or as the middle of addresses or of an area.
# It guesses the others: of those a third or less lie where a town of their name does.
SURE = frozenset("456")
COUNTRY, CODE, NAME, LATITUDE, LONGITUDE, ACCURACY = 0, 1, 2, 9, 10, 11
# Two of one name that are nearer than this are one place.
APART_KM = 25.0
# A name that more places of a country bear, and of them several of one region, points at none of them.
COMMON = 3
SHORTEST, LONGEST = 3, 40
# A place that has a town's name is that town at a wrong position where the places next to it by postal code, so many
# before and after, lie so much nearer to the town. Of 320 such places whose list names a division, and of whose two
# positions one alone lies in it, it was the town's for 300.
BESIDE, NEARER = 4, 0.5
# Names of several places at once, or of one within another.
SEVERAL = re.compile(r"[(),;/\d]")

Position = tuple[float, float]
Name = tuple[str, str]


class Village(NamedTuple):
    """A place with its country's code, its postal code, and its position in degrees."""

    country: str
    code: str
    name: str
    latitude: float
    longitude: float

    @property
    def position(self) -> Position:
        """Where it lies."""
        return self.latitude, self.longitude


def kilometres(one: Position, other: Position) -> float:
    """How far two positions are from each other."""
    (y, x), (y2, x2) = ((radians(each) for each in position) for position in (one, other))
    return 12742 * asin(sqrt(min(1.0, sin((y - y2) / 2) ** 2 + cos(y) * cos(y2) * sin((x - x2) / 2) ** 2)))


def listed(path: Path) -> dict[str, list[Village]]:
    """The places of GeoNames' postal codes whose position is sure, once for each position, by country and code."""
    seen: set[tuple[str, str, Position]] = set()
    found: dict[str, list[Village]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row[ACCURACY] in SURE and row[LATITUDE]:
                village = Village(row[COUNTRY], row[CODE], row[NAME], float(row[LATITUDE]), float(row[LONGITUDE]))
                if (one := (village.country, village.name, village.position)) not in seen:
                    seen.add(one)
                    found[village.country].append(village)
    return {country: sorted(several, key=lambda village: village.code) for country, several in found.items()}


def beside(places: Sequence[Village], at: int) -> list[Position]:
    """Where the places of other names lie that are next to one in a list by postal code."""
    name = places[at].name
    sides = range(at - 1, -1, -1), range(at + 1, len(places))
    return [
        places[other].position
        for side in sides
        for other in islice((other for other in side if places[other].name != name), BESIDE)
    ]


def astray(places: Sequence[Village], at: int, towns: Sequence[Position]) -> bool:
    """Whether a place of a list by postal code is one of the towns of its name, at a wrong position."""
    others = beside(places, at) if towns else []
    if not others:
        return False
    here, *there = (median(kilometres(spot, other) for other in others) for spot in (places[at].position, *towns))
    return min(there) < NEARER * here


def unnamed(path: Path, known: Mapping[Name, Sequence[Position]]) -> list[Village]:
    """The places of the list that are not known near there by that name."""
    found: dict[Name, list[Village]] = defaultdict(list)
    for country, places in listed(path).items():
        for at, village in enumerate(places):
            name = country, words(village.name)
            if SEVERAL.search(village.name) or not SHORTEST <= len(name[1]) <= LONGEST:
                continue
            towns = known.get(name, ())
            near = (*towns, *(other.position for other in found[name]))
            apart = all(kilometres(village.position, position) > APART_KM for position in near)
            if apart and not astray(places, at, towns):
                found[name].append(village)
    return [village for _, several in sorted(found.items()) for village in several]


def villages(
    path: Path, towns: Iterable[Mapping[str, Any]], known: Mapping[Name, Sequence[Position]]
) -> list[dict[str, Any]]:
    """The places that towns leave out, as towns of nobody in the division of the town next to them.

    `region` is the ISO 3166-2 code of the region whose outline they lie in, None where no outline is known;
    `known` holds the positions of towns by country and folded name.
    """
    of_country: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for town in towns:
        of_country[town["countrycode"]].append(town)
    new: dict[str, list[Village]] = defaultdict(list)
    for village in unnamed(path, known):
        new[village.country].append(village)
    found = [
        {
            "name": village.name,
            "countrycode": country,
            "region": region,
            "admin1code": next_to["admin1code"],
            "latitude": village.latitude,
            "longitude": village.longitude,
            "population": 0,
            "alternatenames": [],
        }
        for country in sorted(new.keys() & of_country.keys())
        for village, next_to, region in zip(
            new[country], nearest(new[country], of_country[country]), regions(country, new[country]), strict=True
        )
    ]
    return list(telling(found))


def telling(places: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The places whose name few others of their country bear, or none of their region."""
    names = [(place["countrycode"], words(place["name"])) for place in places]
    of_region = [(*name, place["region"] or place["admin1code"]) for name, place in zip(names, places, strict=True)]
    borne = Counter(chain(names, of_region))
    for place, name, one in zip(places, names, of_region, strict=True):
        if borne[name] <= COMMON or borne[one] == 1:
            yield place


def regions(country: str, places: Sequence[Village]) -> list[str | None]:
    """The region of the country whose outline each place lies in, None where none is known."""
    _, codes = within([place.latitude for place in places], [place.longitude for place in places])
    return [code if code and code.startswith(country) else None for code in codes]


def nearest(places: list[Village], towns: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """For each place the town next to it, degrees of longitude narrowed as they are in the middle of the country."""
    narrow = float(np.cos(np.radians(np.median([town["latitude"] for town in towns]))))
    tree = shapely.STRtree(
        shapely.points([town["longitude"] * narrow for town in towns], [town["latitude"] for town in towns])
    )
    points = shapely.points([place.longitude * narrow for place in places], [place.latitude for place in places])
    return [towns[number] for number in tree.nearest(points)]
