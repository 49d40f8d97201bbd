"""Atlas: where the golden records of a run lie."""

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.model.place import Atlas, PlacedEntity, Square
from hotpass.model.semantic import SemanticType
from hotpass.store import columns, location
from hotpass.store.compose import quote
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# More points than this are counted by squares, of which so many stand side by side.
MOST_POINTS = 5_000
ACROSS = 120
# Records of one entity that lie further from each other, in kilometres, are worth a look.
APART = 5.0
MOST_APART = 50


def draw(cursor: DuckDBPyConnection) -> Atlas | None:
    """The map of the run whose tables the cursor sees; None where no field holds positions or names places."""
    fields = columns.fields(cursor)
    said = location.where(fields)
    if not (said.has_points or said.names_places):
        return None
    location.lay(cursor, fields)
    own = location.ON_EARTH.format(y="y", x="x")
    odd = cursor.execute(STATEMENTS["odd"].format(latitude=said.latitude, longitude=said.longitude, own=own)).fetchall()
    cursor.execute(STATEMENTS["placed"].format(name=_naming(fields)))
    cursor.execute(STATEMENTS["apart"])
    placed, by_place, entities, vague = cursor.execute(STATEMENTS["counts"]).fetchall()[0]
    few = placed <= MOST_POINTS
    return Atlas(
        placed=placed,
        by_place=by_place,
        vague=vague,
        entities=entities,
        odd=odd[0][0],
        points=_points(cursor, 0.0, MOST_POINTS) if few else (),
        squares=() if few else _squares(cursor),
        apart=tuple(point for point in _points(cursor, APART, MOST_APART) if point.apart is not None),
    )


def _naming(fields: Sequence[RunField]) -> str:
    naming = (SemanticType.ORGANISATION_NAME, SemanticType.PERSON_NAME, SemanticType.TEXT)
    return next((f"golden.{quote(field.name)}" for kind in naming for field in fields if field.type is kind), "NULL")


def _points(cursor: DuckDBPyConnection, least: float, most: int) -> tuple[PlacedEntity, ...]:
    rows = cursor.execute(STATEMENTS["points"], {"least": least, "most": most}).fetchall()
    names = ("entity_id", "name", "latitude", "longitude", "records", "waits", "apart", "precision", "confidence")
    return tuple(PlacedEntity.model_validate(dict(zip((*names, "place"), row, strict=True))) for row in rows)


def _squares(cursor: DuckDBPyConnection) -> tuple[Square, ...]:
    rows = cursor.execute(STATEMENTS["squares"], {"across": ACROSS}).fetchall()
    return tuple(Square(latitude=row[0], longitude=row[1], entities=row[2]) for row in rows)
