"""An export: what was written, and where."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict


class ExportReport(BaseModel):
    """What an export wrote: the table, the file, and how many rows (headers not counted) and columns."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    table: str
    output: Path
    rows: int
    columns: int
