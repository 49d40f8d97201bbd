"""What the workspace shows: the tables of the run that was published last, or of an earlier one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from hotpass.errors import BadInput, WorkspaceDamaged
from hotpass.store import publication
from hotpass.store.workspace import Workspace


class Shown(NamedTuple):
    """A published run and a cursor that sees its tables by their bare names."""

    run_id: str
    cursor: DuckDBPyConnection


@contextmanager
def shown(workspace: Workspace, as_of: str | None = None) -> Iterator[Shown | None]:
    """The run the workspace shows, None before the first; `as_of` opens an earlier one that is kept.

    Raises WorkspaceDamaged where the file is unreadable, and BadInput where that run is not kept.
    """
    try:
        run_id = _current(workspace, as_of)
        if run_id is None:
            yield None
            return
        with workspace.database.cursor(publication.schema_of(run_id)) as cursor:
            yield Shown(run_id, cursor)
    except (
        duckdb.IOException,
        duckdb.FatalException,
        duckdb.InternalException,
        duckdb.SerializationException,
    ) as error:
        raise WorkspaceDamaged(
            f"{workspace.database.path} cannot be read; your decisions are safe in journal.jsonl. "
            "Run `hotpass doctor` for what to do next."
        ) from error


def _current(workspace: Workspace, as_of: str | None) -> str | None:
    if not workspace.database.path.exists():
        return None
    with workspace.database.cursor() as cursor:
        if as_of is not None and as_of not in publication.kept(cursor):
            raise BadInput(f"No run {as_of} is kept: the Runs page tells which are.")
        return as_of or publication.current(cursor)
