"""Sheets: each one as it would be imported, and the table in which a person corrects where its columns go."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import streamlit as st

from hotpass.errors import UnreadableFile
from hotpass.model.sheet import Reading, Sheet
from hotpass.stewardship import feeds, imports, next_delivery, tray
from hotpass.stewardship.imports import SheetLook
from hotpass.store.workspace import Workspace
from hotpass.ui import beside
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, plain, share

KEPT = "(keep, do not match)"
ASIDE_SHOWN = 20
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars", " ": "spaces"}


class Found(NamedTuple):
    """A kept file and what reading it found, or why it cannot be read."""

    path: Path
    reading: Reading | None
    refusal: str

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers of all its sheets, each once."""
        sheets = self.reading.sheets if self.reading else ()
        return tuple(dict.fromkeys(column.header for sheet in sheets for column in sheet.columns))

    @property
    def lists(self) -> dict[str, Sheet]:
        """The sheets of it that hold records, by what runs call them."""
        return feeds.lists(self.path.name, self.reading.sheets if self.reading else ())


class Asked(NamedTuple):
    """What is asked of the next run: its profile, and the source of each file or list that is called otherwise."""

    profile: str
    sources: Mapping[str, str]

    def source_of(self, file: str, sheet: Sheet) -> str | None:
        """The source of a sheet; None where it is called as the source is."""
        return next((self.sources[name] for name in (*feeds.lists(file, [sheet]), file) if name in self.sources), None)


def read(workspace: Workspace, path: Path) -> Found:
    """Reads a kept file; a refusal is an answer too."""
    try:
        with st.spinner("Reading the file"):
            return Found(path, imports.read(workspace, path), "")
    except UnreadableFile as error:
        return Found(path, None, str(error))


def delivery(workspace: Workspace, found: Found, asked: Asked, *, opened: bool) -> None:
    """Everything about one file that waits, and a way to take it off."""
    sheets = found.reading.sheets if found.reading else ()
    with st.spinner("Looking at the last delivery"):
        before = [
            (sheet, next_delivery.beside(workspace, found.path, sheet, asked.source_of(found.path.name, sheet)))
            for sheet in sheets
        ]
    opened = opened or found.reading is None or beside.news(before)
    with st.expander(plain(_title(found, beside.questions(before))), expanded=opened):
        if found.reading is None:
            st.error(f"{plain(found.refusal)} Take it off to go on without it.", icon=":material/warning:")
        else:
            beside.ask(workspace, before, found.path.parent.name[:12])
            _sheets(workspace, found.path, found.reading.notes, before, asked.profile)
        if st.button("Take this file off", key=f"off_{found.path.parent.name}_{found.path.name}"):
            tray.take_out(workspace, found.path)
            st.rerun()


def _title(found: Found, questions: int) -> str:
    if found.reading is None:
        return f"{found.path.name} · cannot be read"
    sheets = found.reading.sheets
    records = counted(sum(sheet.records for sheet in sheets), "record")
    asked = f" · {counted(questions, 'question')}" if questions else ""
    return f"{found.path.name} · {counted(len(sheets), 'sheet')}, {records}{asked}"


def _sheets(
    workspace: Workspace, path: Path, notes: Sequence[str], sheets: Sequence[beside.Placed], profile: str
) -> None:
    for note in notes:
        st.text(note)
    if len(sheets) == 1:
        _sheet(workspace, path, sheets[0], profile, "0")
        return
    for place, tab in enumerate(st.tabs([plain(sheet.name) for sheet, _ in sheets])):
        with tab:
            _sheet(workspace, path, sheets[place], profile, str(place))


def _sheet(workspace: Workspace, path: Path, placed: beside.Placed, profile: str, place: str) -> None:
    sheet, before = placed
    st.text("\n".join([in_words(sheet), *sheet.notes]))
    if not sheet.columns:
        st.info("This sheet holds no columns; nothing of it is imported.")
        return
    seen = imports.look(workspace, sheet, profile, before.renamed if before else {})
    _mapping(workspace, seen, f"{path.parent.name[:12]}_{place}_{profile}")
    name = f"{path.name}, {sheet.name or 'its only list'}"
    rows, aside = st.tabs(["First rows", f"Set aside ({len(sheet.aside)})"])
    with rows:
        table([column.header for column in sheet.columns], seen.rows, f"The first rows of {name}")
    with aside:
        _aside(sheet, name)


def in_words(sheet: Sheet) -> str:
    """How the sheet was read: kind, encoding, delimiter, header row, and what became of its rows."""
    header = f"headers in row {sheet.header_row}" if sheet.header_row else "no header row"
    parts = [sheet.kind, header, f"{counted(sheet.records, 'record')} of {counted(sheet.rows_seen, 'row')}"]
    if sheet.encoding:
        parts.insert(1, f"encoding {sheet.encoding}")
    if sheet.delimiter:
        parts.insert(2, f"separated by {DELIMITERS.get(sheet.delimiter, repr(sheet.delimiter))}")
    return " · ".join(parts)


def _aside(sheet: Sheet, name: str) -> None:
    if not sheet.aside:
        st.text("Every row of this sheet becomes a record.")
        return
    shown = sheet.aside[:ASIDE_SHOWN]
    rows = [(row.sheet_row, row.reason, " | ".join(cell for cell in row.cells if cell)[:120]) for row in shown]
    table(("Row", "Why", "What it holds"), rows, f"Rows of {name} that were set aside")
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
