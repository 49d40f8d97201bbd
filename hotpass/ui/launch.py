"""The launch of a run: which profile it takes, and the button that starts it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from hotpass.model.request import RunRequest
from hotpass.stewardship import imports, runs, tray
from hotpass.store.workspace import Workspace
from hotpass.ui.deltas import ask_deltas, ask_kept
from hotpass.ui.feeds import ask_feeds
from hotpass.ui.sheets import Asked, Found
from hotpass.ui.wording import counted

NO_MASTER = "None of these files"
FOUND = "Found by itself"


def launch(workspace: Workspace, files: Sequence[Found]) -> Asked:
    """Starts a run over those of these files that can be read, and answers what was chosen for it.

    The tray is empty then, the files stay.
    """
    readable = [file for file in files if file.reading]
    headers = {file.path: file.headers for file in readable}
    left, middle, right = st.columns([3, 3, 2], vertical_alignment="bottom")
    titles = {choice.name: choice.title for choice in imports.choices()}
    profile = left.selectbox(
        "What the files speak of",
        list(titles),
        format_func=lambda name: titles[name],
        key="profile",
        bind="query-params",
        help="A profile says what fields mean in a trade. “Any table” works with whatever the columns are.",
    )
    master, key = _master(middle, headers)
    lists = [file for file in readable if file.path.name != master]
    changes = ask_deltas(workspace, lists)
    of_source = ask_feeds(workspace, lists, changes)
    kept = ask_kept(workspace, lists, of_source.values())
    words = f"Start the run over {counted(len(headers), 'file')}" if headers else "No file can be read"
    if right.button(words, type="primary", key="start_run", disabled=not headers, width="stretch"):
        named = [f"{file}={source}" for file, source in of_source.items()]
        request = RunRequest(
            files=tuple(headers),
            profile=profile,
            master=master,
            master_key=key,
            delta=(*changes, *kept),
            delivery=tuple(each for each in named if each not in changes),
        )
        runs.start(workspace, request)
        tray.clear(workspace)
        st.rerun()
    return Asked(profile, of_source)


def _master(place: DeltaGenerator, headers: Mapping[Path, Sequence[str]]) -> tuple[str | None, str | None]:
    """Asks whether one of the files is a master list, and which of its columns holds the ids."""
    named = {path.name: path for path in headers}
    master = place.selectbox(
        "Master list",
        [NO_MASTER, *named],
        key="master",
        help="A list of things that you know already. It keeps its ids, each of its rows stays a thing of its own, "
        "and the rows of the other files are linked to it.",
    )
    if master not in named:
        return None, None
    columns = [FOUND, *headers[named[master]]]
    key = st.selectbox("Column of the master list that holds its ids", columns, key="master_key")
    return master, None if key == FOUND else key
