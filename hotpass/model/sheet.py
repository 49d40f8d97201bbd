"""Sheets: what reading a file found, before anything is made of it."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict


class SetAside(BaseModel):
    """A row of the file that did not become a record, and why. `sheet_row` counts from 1 as the person sees it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    sheet_row: int
    reason: str
    cells: tuple[str, ...] = ()


class SheetColumn(BaseModel):
    """A column of a sheet: `letter` is the spreadsheet's own (A, B, …), `column_name` ours (c0001, …)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    position: int
    letter: str
    header: str
    column_name: str


class Sheet(BaseModel):
    """One table found in a file.

    Its rows lie in an Arrow file with the columns `sheet_row` (int32), then c0001… (text, null where empty).
    `rows_seen` = rows in the Arrow file (`records`) + len(aside). `header_row` is 1-based, 0 where the sheet has none.
    `since`: the sha256 of a file that came before, where the Arrow file holds only the rows on other lines than its.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: str
    encoding: str | None = None
    delimiter: str | None = None
    hidden: bool = False
    header_row: int
    columns: tuple[SheetColumn, ...]
    rows_seen: int
    records: int
    aside: tuple[SetAside, ...] = ()
    hidden_rows: int = 0
    merged_ranges: int = 0
    notes: tuple[str, ...] = ()
    arrow: Path | None = None
    since: str | None = None


class Known(BaseModel):
    """A delimited text that came before, where it is kept and as it was read: UTF-8, with nothing set aside."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    path: Path
    sha256: str
    header_row: int
    delimiter: str
    columns: tuple[SheetColumn, ...]
    records: int
    notes: tuple[str, ...]


class Reading(BaseModel):
    """All sheets of one file, in the file's order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str
    sha256: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()
