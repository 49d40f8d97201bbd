"""Feeds: which file of another name is the next delivery of a list that the last run knew."""

from collections.abc import Sequence

import streamlit as st

from hotpass.model.sheet import Sheet
from hotpass.stewardship import deltas, feeds
from hotpass.stewardship.deltas import KnownSource
from hotpass.store.workspace import Workspace
from hotpass.ui.sheets import Found
from hotpass.ui.wording import plain

OWN = "None: a list of its own"


def ask_feeds(workspace: Workspace, files: Sequence[Found], changes: Sequence[str]) -> dict[str, str]:
    """Asks it for each file of one list, but for those of `changes`; answers the source of each file that has one."""
    known, names = deltas.known(workspace), [file.path.name for file in files]
    chosen = {name: each.removeprefix(f"{name}=") for name in names for each in changes if each.startswith(f"{name}=")}
    for file in files:
        name, sheet = file.path.name, file.only_list
        if sheet is None or name in chosen or name in changes:
            continue
        open_ = feeds.open_to(known, name, file.headers, [other for other in names if other != name])
        free = [source for source in open_ if source.name not in chosen.values()]
        if free and (picked := _picked(workspace, file, sheet, free)):
            chosen[name] = picked
    return chosen


def _picked(workspace: Workspace, file: Found, sheet: Sheet, free: Sequence[KnownSource]) -> str | None:
    """The source a person chose, at first the one whose values the file holds again."""
    last = {source.name: source.file for source in free}
    key = f"feed_{file.path.parent.name[:12]}_{hash(tuple(last))}"
    if key not in st.session_state:
        with st.spinner("Looking for lists like it"):
            again = feeds.is_next(workspace, file.path.name, sheet, free[0])
        st.session_state[key] = free[0].name if again else OWN
    picked = st.selectbox(
        plain(f"{file.path.name} is the next delivery of"),
        [OWN, *last],
        key=key,
        format_func=lambda name: name if last.get(name, name) in name else f"{name} (last file: {last[name]})",
        help="Records keep their ids where a list comes again. It is recognised by its column names and values.",
    )
    return None if picked == OWN else picked
