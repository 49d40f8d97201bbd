"""Villages: what of GeoNames' postal places joins its towns, and which division they are given."""

from pathlib import Path

import pytest

from hotpass.lookup.villages import kilometres, villages

TOWNS = [
    {"name": "Big", "countrycode": "ZA", "admin1code": "01", "latitude": -30.0, "longitude": 20.0},
    {"name": "Far", "countrycode": "ZA", "admin1code": "02", "latitude": -26.0, "longitude": 28.0},
]
KNOWN = {("ZA", "big"): [(-30.0, 20.0)]}


def row(
    name: str, latitude: float, longitude: float, accuracy: str = "4", country: str = "ZA", code: str = "0001"
) -> str:
    return "\t".join([country, code, name, *[""] * 6, str(latitude), str(longitude), accuracy])


@pytest.fixture
def postal(tmp_path: Path) -> Path:
    rows = [
        row("Suburb", -30.1, 20.1),
        row("Suburb", -30.12, 20.1),
        row("Suburb", -26.1, 28.1, "6"),
        row("Big", -30.1, 20.0),
        row("Big", -26.0, 28.0, code="2001"),
        row("Big", -24.0, 31.0, code="3004"),
        *(row(f"Next to Big {letter}", -30.5, 20.5, code=f"3{letter}") for letter in ("001", "002", "005", "006")),
        *(row(f"New {letter}", -26.3, 28.3, code="2001") for letter in "ABCD"),
        row("Guessed", -30.1, 20.1, "1"),
        row("Unsure", -30.1, 20.1, ""),
        row("North (South)", -30.1, 20.1),
        row("Wijk 12", -30.1, 20.1),
        row("Elsewhere", 50.0, 8.0, "4", "XX"),
        *(row("Common", -30.0 + number, 20.0 + 8 * (number == 3), code="4000") for number in range(4)),
    ]
    path = tmp_path / "postal.tsv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_sure_places_join_where_no_town_near_has_their_name_in_the_division_next_to_them(postal: Path) -> None:
    found = villages(postal, TOWNS, KNOWN)
    assert [(one["name"], one["latitude"], one["admin1code"]) for one in found if "New" not in one["name"]] == [
        ("Big", -26.0, "02"),
        ("Common", -27.0, "02"),
        ("Suburb", -30.1, "01"),
        ("Suburb", -26.1, "02"),
    ]
    assert {(one["countrycode"], one["population"]) for one in found} == {("ZA", 0)}


def test_a_place_is_in_the_region_whose_outline_it_lies_in(postal: Path) -> None:
    regions = {(one["name"], one["latitude"]): one["region"] for one in villages(postal, TOWNS, KNOWN)}
    assert regions["Suburb", -30.1] == "ZA-NC"
    assert regions["Suburb", -26.1] == "ZA-GP"


def test_a_namesake_of_a_town_whose_neighbours_by_postal_code_lie_near_the_town_is_the_town(postal: Path) -> None:
    assert [one["latitude"] for one in villages(postal, TOWNS, KNOWN) if one["name"] == "Big"] == [-26.0]
    apart = villages(postal, TOWNS, {("ZA", "big"): [(-22.0, 29.0)]})
    assert -24.0 in {one["latitude"] for one in apart if one["name"] == "Big"}


def test_kilometres_are_those_of_the_globe() -> None:
    assert kilometres((0, 0), (0, 1)) == pytest.approx(111.2, abs=0.1)
    assert kilometres((60, 0), (60, 1)) == pytest.approx(55.6, abs=0.1)
