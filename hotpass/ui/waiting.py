"""Waiting on the screen: what a person saved and no run has heeded yet, and the run that will."""

import streamlit as st

from hotpass.stewardship import people, runs
from hotpass.stewardship.overview import Place
from hotpass.store.workspace import Workspace
from hotpass.ui.menu import page_file
from hotpass.ui.wording import counted


def waiting(workspace: Workspace, number: int, what: str, key: str) -> None:
    """Says how many changes wait, in our own words what for, and offers the run; nothing where none do."""
    if not number:
        return
    words, button = st.columns([3, 1], vertical_alignment="center")
    words.info(f"{counted(number, 'change')} saved; {what}.", icon=":material/schedule:")
    last = runs.latest(workspace)
    if last is not None and runs.asked(workspace, last.run_id) is not None:
        if button.button("Run again now", key=key, width="stretch", disabled=people.looks_only(workspace)):
            runs.start_again(workspace, last.run_id)
            st.rerun()
    else:
        button.page_link(page_file(Place.IMPORT), label="To the import", icon=":material/arrow_forward:")
