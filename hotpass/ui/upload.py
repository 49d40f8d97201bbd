"""The upload: files go to the workspace at once, and wait on its tray."""

import streamlit as st

from hotpass.stewardship import tray
from hotpass.store.workspace import Workspace
from hotpass.ui.wording import counted

KINDS = ["xlsx", "xlsm", "xls", "ods", "csv", "tsv", "txt", "gz", "parquet"]
ROUND = "upload_round"


def upload(workspace: Workspace) -> None:
    """Takes files in; the widget is emptied afterwards, so that their bytes leave the server's memory."""
    turn = st.session_state.setdefault(ROUND, 0)
    files = st.file_uploader(
        "Drop workbooks and lists here (.xlsx, .xls, .ods, .csv, .tsv, .parquet)",
        type=KINDS,
        accept_multiple_files=True,
        key=f"files_{turn}",
    )
    if files:
        for file in files:
            tray.bring(workspace, file.name, file)
        st.session_state[ROUND] = turn + 1
        st.rerun()


def tray_list(workspace: Workspace) -> None:
    """The files that wait, each with a way to take it off, and a way to add those of the last run."""
    for place, path in enumerate(tray.waiting(workspace)):
        name, button = st.columns([5, 1], vertical_alignment="center")
        name.text(f"{path.name} · {_size(path.stat().st_size)}")
        if button.button("Take off", key=f"off_{place}_{path.parent.name[:12]}", width="stretch"):
            tray.take_out(workspace, path)
            st.rerun()


def offer_last(workspace: Workspace) -> None:
    """Offers the files of the published run: a run reads exactly the files on the tray."""
    if st.button("Add the files of the last run", key="bring_back"):
        added = tray.bring_back(workspace)
        st.toast(f"{counted(added, 'file')} added." if added else "They are all here already.")
        st.rerun()


def _size(length: int) -> str:
    return f"{length / 1e6:.1f} MB" if length >= 1e6 else f"{max(1, round(length / 1e3))} kB"
