"""Location: where the records of a run lie, by their own position or by the place they name."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.model.place import POSITION
from hotpass.model.semantic import SemanticType
from hotpass.store import gazetteer
from hotpass.store.compose import quote
from hotpass.store.queries import Statements
from hotpass.store.renewal import BEFORE, FRESH

STATEMENTS = Statements(__file__)
# A person's town of birth is not where they are.
ELSEWHERE = ("birth", "born")
SUBURB = "suburb"
NEARLY_ALL = 0.9
# Latitudes and longitudes that may be: not off the globe, and not where a missing number was taken for zero.
ON_EARTH = "{y} BETWEEN -90 AND 90 AND {x} BETWEEN -180 AND 180 AND NOT ({y} = 0 AND {x} = 0)"


class Where(NamedTuple):
    """SQL over a record's standard values: the place it names, and its own position in degrees; NULL where none."""

    name: str
    region: str
    country: str
    address: str
    latitude: str
    longitude: str
    town: RunField | None

    @property
    def names_places(self) -> bool:
        """Whether any field can name a place."""
        return any(part != "NULL" for part in (self.name, self.region, self.country, self.address))

    @property
    def has_points(self) -> bool:
        """Whether fields hold positions."""
        return "NULL" not in (self.latitude, self.longitude)

    @property
    def asked(self) -> str:
        """SQL: all that a record says of its place, in one text."""
        parts = (self.name, self.region, self.country, self.address)
        return f"concat_ws(chr(31), {', '.join(f'''coalesce({part}, '')''' for part in parts)})"


class Found(NamedTuple):
    """How many different places are named and how many are found; `stand`: those known before are as they were."""

    named: int
    found: int
    stand: bool


def where(fields: Sequence[RunField]) -> Where:
    """Which fields say where a record is: towns before suburbs, and an address only where no town is named."""
    towns = [field for field in fields if field.type is SemanticType.CITY and not _elsewhere(field)]
    towns.sort(key=lambda field: SUBURB in field.name)
    named = ", ".join(quote(field.name) for field in towns)
    address = _first(fields, SemanticType.ADDRESS)
    return Where(
        name=f"coalesce({named})" if towns else "NULL",
        region=_first(fields, SemanticType.REGION),
        country=_first(fields, SemanticType.COUNTRY),
        address=f"if(coalesce({named}) IS NULL, {address}, NULL)" if towns and address != "NULL" else address,
        latitude=_degrees(fields, SemanticType.LATITUDE),
        longitude=_degrees(fields, SemanticType.LONGITUDE),
        town=towns[0] if towns else None,
    )


def find(
    cursor: DuckDBPyConnection, fields: Sequence[RunField], country: str | None, folder: Path, *, anew: bool = True
) -> Found:
    """Fills `place` by the gazetteer in `folder`.

    `country` is meant where a record names none; where that is None, the country of nearly all the others. Unless
    `anew` places that are known stay as they are, if none of them hangs on a country that is another one now: then
    `fresh_standard` and `before_standard` hold the records that changed, as they are and as they were.
    """
    said = where(fields)
    if not said.names_places:
        cursor.execute(STATEMENTS["clear"])
        return Found(0, 0, stand=False)
    stand = not anew and _renewed(cursor, said, country)
    if not stand:
        cursor.execute(STATEMENTS["clear"])
        _name(cursor, said, "standard")
    if not stand or cursor.execute(STATEMENTS["left"]).fetchall()[0][0]:
        _look_up(cursor, country or _usual(cursor, "said_now"), folder)
    named, found = cursor.execute(STATEMENTS["counts"]).fetchall()[0]
    return Found(int(named), int(found), stand=stand)


def _renewed(cursor: DuckDBPyConnection, said: Where, country: str | None) -> bool:
    """Leaves in `place` what is named still, and names what else is; answers whether the same country is meant."""
    before = country or _usual(cursor, "said")
    _name(cursor, said, FRESH.standard)
    cursor.execute(STATEMENTS["gone"].format(asked=said.asked, before=quote(BEFORE.standard)))
    if cursor.execute(STATEMENTS["some_gone"]).fetchall()[0][0]:
        # Reading what all records say takes longer than all the rest.
        cursor.execute(STATEMENTS["still_named"].format(asked=said.asked))
    cursor.execute(STATEMENTS["known"])
    return before == (country or _usual(cursor, "said_now"))


def _name(cursor: DuckDBPyConnection, said: Where, rows: str) -> None:
    """Makes `named_place` of the different places that some records name."""
    cursor.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE named_place AS
        SELECT (row_number() OVER () - 1)::INTEGER AS number, * FROM (
            SELECT DISTINCT {said.asked} AS asked, {said.name}::VARCHAR AS name, {said.region}::VARCHAR AS region,
                   {said.country}::VARCHAR AS country, {said.address}::VARCHAR AS address FROM {quote(rows)}
        ) WHERE coalesce(name, region, country, address) IS NOT NULL
        """
    )


def _usual(cursor: DuckDBPyConnection, places: str) -> str | None:
    """The country of nearly all places that name one, if it is that of so many: those known, or now named as well."""
    usual = STATEMENTS["usual"].format(places=STATEMENTS[places])
    found = cursor.execute(usual, [NEARLY_ALL]).fetchall()[0][0]
    return None if found is None else str(found)


def _look_up(cursor: DuckDBPyConnection, country: str | None, folder: Path) -> None:
    gazetteer.ask(cursor)
    cursor.execute(STATEMENTS["number"], {"country": country})
    gazetteer.find(cursor, folder)
    cursor.execute(STATEMENTS["save"])


def lay_records(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> None:
    """Makes the view `record_location(record_id, latitude, longitude, precision, confidence, place, …)`.

    `precision` is point, city, region or country, NULL where nothing is known; `own` tells positions of a record's own.
    """
    said, own = where(fields), ON_EARTH.format(y="y", x="x")
    cursor.execute(
        f"""
        CREATE OR REPLACE TEMP VIEW record_location AS
        SELECT record_id, if({own}, y, latitude) AS latitude, if({own}, x, longitude) AS longitude,
               if({own}, 'point', precision) AS precision, if({own}, 1.0, confidence) AS confidence,
               name AS place, region, country, coalesce({own}, false) AS own, asked
        FROM (SELECT record_id, {said.asked} AS asked, {said.latitude} AS y, {said.longitude} AS x FROM standard)
        LEFT JOIN place USING (asked)
        """
    )


def lay(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> None:
    """Makes `entity_location(entity_id, latitude, longitude, precision, confidence, place)` of the cursor's run.

    Entities of which nothing is known have no row. Beside it stands what `lay_records` makes.
    """
    said, own = where(fields), ON_EARTH.format(y="y", x="x")
    lay_records(cursor, fields)
    cursor.execute(STATEMENTS["moved"], {"field": POSITION})
    cursor.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE golden_point AS
        SELECT entity_id, y AS latitude, x AS longitude FROM (
            FROM moved UNION ALL
            SELECT entity_id, {said.latitude} AS y, {said.longitude} AS x FROM golden ANTI JOIN moved USING (entity_id)
        ) WHERE {own}
        """
    )
    cursor.execute(STATEMENTS["of_entities"])


def _first(fields: Sequence[RunField], kind: SemanticType) -> str:
    return next((quote(field.name) for field in fields if field.type is kind), "NULL")


def _degrees(fields: Sequence[RunField], kind: SemanticType) -> str:
    name = _first(fields, kind)
    return name if name == "NULL" else f"TRY_CAST({name} AS DOUBLE)"


def _elsewhere(field: RunField) -> bool:
    return any(word in field.name for word in ELSEWHERE)
