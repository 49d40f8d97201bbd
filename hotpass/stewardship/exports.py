"""Exports: golden records, members, pairs or findings as a file a person takes away."""

import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from hotpass.errors import BadInput
from hotpass.model.export import ExportReport
from hotpass.stewardship.export_files import write_csv, write_parquet, write_xlsx
from hotpass.store import exports, publication
from hotpass.store.exports import ExportTable
from hotpass.store.workspace import Workspace

WRITERS: dict[str, Callable[[pa.Table, Path], None]] = {
    ".csv": write_csv,
    ".xlsx": write_xlsx,
    ".parquet": write_parquet,
}


def export(workspace: Workspace, output: Path, table: str = ExportTable.GOLDEN) -> ExportReport:
    """Writes a table of the run that is shown, in the form the suffix says; an older file is replaced only at the end.

    Raises BadInput for an unknown table or suffix, a place that cannot be written, or nothing to export yet.
    """
    wanted, write = _table(table), _writer(output)
    part = output.parent / f".hotpass-{os.getpid()}.part"
    try:
        if output.is_dir():
            raise BadInput(f"{output} is a folder: name a file.")
        rows = _read(workspace, wanted)
        write(rows, part)
        part.replace(output)
    except OSError as error:
        raise BadInput(f"{output} cannot be written ({error.strerror}): choose another place.") from error
    finally:
        part.unlink(missing_ok=True)
    return ExportReport(table=wanted, output=output, rows=rows.num_rows, columns=rows.num_columns)


def _table(table: str) -> ExportTable:
    if table not in list(ExportTable):
        raise BadInput(f"There is no table “{table}” to export: take one of {', '.join(ExportTable)}.")
    return ExportTable(table)


def _writer(output: Path) -> Callable[[pa.Table, Path], None]:
    write = WRITERS.get(output.suffix.lower())
    if write is None:
        raise BadInput(f"{output.name} says no kind that can be written: end its name in {', '.join(WRITERS)}.")
    if not output.parent.is_dir():
        raise BadInput(f"The folder {output.parent} does not exist: make it, or choose another.")
    return write


def _read(workspace: Workspace, table: ExportTable) -> pa.Table:
    with workspace.database.cursor() as cursor:
        run_id = publication.current(cursor)
    if run_id is None:
        raise BadInput(
            f"{workspace.folder} holds nothing to export yet: fill it with "
            f"`hotpass run FILE --workspace {workspace.folder}`."
        )
    with workspace.database.cursor(publication.schema_of(run_id)) as cursor:
        return exports.read(cursor, table)
