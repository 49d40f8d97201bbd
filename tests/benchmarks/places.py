"""Measures where the gazetteer places towns and addresses whose positions are known, and how long it takes.

Positions are hidden: OurAirports' municipalities by name, region and country, South African hospitals by their address.
Placed is what is found as a town; right is what lies within 25 km of the airport or hospital.
"""

import csv
import gzip
import sys
import time
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hotpass.fields.address import Address
from hotpass.fields.city import City
from hotpass.fields.region import Region
from hotpass.lookup.areas import within
from hotpass.lookup.gazetteer import FOLDER
from hotpass.store import gazetteer

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
NEAR_KM = 25
MANY, LIMIT_SECONDS = 100_000, 30.0
TRUTH = "CREATE TABLE truth AS SELECT unnest($n) AS number, unnest($y) AS y, unnest($x) AS x"
KILOMETRES = (
    "2 * 6371 * asin(sqrt(least(1, sin(radians(truth.y - latitude) / 2) ** 2 "
    "+ cos(radians(truth.y)) * cos(radians(latitude)) * sin(radians(truth.x - longitude) / 2) ** 2)))"
)


class Known(NamedTuple):
    """A place as a record states it, and where it is in truth."""

    name: str | None
    region: str | None
    country: str
    address: str | None
    latitude: float
    longitude: float


@cache
def region(text: str, country: str) -> str | None:
    """The code of a region, None where the text has none."""
    found = Region().normalise(text, country).value
    return found if found and found[2:3] == "-" else None


def say(line: str) -> None:
    """One line of the outcome."""
    sys.stdout.write(f"{line}\n")


def airports() -> list[Known]:
    """Every airport that names its municipality."""
    with gzip.open(SHARED / "aviation-ourairports-2022-05-02" / "airports.csv.gz", "rt", encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["municipality"]]
    return [
        Known(
            City().normalise(row["municipality"]).value,
            region(row["iso_region"], row["iso_country"]),
            row["iso_country"],
            None,
            float(row["latitude_deg"]),
            float(row["longitude_deg"]),
        )
        for row in rows
    ]


def hospitals(column: str) -> list[Known]:
    """South African hospitals whose address and position are both known."""
    folder = SHARED / "za-hospitals"
    with (folder / "public_hospitals.csv").open(encoding="utf-8", errors="replace") as file:
        spots = {row["ID"]: row for row in csv.DictReader(file) if row["Lat"] and row["Long"]}
    with (folder / "hospital_addresses.csv").open(encoding="utf-8", errors="replace") as file:
        rows = [row for row in csv.DictReader(file) if row[column] and row["hospital_id"] in spots]
    found = []
    for row in rows:
        spot = spots[row["hospital_id"]]
        address = Address().normalise(row[column], "ZA").value
        code = region(spot["Province"], "ZA")
        found.append(Known(None, code, "ZA", address, float(spot["Lat"]), float(spot["Long"])))
    return found


def told(title: str, places: Sequence[Known]) -> None:
    """Prints shares of placed and right."""
    with duckdb.connect() as cursor:
        seconds = found(cursor, [place[:4] for place in places])
        cursor.execute(
            "CREATE TABLE truth AS SELECT unnest($n) AS number, unnest($y) AS y, unnest($x) AS x", numbered(places)
        )
        placed, right = cursor.execute(
            f"SELECT count(*), count(*) FILTER ({KILOMETRES} <= {NEAR_KM}) FROM truth JOIN place_found USING (number) "
            "WHERE precision = 'city'"
        ).fetchall()[0]
    share = f"placed {placed / len(places):.1%}, of those within {NEAR_KM} km {right / max(placed, 1):.1%}"
    say(f"{title}: {len(places):,} places, {share}, {seconds:.1f} CPU s")


def numbered(places: Sequence[Known]) -> dict[str, list[float]]:
    """The truth as columns."""
    return {
        "n": list(range(len(places))),
        "y": [place.latitude for place in places],
        "x": [place.longitude for place in places],
    }


def found(cursor: duckdb.DuckDBPyConnection, asked: Sequence[tuple[str | None, ...]]) -> float:
    """Asks the gazetteer; answers CPU seconds."""
    gazetteer.ask(cursor)
    columns = dict(zip("nrca", map(list, zip(*asked, strict=True)), strict=True))
    cursor.execute(
        "INSERT INTO place_asked SELECT (row_number() OVER () - 1)::INTEGER, * FROM (SELECT unnest($n::VARCHAR[]), "
        "unnest($r::VARCHAR[]), unnest($c::VARCHAR[]), unnest($a::VARCHAR[]))",
        columns,
    )
    begun = time.process_time()
    gazetteer.find(cursor, FOLDER)
    return time.process_time() - begun


def provinces(countries: Iterable[str]) -> None:
    """Prints how many airports lie, by outlines, in the region their register names."""
    with gzip.open(SHARED / "aviation-ourairports-2022-05-02" / "airports.csv.gz", "rt", encoding="utf-8") as file:
        rows = [(row, region(row["iso_region"], row["iso_country"])) for row in csv.DictReader(file)]
    for country in countries:
        here = [(row, code) for row, code in rows if row["iso_country"] == country and code]
        _, lies = within(
            [float(row["latitude_deg"]) for row, _ in here], [float(row["longitude_deg"]) for row, _ in here]
        )
        right = sum(code == one for (_, code), one in zip(here, lies, strict=True))
        say(f"regions of {country} by outline: {right:,} of {len(here):,} = {right / len(here):.2%}")


def many() -> None:
    """Times distinct places, a third of them misspelt so that no name is equal."""
    with duckdb.connect() as cursor:
        rows = cursor.execute(
            "SELECT if(number % 3 = 0 AND length(key) > 6, left(key, 3) || substr(key, 5), key), region, country, NULL "
            "FROM read_parquet($names) JOIN (SELECT number, region FROM read_parquet($towns)) USING (number) "
            "WHERE main ORDER BY hash(key, number) LIMIT $many",
            {"names": str(FOLDER / "names.parquet"), "towns": str(FOLDER / "towns.parquet"), "many": MANY},
        ).fetchall()
        begun = time.perf_counter()
        seconds = found(cursor, rows)
        took = time.perf_counter() - begun
    say(f"{MANY:,} distinct places of the world, a third misspelt: {took:.1f} s ({seconds:.1f} CPU s)")
    if took > 2 * LIMIT_SECONDS:
        raise SystemExit(f"more than twice {LIMIT_SECONDS:.0f} s")


def main() -> None:
    """Measures everything."""
    world = airports()
    told("municipalities of the world", world)
    for country in ("ZA", "US", "GB", "AU", "BR", "DE"):
        told(f"municipalities of {country}", [place for place in world if place.country == country])
    for column in ("physical_address", "postal_address"):
        told(f"hospitals by {column} and province", hospitals(column))
        told(f"hospitals by {column} alone", [place._replace(region=None) for place in hospitals(column)])
    provinces(("ZA", "US", "AU", "BR", "CA"))
    many()


if __name__ == "__main__":
    main()
