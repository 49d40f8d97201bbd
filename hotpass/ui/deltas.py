"""Deltas: which of the files hold only what is new or changed, and what goes on beside them."""

from collections.abc import Sequence

import streamlit as st

from hotpass.stewardship import deltas
from hotpass.stewardship.deltas import KnownSource
from hotpass.store.workspace import Workspace
from hotpass.ui.sheets import Found
from hotpass.ui.wording import counted, plain


def ask_deltas(workspace: Workspace, files: Sequence[Found]) -> tuple[str, ...]:
    """Asks for each file whether it is one list of changes, and of what; answers that as a run is told."""
    known = deltas.known(workspace)
    likely = {file.path.name: deltas.likely(known, file.path.name, file.headers) for file in files}
    single = {
        file.path.name
        for file in files
        if file.reading and sum(sheet.records > 0 for sheet in file.reading.sheets) == 1
    }
    named = [name for name, source in likely.items() if name in single or (source and deltas.is_called(source, name))]
    if not known or not named:
        return ()
    chosen = st.multiselect(
        "Files that hold only what is new or changed",
        named,
        default=[name for name in named if (source := likely[name]) and source.delta],
        key=f"deltas_{'/'.join(named)}",
        placeholder="None: every file holds its whole list",
        help="What such a file leaves out goes on as it was. What a whole list leaves out counts as gone.",
    )
    return tuple(_told(known, name, likely[name]) for name in chosen)


def _told(known: Sequence[KnownSource], name: str, likely: KnownSource | None) -> str:
    """Asks to which source of the last run a list of changes belongs, where its name does not say so."""
    source = likely
    if source is None or not deltas.is_called(source, name):
        names = [each.name for each in known]
        chosen = st.selectbox(
            plain(f"{name} brings changes to"),
            names,
            index=names.index(likely.name) if likely else 0,
            key=f"delta_of_{name}",
            help="The list of the last run whose rows it renews or adds to.",
        )
        source = known[names.index(chosen)]
    records = counted(source.records, "record")
    st.caption(plain(f"The {records} of {source.name} go on, but for those that {name} brings anew."))
    return deltas.told(source, name)
