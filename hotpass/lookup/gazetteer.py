"""The gazetteer: the towns of the world with more than 500 people, smaller places, and every name they go by."""

from pathlib import Path

# `towns.parquet`: number, name, country, region (ISO 3166-2), latitude, longitude, population, mainland (on a
# continent, not on an island), the largest of each country first. `names.parquet`: country, key (folded as standard
# values are), number, main. Made by hotpass.lookup.make_gazetteer.
FOLDER = Path(__file__).with_name("gazetteer")
CREDIT = "Towns: GeoNames (CC BY 4.0)."
