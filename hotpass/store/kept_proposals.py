"""Kept proposals: what registers said of entities, what people decided about it, and what follows from both."""

import hashlib
import json
from collections.abc import Iterable, Set
from datetime import datetime

import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.model.attribute import Attribute, Coverage, RegisterVerdict
from hotpass.model.proposal import Enrichment, OfferedRow, Proposal
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
VIEWS = ("standing", "offered", "accepted", "waiting")


def keep(
    cursor: DuckDBPyConnection, found: Enrichment, licence: str, asked: datetime, sure: Set[tuple[str, int]]
) -> None:
    """Puts what a register says in the place of what it said before; `sure`: entity and row of those accepted by rule.

    Entities that are gone meanwhile are left out.
    """
    for step in ("forget", "forget_register"):
        cursor.execute(STATEMENTS[step], [found.register_name])
    notes = list(found.notes)
    row = [found.register_name, licence, asked, found.run_id, found.register_rows, found.entities, notes]
    cursor.execute(STATEMENTS["add_register"], row)
    anchors = dict(cursor.execute(STATEMENTS["anchors"]).fetchall())
    rows = [
        [
            found.register_name,
            key_of(each.cells),
            each.entity_id,
            anchors[each.entity_id],
            each.rank,
            each.weight or 0.0,  # what was not weighed speaks neither way
            (each.entity_id, each.row) in sure,
            each.model_dump_json(),
        ]
        for each in found.proposals
        if each.entity_id in anchors
    ]
    if rows:
        cursor.executemany(STATEMENTS["add"], rows)


def key_of(cells: dict[str, str]) -> str:
    """What a register's row is known by, wherever it stands in the file."""
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:20]


def coverage(cursor: DuckDBPyConnection) -> list[Coverage]:
    """How far each register that was asked has got, the one asked last first."""
    lay(cursor)
    names = tuple(Coverage.model_fields)
    found = cursor.execute(STATEMENTS["coverage"]).fetchall()
    return [Coverage.model_validate(dict(zip(names, row, strict=True))) for row in found]


def queue(cursor: DuckDBPyConnection, register: str) -> list[str]:
    """The entities for which rows of a register wait for a person, those of the heaviest rows first."""
    lay(cursor)
    return [str(row[1]) for row in cursor.execute(STATEMENTS["queue"], [register]).fetchall()]


def offered(cursor: DuckDBPyConnection, register: str, entity_id: str) -> list[OfferedRow]:
    """The rows that wait for one entity, the heaviest first."""
    lay(cursor)
    found = cursor.execute(STATEMENTS["rows"], [register, entity_id]).fetchall()
    return [
        OfferedRow(row_key=key, record_id=record_id, proposal=Proposal.model_validate_json(document))
        for key, record_id, document in found
    ]


def attributes(cursor: DuckDBPyConnection, entity_id: str) -> list[Attribute]:
    """What was taken over for an entity."""
    lay(cursor)
    names = tuple(Attribute.model_fields)
    found = cursor.execute(STATEMENTS["attributes"], {"entity": entity_id}).fetchall()
    return [Attribute.model_validate(dict(zip(names, row, strict=True))) for row in found]


def unsettled(cursor: DuckDBPyConnection, register: str) -> list[str]:
    """The entities for which no row of a register is accepted."""
    lay(cursor)
    return [str(row[0]) for row in cursor.execute(STATEMENTS["unsettled"], [register]).fetchall()]


def export(cursor: DuckDBPyConnection) -> pa.Table:
    """Everything that was taken over, one line an attribute."""
    lay(cursor)
    return cursor.sql(STATEMENTS["export"]).to_arrow_table()


def latest(cursor: DuckDBPyConnection, most: int) -> list[RegisterVerdict]:
    """The words of people about register rows that stand, the latest first."""
    names = tuple(RegisterVerdict.model_fields)
    found: Iterable[tuple[object, ...]] = cursor.execute(STATEMENTS["latest"], [most]).fetchall()
    made = []
    for fact_id, register, verdict, cells, headers, *tail in found:
        row = (fact_id, register, verdict, _in_order(json.loads(str(cells)), headers), *tail)
        made.append(RegisterVerdict.model_validate(dict(zip(names, row, strict=True))))
    return made


def _in_order(cells: dict[str, str], headers: object) -> dict[str, str]:
    """The cells of a row as the register has them, where that is known: the journal sorts them."""
    return {header: cells[header] for header in headers} if isinstance(headers, list) else cells


def lay(cursor: DuckDBPyConnection) -> None:
    """Makes the views of what stands, waits and was accepted."""
    for view in VIEWS:
        cursor.execute(STATEMENTS[view])
