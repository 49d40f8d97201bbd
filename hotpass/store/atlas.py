"""Atlas: where the golden records of a run lie."""

from duckdb import DuckDBPyConnection

from hotpass.model.place import Atlas, PlacedEntity, Square
from hotpass.model.semantic import SemanticType
from hotpass.store import columns
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
    """The map of the run whose tables the cursor sees; None where no field holds positions."""
    fields = columns.fields(cursor)
    found = {
        kind: next((quote(field.name) for field in fields if field.type is kind), "")
        for kind in (SemanticType.LATITUDE, SemanticType.LONGITUDE)
    }
    if not all(found.values()):
        return None
    naming = (SemanticType.ORGANISATION_NAME, SemanticType.PERSON_NAME, SemanticType.TEXT)
    name = next((quote(field.name) for kind in naming for field in fields if field.type is kind), "NULL")
    names = {"latitude": found[SemanticType.LATITUDE], "longitude": found[SemanticType.LONGITUDE], "name": name}
    for step in ("placed", "odd", "apart"):
        cursor.execute(STATEMENTS[step].format(**names))
    placed, entities, odd = cursor.execute(STATEMENTS["counts"]).fetchall()[0]
    few = placed <= MOST_POINTS
    return Atlas(
        placed=placed,
        entities=entities,
        odd=odd,
        points=_points(cursor, 0.0, MOST_POINTS) if few else (),
        squares=() if few else _squares(cursor),
        apart=tuple(point for point in _points(cursor, APART, MOST_APART) if point.apart is not None),
    )


def _points(cursor: DuckDBPyConnection, least: float, most: int) -> tuple[PlacedEntity, ...]:
    rows = cursor.execute(STATEMENTS["points"], {"least": least, "most": most}).fetchall()
    names = ("entity_id", "name", "latitude", "longitude", "records", "waits", "apart")
    return tuple(PlacedEntity.model_validate(dict(zip(names, row, strict=True))) for row in rows)


def _squares(cursor: DuckDBPyConnection) -> tuple[Square, ...]:
    rows = cursor.execute(STATEMENTS["squares"], {"across": ACROSS}).fetchall()
    return tuple(Square(latitude=row[0], longitude=row[1], entities=row[2]) for row in rows)
