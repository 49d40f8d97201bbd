"""The launch of a run: which profile it takes, and the button that starts it."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from hotpass.model.request import RunRequest
from hotpass.stewardship import runs, tray
from hotpass.stewardship.imports import ProfileChoice
from hotpass.store.workspace import Workspace
from hotpass.ui.wording import counted


def chosen_profile(choices: Sequence[ProfileChoice]) -> str:
    """The profile a person chose; it stands in the page's address."""
    titles = {choice.name: choice.title for choice in choices}
    return st.selectbox(
        "What the files speak of",
        list(titles),
        format_func=lambda name: titles[name],
        key="profile",
        bind="query-params",
        help="A profile says what fields mean in a trade. Automatic works with any columns.",
    )


def launch(workspace: Workspace, files: Sequence[Path], profile: str) -> None:
    """Starts a run over these files; the tray is empty then, the files stay in the workspace."""
    words = f"Start the run over {counted(len(files), 'file')}"
    if st.button(words, type="primary", key="start_run", disabled=not files):
        runs.start(workspace, RunRequest(files=tuple(files), profile=profile))
        tray.clear(workspace)
        st.rerun()
