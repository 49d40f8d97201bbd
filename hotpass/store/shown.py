"""What the workspace shows: the tables of the run that was published last."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from hotpass.errors import WorkspaceDamaged
from hotpass.store import publication
from hotpass.store.workspace import Workspace


class Shown(NamedTuple):
    """A published run and a cursor that sees its tables by their bare names."""

    run_id: str
    cursor: DuckDBPyConnection


@contextmanager
def shown(workspace: Workspace) -> Iterator[Shown | None]:
    """The run that was published last, None before the first. Raises WorkspaceDamaged where the file is unreadable."""
    try:
        run_id = _current(workspace)
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


def _current(workspace: Workspace) -> str | None:
    if not workspace.database.path.exists():
        return None
    with workspace.database.cursor() as cursor:
        return publication.current(cursor)
