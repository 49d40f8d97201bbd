"""The download: golden records as a table, made when a person asks for it."""

from pathlib import Path

import streamlit as st

from hotpass.stewardship import exports
from hotpass.store.workspace import Workspace

TABLES = {
    "golden": "Golden records",
    "members": "Which row belongs where",
    "pairs": "Pairs",
    "findings": "Findings",
    "mends": "Mends",
    "places": "Places",
    "attributes": "What registers gave",
}
KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
}


def download(workspace: Workspace) -> None:
    """A choice of table and kind, and the button that makes the file."""
    chosen, kind, button = st.columns([2, 1, 1], vertical_alignment="bottom")
    table = chosen.selectbox("Export", list(TABLES), format_func=TABLES.__getitem__, key="export_table")
    suffix = kind.selectbox("As", list(KINDS), key="export_kind")
    path = workspace.folder / "exports" / f"{table}.{suffix}"
    button.download_button(
        "Download",
        data=lambda: _made(workspace, path, table),
        file_name=path.name,
        mime=KINDS[suffix],
        on_click="ignore",
        width="stretch",
        key="download",
    )


def _made(workspace: Workspace, path: Path, table: str) -> bytes:
    exports.export(workspace, path, table)
    return path.read_bytes()


def download_findings(workspace: Workspace) -> None:
    """A button that makes one file of every failing row of every rule."""
    path = workspace.folder / "exports" / "findings.xlsx"
    st.download_button(
        "Download every failing row",
        data=lambda: _made(workspace, path, "findings"),
        file_name=path.name,
        mime=KINDS["xlsx"],
        icon=":material/download:",
        on_click="ignore",
        key="download_findings",
    )
