"""Areas: where positions lie, and how those could be mended that lie outside of what is stated."""

import csv
import gzip
from pathlib import Path

import pytest

from hotpass.fields.region import Region
from hotpass.lookup.areas import Judged, Spot, judge, mainland, within


def test_positions_lie_in_countries_and_regions_on_both_sides_of_the_line_of_180_degrees() -> None:
    found = within([-26.2, 66.5, 64.9, -16.5, -33.9, 0.0], [28.0, -171.0, 50.0, -179.9, 18.4, -30.0])
    assert found[0] == ["ZA", "RU", "RU", "FJ", "ZA", None]
    assert found[1] == ["ZA-GP", None, None, None, "ZA-WC", None]


def test_what_lies_outside_of_what_is_stated_is_told_with_the_turn_that_mends_it() -> None:
    johannesburg = (-26.2, 28.0)
    spots = [
        Spot(*johannesburg, "ZA", "ZA-GP"),
        Spot(28.0, -26.2, "ZA", "ZA-GP"),
        Spot(26.2, 28.0, "ZA", None),
        Spot(-26.2, -28.0, "ZA", None),
        Spot(-33.9, 18.4, "ZA", "ZA-GP"),
        Spot(*johannesburg, "XX", "XX-1"),
        Spot(-26.0, 27.6, "ZA", "ZA-GP"),
        Spot(-19.98, 23.43, "BW", "ZA-NW"),
    ]
    found = judge(spots)
    assert [one.turned for one in found] == [None, "swapped", "north for south", "east for west", *[None] * 4]
    assert [one.kilometres is None for one in found] == [True, False, False, False, False, True, True, True]
    assert found[0] == Judged("ZA", "ZA-GP", None, None)
    assert found[4].region == "ZA-WC"
    assert found[4].kilometres == pytest.approx(1050, rel=0.15)
    assert judge([]) == []


def test_continents_are_mainland_and_islands_and_the_sea_are_not() -> None:
    johannesburg, lima, perth = (-26.2, 28.0), (-12.0, -77.0), (-31.9, 115.9)
    nuuk, tokyo, marion_island = (64.2, -51.7), (35.7, 139.7), (-46.9, 37.7)
    latitudes, longitudes = zip(johannesburg, lima, perth, nuuk, tokyo, marion_island, strict=True)
    assert mainland(latitudes, longitudes) == [True, True, True, False, False, False]


def test_airports_lie_in_the_states_their_register_names(shared_data: Path) -> None:
    path = shared_data / "aviation-ourairports-2022-05-02" / "airports.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["iso_country"] in {"ZA", "AU", "CA"}]
    regions = [Region().normalise(row["iso_region"], row["iso_country"]).value for row in rows]
    _, found = within([float(row["latitude_deg"]) for row in rows], [float(row["longitude_deg"]) for row in rows])
    right = sum(one == other for one, other in zip(regions, found, strict=True))
    assert right / len(rows) > 0.98
