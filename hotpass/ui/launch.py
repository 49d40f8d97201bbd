"""The launch of a run: which profile it takes, and the button that starts it."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from hotpass.model.request import RunRequest
from hotpass.stewardship import imports, runs, tray
from hotpass.store.workspace import Workspace
from hotpass.ui.wording import counted


def launch(workspace: Workspace, files: Sequence[Path]) -> str:
    """Starts a run over these files and answers the profile chosen; the tray is empty then, the files stay."""
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    titles = {choice.name: choice.title for choice in imports.choices()}
    profile = left.selectbox(
        "What the files speak of",
        list(titles),
        format_func=lambda name: titles[name],
        key="profile",
        bind="query-params",
        help="A profile says what fields mean in a trade. “Any table” works with whatever the columns are.",
    )
    words = f"Start the run over {counted(len(files), 'file')}" if files else "No file can be read"
    if right.button(words, type="primary", key="start_run", disabled=not files, width="stretch"):
        runs.start(workspace, RunRequest(files=tuple(files), profile=profile))
        tray.clear(workspace)
        st.rerun()
    return profile
