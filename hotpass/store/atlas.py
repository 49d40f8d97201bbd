"""Atlas: where the golden records of a run lie."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.model.place import Atlas, Box, Line, LostEntity, PlacedEntity, Square
from hotpass.model.semantic import SemanticType
from hotpass.store import columns, location
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# More points than this are counted by squares, of which so many stand side by side.
MOST_POINTS = 5_000
ACROSS = 128
# Records of one entity that lie further from each other, in kilometres, are worth a look.
APART = 5.0
MOST_LISTED = 50
NAMING = (SemanticType.ORGANISATION_NAME, SemanticType.PERSON_NAME, SemanticType.TEXT)


def draw(cursor: DuckDBPyConnection, box: Box) -> Atlas | None:
    """The map of the run whose tables the cursor sees; None where no field holds positions or names places."""
    fields = columns.fields(cursor)
    said = location.where(fields)
    if not (said.has_points or said.names_places):
        return None
    location.lay(cursor, fields)
    own = location.ON_EARTH.format(y="y", x="x")
    odd = cursor.execute(STATEMENTS["odd"].format(latitude=said.latitude, longitude=said.longitude, own=own)).fetchall()
    for step in ("faulty", "placed", "apart"):
        cursor.execute(STATEMENTS[step].format(name=_naming(fields)))
    placed, by_place, entities, vague = cursor.execute(STATEMENTS["counts"]).fetchall()[0]
    south, north, west, east = cursor.execute(STATEMENTS["extent"]).fetchall()[0]
    cursor.execute(STATEMENTS["within"], box.model_dump())
    shown = int(cursor.execute(STATEMENTS["shown"]).fetchall()[0][0])
    few = shown <= MOST_POINTS
    apart = _points(cursor, "apart", MOST_LISTED)
    return Atlas(
        placed=placed,
        shown=shown,
        by_place=by_place,
        vague=vague,
        entities=entities,
        odd=odd[0][0],
        extent=Box(south=south, north=north, west=west, east=east),
        points=_points(cursor, "all", MOST_POINTS) if few else (),
        squares=() if few else _squares(cursor),
        apart=apart,
        lines=_lines(cursor, [point.entity_id for point in apart]),
        doubtful=_points(cursor, "doubtful", MOST_LISTED),
        lost=_lost(cursor, fields),
    )


def _naming(fields: Sequence[RunField]) -> str:
    return next((quote(field.name) for kind in NAMING for field in fields if field.type is kind), "NULL::VARCHAR")


def _points(cursor: DuckDBPyConnection, only: str, most: int) -> tuple[PlacedEntity, ...]:
    found = cursor.execute(STATEMENTS["points"], {"only": only, "least": APART, "most": most})
    names = [column[0] for column in found.description or ()]
    return tuple(PlacedEntity.model_validate(dict(zip(names, row, strict=True))) for row in found.fetchall())


def _squares(cursor: DuckDBPyConnection) -> tuple[Square, ...]:
    rows = cursor.execute(STATEMENTS["squares"], {"across": ACROSS}).fetchall()
    return tuple(
        Square(
            latitude=latitude,
            longitude=longitude,
            entities=entities,
            waits=waits,
            within=Box(south=max(south, -90), north=min(north, 90), west=max(west, -180), east=min(east, 180)),
        )
        for latitude, longitude, entities, waits, south, north, west, east in rows
    )


def _lines(cursor: DuckDBPyConnection, entities: list[str]) -> tuple[Line, ...]:
    names = tuple(Line.model_fields)
    rows = cursor.execute(STATEMENTS["lines"], {"entities": entities}).fetchall() if entities else []
    return tuple(Line.model_validate(dict(zip(names, row, strict=True))) for row in rows)


def _lost(cursor: DuckDBPyConnection, fields: Sequence[RunField]) -> tuple[LostEntity, ...]:
    rows = cursor.execute(STATEMENTS["lost"].format(name=_naming(fields)), {"most": MOST_LISTED}).fetchall()
    return tuple(LostEntity(entity_id=row[0], name=row[1], known=row[2]) for row in rows)
