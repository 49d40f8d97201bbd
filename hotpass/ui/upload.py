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


def offer_last(workspace: Workspace) -> None:
    """Offers the files of the published run that the tray lacks: a run reads exactly the files on the tray."""
    lacking = tray.lacking(workspace)
    if lacking and st.button(f"Add {counted(len(lacking), 'file')} of the last run", key="bring_back"):
        tray.bring_back(workspace)
        st.rerun()
