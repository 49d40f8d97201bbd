"""Places of a run that follows another are those that looking all of them up would give."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from hotpass.lookup.gazetteer import FOLDER
from hotpass.model.semantic import SemanticType
from hotpass.settings import Settings
from hotpass.store import location
from hotpass.store.renewal import BEFORE, FRESH
from hotpass.store.scratch import Scratch
from tests.matching.standard_records import fields, fill

TYPES = {"city": SemanticType.CITY, "country": SemanticType.COUNTRY}
Place = tuple[str | None, str | None]

PLACES: list[Place] = [
    *((city, "Netherlands") for city in ("Utrecht", "Breda", "Leiden", "Zwolle", "Delft", "Gouda", "Hoorn", "Leiden")),
    *((city, "Netherlands") for city in ("London", "Tilburg", "Almelo", "Venlo")),
    *(("Paris", "France"), ("Boston", None), (None, None)),
]


def lay(cursor: DuckDBPyConnection, name: str, places: Sequence[Place]) -> None:
    """Makes a table of the standard records of places."""
    fill(cursor, TYPES, places)
    if name != "standard":
        cursor.execute(f"CREATE TABLE {name} AS FROM standard")


def find(cursor: DuckDBPyConnection, *, anew: bool) -> tuple[bool, list[tuple[object, ...]]]:
    """Whether the places of before stand, and what all of them are now."""
    stand = location.find(cursor, fields(TYPES), None, FOLDER, anew=anew).stand
    return stand, cursor.execute("FROM place ORDER BY ALL").fetchall()


@pytest.mark.parametrize(
    ("changes", "stand"),
    [
        ({}, True),
        ({0: ("Arnhem", "Netherlands")}, True),  # one place goes, and one comes
        ({2: ("Utrecht", "Netherlands")}, True),  # another record still names the place
        ({2: (None, None), 7: ("Boston", None)}, True),  # none does
        ({13: (None, "Netherlands"), 14: ("Boston", None)}, True),  # one does again
        ({0: ("Nice", "France"), 1: ("Lyon", "France")}, False),  # the country that is meant is no longer sure
    ],
)
def test_what_records_that_changed_name_is_all_that_is_looked_up(
    tmp_path: Path, changes: dict[int, Place], stand: bool
) -> None:
    now = [changes.get(number, place) for number, place in enumerate(PLACES)]
    with Scratch(tmp_path, Settings()) as scratch:
        cursor = scratch.cursor
        lay(cursor, BEFORE.standard, [PLACES[number] for number in changes])
        lay(cursor, FRESH.standard, list(changes.values()))
        lay(cursor, "standard", PLACES)
        find(cursor, anew=True)
        lay(cursor, "standard", now)
        told, places = find(cursor, anew=False)
        assert told == stand
        assert places == find(cursor, anew=True)[1]
