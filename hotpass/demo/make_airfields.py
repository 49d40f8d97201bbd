"""Makes the airfield lists of the aviation sample from the full OurAirports and airportsdata lists.

python -m hotpass.demo.make_airfields EARLIER.csv.gz LATER.csv.gz AIRPORTSDATA.csv FOLDER
"""

import csv
import gzip
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

COUNTRIES = frozenset({"ZA", "NA", "BW", "ZW", "MZ", "LS", "SZ"})
OURAIRPORTS_COLUMNS = (
    "id",
    "ident",
    "type",
    "name",
    "latitude_deg",
    "longitude_deg",
    "elevation_ft",
    "iso_country",
    "iso_region",
    "municipality",
    "gps_code",
    "iata_code",
    "home_link",
)
AIRPORTSDATA_COLUMNS = ("icao", "iata", "name", "city", "subd", "country", "elevation", "lat", "lon", "tz")


def southern(rows: Iterable[dict[str, str]], country: str, columns: Sequence[str]) -> list[list[str]]:
    """The rows of South Africa and its neighbours in file order, `columns` only; `country` names the column to ask."""
    return [[row[column] for column in columns] for row in rows if row[country] in COUNTRIES]


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Writes a UTF-8 CSV file with a header and one line end everywhere."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def make_ourairports(full: Path, folder: Path) -> Path:
    """Cuts one dated list, for example `airports_2020-10-23.csv.gz`, and keeps its date in the name."""
    made = folder / full.name.replace("airports_", "ourairports_").removesuffix(".gz")
    with gzip.open(full, "rt", encoding="utf-8", newline="") as file:
        write(made, OURAIRPORTS_COLUMNS, southern(csv.DictReader(file), "iso_country", OURAIRPORTS_COLUMNS))
    return made


def make_airportsdata(full: Path, folder: Path) -> Path:
    """Cuts the second, independent list."""
    made = folder / "airportsdata.csv"
    with full.open(encoding="utf-8", newline="") as file:
        write(made, AIRPORTSDATA_COLUMNS, southern(csv.DictReader(file), "country", AIRPORTSDATA_COLUMNS))
    return made


if __name__ == "__main__":
    earlier, later, second, target = map(Path, sys.argv[1:])
    make_ourairports(earlier, target)
    make_ourairports(later, target)
    make_airportsdata(second, target)
