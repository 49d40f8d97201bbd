"""Expectations of places: positions and towns that go together with what else a record says of where it is."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from hotpass.fields.region import Region
from hotpass.model.expectation import ExpectationKind, ExpectationSpec
from hotpass.model.field import RunField
from hotpass.model.semantic import SemanticType
from hotpass.store import findings, renewal, spots
from hotpass.store.location import where
from hotpass.store.queries import Statements
from hotpass.store.renewal import Stood

STATEMENTS = Statements(__file__)
# So many different names at one position are no coincidence: a position of a town or an office stands for theirs.
MANY = 5
# A town is taken to be the one meant from this confidence on; from so far away, in km, something is wrong.
SURE, FAR = 0.75, 100.0
VALUES: dict[ExpectationKind, dict[str, object]] = {
    ExpectationKind.OWN_POINT: {"many": MANY},
    ExpectationKind.NEAR_ITS_TOWN: {"sure": SURE, "far": FAR},
}
OF_POINTS = (ExpectationKind.IN_ITS_AREA, ExpectationKind.NEAR_ITS_TOWN, ExpectationKind.OWN_POINT)


class Side(NamedTuple):
    """The relations that a statement of these expectations is put to."""

    stated: str = "stated"
    place: str = "place"
    spot: str = "spot"


EVERY, FRESH = Side(), Side("fresh_stated")
BEFORE = Side("before_stated", "place_as_before", "spot_as_before")


def wanted(
    fields: Sequence[RunField], stated: Mapping[ExpectationKind, ExpectationSpec]
) -> list[tuple[ExpectationSpec, RunField]]:
    """What is expected of which field; what a profile states of a kind stands above its own."""
    point = next((field for field in fields if field.type is SemanticType.LATITUDE), None)
    asked = [*((kind, point) for kind in OF_POINTS), (ExpectationKind.IN_ITS_REGION, where(fields).town)]
    return [(stated.get(kind) or findings.usual(field, kind), field) for kind, field in asked if field is not None]


def of_one_record(found: Sequence[tuple[ExpectationSpec, RunField]]) -> list[str]:
    """The ids of those that hang on nothing but a record and its place."""
    return [findings.named(spec) for spec, _ in found if spec.kind is not ExpectationKind.OWN_POINT]


def find(
    cursor: DuckDBPyConnection,
    fields: Sequence[RunField],
    asked: Sequence[tuple[ExpectationSpec, RunField]],
    stand: Mapping[str, Stood] | None = None,
) -> None:
    """Records each failing cell where places were looked for; `stand`: as for `findings.find`."""
    if not cursor.execute(STATEMENTS["located"]).fetchall()[0][0]:
        return
    spots.state(cursor, fields)
    stand = {name: stood for name, stood in (stand or {}).items() if name in of_one_record(asked)}
    if stand:
        cursor.execute(STATEMENTS["as_before"])
        spots.state(cursor, fields, renewal.FRESH.standard, FRESH.stated)
        spots.state(cursor, fields, renewal.BEFORE.standard, BEFORE.stated)
    _name_regions(cursor, FRESH if stand else EVERY)
    for spec, field in asked:
        name = findings.named(spec)
        stood = stand.get(name)
        side = FRESH if stood else EVERY
        # Nothing is recorded where none is tested.
        if tested := _tested(cursor, spec, side) + (stood.tested - _tested(cursor, spec, BEFORE) if stood else 0):
            failing, values = STATEMENTS[spec.kind].format(**side._asdict()), VALUES.get(spec.kind, {})
            among = renewal.FRESH if stood else renewal.EVERY
            failed = findings.record(cursor, name, field, failing, values, among) + (stood.failed if stood else 0)
            findings.add(cursor, name, spec, field, (tested, failed))


def _tested(cursor: DuckDBPyConnection, spec: ExpectationSpec, side: Side) -> int:
    return findings.ask(cursor, STATEMENTS[f"{spec.kind}_tested"].format(**side._asdict()))


def _name_regions(cursor: DuckDBPyConnection, side: Side) -> None:
    """Makes `region_name(code, name)` of the regions that a message may name."""
    codes = [row[0] for row in cursor.execute(STATEMENTS["regions"].format(**side._asdict())).fetchall()]
    cursor.execute(STATEMENTS["name_regions"], {"codes": codes, "names": [Region().format(code) for code in codes]})
