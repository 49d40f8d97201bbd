"""Spots: the positions that records bring themselves, with the country and region they state."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.model.semantic import SemanticType
from hotpass.store.compose import quote
from hotpass.store.location import ON_EARTH, where
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
COUNTRY, REGION = "[A-Z]{2}", "[A-Z]{2}-[A-Z0-9]{1,3}"
NAMING = (SemanticType.ORGANISATION_NAME, SemanticType.PERSON_NAME)
KINDS = {"latitude": pa.float64(), "longitude": pa.float64(), "kilometres": pa.float64()}
COLUMNS = (
    *("latitude", "longitude", "said_country", "said_region"),
    *("country", "region", "kilometres", "turned", "said", "lies"),
)


def state(
    cursor: DuckDBPyConnection, fields: Sequence[RunField], standard: str = "standard", place: str = "stated"
) -> None:
    """Makes the view `stated(record_id, y, x, country, region, town, asked, called)`, or calls it otherwise.

    Own positions in degrees, codes and town as stated, what is asked of the gazetteer, and the record's first name.
    """
    said = where(fields)
    called = next((quote(field.name) for kind in NAMING for field in fields if field.type is kind), "NULL")
    cursor.execute(
        f"""
        CREATE OR REPLACE TEMP VIEW {quote(place)} AS
        SELECT record_id, {said.latitude}::DOUBLE AS y, {said.longitude}::DOUBLE AS x,
               if(regexp_full_match({said.country}, '{COUNTRY}'), {said.country}, NULL)::VARCHAR AS country,
               if(regexp_full_match({said.region}, '{REGION}'), {said.region}, NULL)::VARCHAR AS region,
               {said.name}::VARCHAR AS town, {said.asked} AS asked, {called}::VARCHAR AS called
        FROM {quote(standard)}
        """
    )


def stated(
    cursor: DuckDBPyConnection, fields: Sequence[RunField], *, anew: bool = True
) -> list[tuple[float, float, str | None, str | None]]:
    """Different positions in degrees that may be, each with the codes of country and region stated for it.

    Unless `anew` those that were judged before are left out, as that does not hang on others.
    """
    if anew or not where(fields).has_points:
        cursor.execute(STATEMENTS["clear"])
    if not where(fields).has_points:
        return []
    state(cursor, fields)
    cursor.execute(STATEMENTS["stated"].format(on_earth=ON_EARTH.format(y="y", x="x")))
    cursor.execute(STATEMENTS["known"])
    return cursor.execute(STATEMENTS["left"]).fetchall()


def save(cursor: DuckDBPyConnection, rows: Sequence[Sequence[Any]]) -> None:
    """Fills `spot` with rows of COLUMNS."""
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    arrays = [pa.array(values, KINDS.get(name, pa.string())) for name, values in zip(COLUMNS, columns, strict=True)]
    cursor.register("judged_spot", pa.Table.from_arrays(arrays, names=list(COLUMNS)))
    cursor.execute(STATEMENTS["save"])
    cursor.unregister("judged_spot")
