"""Feeds: which list of another name is the next delivery of one that the last run knew."""

from collections.abc import Sequence

import streamlit as st

from hotpass.stewardship import deltas, feeds
from hotpass.stewardship.deltas import KnownSource
from hotpass.store.workspace import Workspace
from hotpass.ui.sheets import Found
from hotpass.ui.wording import plain

OWN = "None: a list of its own"
# So many of the sources that are most alike by their columns are held against a list's values.
TRIED = 3


def ask_feeds(workspace: Workspace, files: Sequence[Found], changes: Sequence[str]) -> dict[str, str]:
    """Asks it for each list but those of `changes`; answers their sources, and those of the files of changes."""
    known = deltas.known(workspace)
    chosen = dict(each.split("=", 1) for each in changes if "=" in each)
    lists = {label: (file, sheet) for file in files for label, sheet in file.lists.items()}
    for label, (file, sheet) in lists.items():
        if file.path.name in chosen or file.path.name in changes:
            continue
        headers = [column.header for column in sheet.columns]
        open_ = feeds.open_to(known, label, headers, [other for other in lists if other != label])
        free = [source for source in open_ if source.name not in chosen.values()]
        if free and (picked := _picked(workspace, file, label, free)):
            chosen[label] = picked
    return chosen


def _picked(workspace: Workspace, file: Found, label: str, free: Sequence[KnownSource]) -> str | None:
    """The source a person chose, at first the one whose values the list holds again."""
    last = {source.name: source.label for source in free}
    key = f"feed_{file.path.parent.name[:12]}_{hash((label, *last))}"
    if key not in st.session_state:
        with st.spinner("Looking for lists like it"):
            again = (
                source.name for source in free[:TRIED] if feeds.is_next(workspace, label, file.lists[label], source)
            )
            st.session_state[key] = next(again, OWN)
    picked = st.selectbox(
        plain(f"{label} is the next delivery of"),
        [OWN, *last],
        key=key,
        format_func=lambda name: name if last.get(name, name) in name else f"{name} (last list: {last[name]})",
        help="Records keep their ids where a list comes again. It is recognised by its column names and values.",
    )
    return None if picked == OWN else picked
