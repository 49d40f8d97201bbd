"""Expectations of places: positions and towns that go together with what else a record says of where it is."""

from collections.abc import Mapping, Sequence

from duckdb import DuckDBPyConnection

from hotpass.fields.region import Region
from hotpass.model.expectation import ExpectationKind, ExpectationSpec
from hotpass.model.field import RunField
from hotpass.model.semantic import SemanticType
from hotpass.store import findings, spots
from hotpass.store.location import where
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
# So many different names at one position are no coincidence: a position of a town or an office stands for theirs.
MANY = 5
# A town is taken to be the one meant from this confidence on; from so far away, in km, something is wrong.
SURE, FAR = 0.75, 100.0
OF_POINTS = (ExpectationKind.IN_ITS_AREA, ExpectationKind.NEAR_ITS_TOWN, ExpectationKind.OWN_POINT)


def find(
    cursor: DuckDBPyConnection, fields: Sequence[RunField], stated: Mapping[ExpectationKind, ExpectationSpec]
) -> None:
    """Records each failing cell where places were looked for; what a profile states of a kind stands above its own."""
    if not cursor.execute(STATEMENTS["located"]).fetchall()[0][0]:
        return
    spots.state(cursor, fields)
    _name_regions(cursor)
    point = next((field for field in fields if field.type is SemanticType.LATITUDE), None)
    town = where(fields).town
    values: dict[ExpectationKind, dict[str, object]] = {
        ExpectationKind.OWN_POINT: {"many": MANY},
        ExpectationKind.NEAR_ITS_TOWN: {"sure": SURE, "far": FAR},
    }
    wanted = [(kind, point) for kind in OF_POINTS] + [(ExpectationKind.IN_ITS_REGION, town)]
    for kind, field in wanted:
        if field is not None:
            spec = stated.get(kind) or findings.usual(field, kind)
            tested = STATEMENTS[f"{kind}_tested"]
            findings.find_among(cursor, spec, field, tested, STATEMENTS[kind], values.get(kind, {}))


def _name_regions(cursor: DuckDBPyConnection) -> None:
    """Makes `region_name(code, name)` of the regions that a message may name."""
    codes = [row[0] for row in cursor.execute(STATEMENTS["regions"]).fetchall()]
    cursor.execute(STATEMENTS["name_regions"], {"codes": codes, "names": [Region().format(code) for code in codes]})
