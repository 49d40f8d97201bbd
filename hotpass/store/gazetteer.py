"""Gazetteer: which town of the world a place's name, region and country mean."""

from functools import reduce
from pathlib import Path

from duckdb import DuckDBPyConnection

from hotpass.fields.address import lists
from hotpass.store.compose import literal
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# How many other towns that may be meant are kept.
OTHERS = 5
# Regions that people give to a town end near where those of the gazetteer do, in km.
BESIDE = 50.0
# Words at the end of a name that begins with a town's, which make it the name of another place.
BEYOND = (
    *(
        "beach",
        "county",
        "creek",
        "falls",
        "farm",
        "heights",
        "hill",
        "hills",
        "lake",
        "lakes",
        "park",
        "ranch",
        "river",
    ),
    *("spring", "springs", "valley"),
)
# Words for an island, as names of places tell which one they are on.
ISLANDS = ("atoll", "eiland", "ile", "ilha", "insel", "isla", "island", "isle")
# Letters that are written for one another, and those that are written doubled.
SOUNDS = (("ph", "f"), ("ie", "i"), ("ij", "i"), ("y", "i"), ("c", "k"), ("q", "k"), ("z", "s"), ("w", "v"), ("h", ""))
DOUBLED = "abdefgiklmnoprstuv"
HEARD = reduce(
    lambda text, change: f"replace({text}, '{change[0]}', '{change[1]}')",
    [*SOUNDS, (" ", ""), *((letter * 2, letter) for letter in DOUBLED)],
    "key",
)


def ask(cursor: DuckDBPyConnection) -> None:
    """Makes `place_asked(number, name, region, country, address)` anew, empty.

    Names and addresses are folded as standard values are, regions ISO 3166-2 and countries ISO 3166-1 alpha-2 codes.
    """
    cursor.execute(STATEMENTS["clear"])


def find(cursor: DuckDBPyConnection, folder: Path) -> None:
    """Makes `place_found` of `place_asked`: where each lies, in degrees, how exactly that is known and how surely.

    `precision` is city, region or country, NULL where nothing was found; `confidence` between 0 and 1. By name first,
    then by a name written otherwise; a town that people share a name with is the likelier the more people live there.
    """
    said = [row[0] for row in cursor.execute(STATEMENTS["countries"]).fetchall()]
    # Both files stand by country: named in the statement, those of others are not even read.
    countries = "true" if None in said else f"country IN ({', '.join(map(literal, said))})"
    for table in ("names", "towns"):
        cursor.execute(STATEMENTS[table].format(countries=countries), {"file": str(folder / f"{table}.parquet")})
    cursor.execute(STATEMENTS["exact"])
    cursor.execute(STATEMENTS["of_addresses"], {"streets": sorted(lists().street_words)})
    cursor.execute(STATEMENTS["weighed"])
    cursor.execute(STATEMENTS["far"], {"beside": BESIDE})
    for step in ("closed_up", "near", "spelt", "part", "end"):
        cursor.execute(STATEMENTS["left_over"])
        if not cursor.execute(STATEMENTS["left_count"]).fetchall()[0][0]:
            break
        elsewhere = {"beyond": BEYOND, "islands": ISLANDS} if step == "part" else {}
        cursor.execute(STATEMENTS[step].format(heard=HEARD), elsewhere)
    cursor.execute(STATEMENTS["weighed"])
    cursor.execute(STATEMENTS["settle"], {"others": OTHERS})
    cursor.execute(STATEMENTS["answer"])
