"""Arrow files: where the rows of a sheet lie until they are taken in."""

from pathlib import Path

import pyarrow as pa


def write(table: pa.Table, target: Path) -> None:
    """Writes the rows of a sheet: `sheet_row` and its columns."""
    with pa.OSFile(str(target), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
        writer.write_table(table)
