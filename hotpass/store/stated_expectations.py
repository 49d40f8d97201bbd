"""Stated expectations: what people expect beside the profile, as this run knows it."""

from typing import NamedTuple

from duckdb import DuckDBPyConnection
from pydantic import ValidationError

from hotpass.model.expectation import ExpectationSpec
from hotpass.store.queries import Statements

STATEMENTS = Statements(__file__)


class Stated(NamedTuple):
    """An expectation with the fact that states it; None for one of the profile or of a field's type."""

    spec: ExpectationSpec
    fact_id: str | None = None


def every(cursor: DuckDBPyConnection) -> list[Stated]:
    """All that stand, the earliest first; one that an earlier or later Hotpass wrote in another form is left out."""
    found = []
    for fact_id, spec in cursor.execute(STATEMENTS["every"]).fetchall():
        try:
            found.append(Stated(ExpectationSpec.model_validate_json(spec), str(fact_id)))
        except ValidationError:
            continue
    return found
