"""Sheets: each one as it would be imported, and the table in which a person corrects where its columns go."""

from pathlib import Path
from typing import Any

import streamlit as st

from hotpass.errors import UnreadableFile
from hotpass.model.sheet import Reading, Sheet
from hotpass.stewardship import imports
from hotpass.stewardship.imports import SheetLook
from hotpass.store.workspace import Workspace
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, plain, share

KEPT = "(keep, do not match)"
ASIDE_SHOWN = 20


def file_look(workspace: Workspace, path: Path, profile: str) -> bool:
    """Everything about one file; answers whether it can be imported."""
    with st.container(border=True):
        st.subheader(plain(path.name), anchor=False)
        try:
            with st.spinner("Reading the file"):
                reading = imports.read(workspace, path)
        except UnreadableFile as error:
            st.error(f"{plain(str(error))} Take it off to go on without it.", icon="⚠️")
            return False
        _sheets(workspace, path, reading, profile)
        return True


def _sheets(workspace: Workspace, path: Path, reading: Reading, profile: str) -> None:
    for note in reading.notes:
        st.text(note)
    names = [sheet.name or "the list" for sheet in reading.sheets]
    if len(names) == 1:
        _sheet(workspace, path, reading.sheets[0], profile, "0")
        return
    for place, tab in enumerate(st.tabs([plain(name) for name in names])):
        with tab:
            _sheet(workspace, path, reading.sheets[place], profile, str(place))


def _sheet(workspace: Workspace, path: Path, sheet: Sheet, profile: str, place: str) -> None:
    st.text(in_words(sheet))
    for note in sheet.notes:
        st.text(note)
    if not sheet.columns:
        st.info("This sheet holds no columns; nothing of it is imported.")
        return
    seen = imports.look(workspace, sheet, profile)
    _mapping(workspace, seen, f"{path.parent.name[:12]}_{place}_{profile}")
    rows, aside = st.tabs(["First rows", f"Set aside ({len(sheet.aside)})"])
    with rows:
        table([column.header for column in sheet.columns], seen.rows, "The first rows of the sheet")
    with aside:
        _aside(sheet)


def in_words(sheet: Sheet) -> str:
    """How the sheet was read: kind, encoding, delimiter, header row, hidden parts, and what became of its rows."""
    header = f"headers in row {sheet.header_row}" if sheet.header_row else "no header row"
    parts = [sheet.kind, header, f"{counted(sheet.records, 'record')} of {counted(sheet.rows_seen, 'row')}"]
    if sheet.encoding:
        parts.insert(1, f"encoding {sheet.encoding}")
    if sheet.delimiter:
        parts.insert(2, f"separated by {DELIMITERS.get(sheet.delimiter, repr(sheet.delimiter))}")
    if sheet.hidden:
        parts.append("a hidden sheet")
    if sheet.hidden_rows:
        parts.append(f"{counted(sheet.hidden_rows, 'hidden row')} read too")
    if sheet.merged_ranges:
        parts.append(counted(sheet.merged_ranges, "merged range"))
    return " · ".join(parts)


DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "spaces"}


def _aside(sheet: Sheet) -> None:
    if not sheet.aside:
        st.text("Every row of this sheet becomes a record.")
        return
    shown = sheet.aside[:ASIDE_SHOWN]
    rows = [(row.sheet_row, row.reason, " | ".join(cell for cell in row.cells if cell)[:120]) for row in shown]
    table(("Row", "Why", "What it holds"), rows, "Rows that were set aside")
    if len(sheet.aside) > ASIDE_SHOWN:
        st.caption(f"The first {ASIDE_SHOWN} of {len(sheet.aside):,}.")


def _mapping(workspace: Workspace, seen: SheetLook, key: str) -> None:
    """One editor for all columns; what was corrected is saved as facts and becomes the new beginning."""
    titles = dict(seen.fields)
    fields = {title: name for name, title in seen.fields}
    rows = [
        {
            "Column": f"{column.letter} · {column.header}",
            "Goes to": titles.get(column.field or "", column.field) if column.field else KEPT,
            "How sure": column.sure,
            "Examples": " · ".join(column.sample),
            "Filled": share(round(1000 * column.filled), 1000),
            "Why": column.reason,
        }
        for column in seen.columns
    ]
    settled = "".join(str(column.field) for column in seen.columns)
    with st.form(f"mapping_{key}", border=False):
        edited: list[dict[str, Any]] = st.data_editor(
            rows,
            hide_index=True,
            disabled=["Column", "How sure", "Examples", "Filled", "Why"],
            column_config={"Goes to": st.column_config.SelectboxColumn(options=[*fields, KEPT], required=True)},
            key=f"columns_{key}_{hash(settled)}",
            alt="Where each column of the sheet goes",
        )
        if st.form_submit_button("Save where columns go"):
            changed = [place for place, row in enumerate(edited) if row["Goes to"] != rows[place]["Goes to"]]
            for place in changed:
                imports.correct(workspace, seen.shape, seen.columns[place].header, fields.get(edited[place]["Goes to"]))
            st.toast(f"{counted(len(changed), 'correction')} saved, for this file and every one like it.")
            st.rerun()
