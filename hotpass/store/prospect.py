"""Prospect: what golden records would show if groups of records were each one thing."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
from duckdb import DuckDBPyConnection

from hotpass.model.field import RunField
from hotpass.settings import Settings
from hotpass.store import entities, footing, revision, survivors
from hotpass.store.miniature import Miniature
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)
OF_RECORDS = ("record", "original", "standard")
OF_RUN = ("source", "field")


class Foreseen(NamedTuple):
    """A value that would survive, the record it would come from (None: a person set it), and the rule."""

    value: str
    record_id: str | None
    rule: str


def foresee(
    cursor: DuckDBPyConnection,
    groups: Mapping[str, Sequence[str]],
    fields: Sequence[RunField],
    folder: Path,
    settings: Settings,
) -> dict[str, dict[str, Foreseen]]:
    """For each named group of records of the run that the cursor sees, the values by field; those left empty have none.

    Nothing of the run changes: the values survive in a miniature, by the rules and overrides that stand.
    """
    stood = footing.read(cursor)
    if stood is None or not groups:
        return {}
    with Miniature(folder, settings, _tables(cursor, groups)) as small:
        entities.heed_overrides(small.cursor)
        survivors.survive(small.cursor, fields, stood.source_priority)
        rows = small.cursor.execute(STATEMENTS["chosen"]).fetchall()
    found: dict[str, dict[str, Foreseen]] = {name: {} for name in groups}
    for name, field, *said in rows:
        found[name][field] = Foreseen(*said)
    return found


def _tables(cursor: DuckDBPyConnection, groups: Mapping[str, Sequence[str]]) -> dict[str, pa.Table]:
    named = [name for name, records in groups.items() for _ in records]
    together = [record for records in groups.values() for record in records]
    asked = [sorted(set(together))]
    tables = {name: cursor.sql(STATEMENTS[name], params=asked).to_arrow_table() for name in OF_RECORDS}
    tables |= {name: cursor.sql(STATEMENTS[name]).to_arrow_table() for name in OF_RUN}
    tables["override"] = revision.overrides(cursor)
    tables["entity"] = pa.table({"entity_id": list(groups), "records": [len(records) for records in groups.values()]})
    tables["member"] = pa.table({"entity_id": named, "record_id": together})
    return tables
