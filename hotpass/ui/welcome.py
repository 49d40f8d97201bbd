"""The welcome of an empty workspace: two ways to begin, and what will happen."""

import streamlit as st

from hotpass.stewardship import people, runs
from hotpass.stewardship.overview import Place
from hotpass.store.workspace import Workspace
from hotpass.ui.menu import page_file

STEPS = (
    ("1 · Bring", "Workbooks and lists as they are: title rows, hidden sheets and odd phone numbers included."),
    ("2 · Check", "Each sheet is shown with its columns and where they go. You correct what was guessed wrong."),
    ("3 · Match", "Values are tidied, records that speak of the same thing are found and held together."),
    ("4 · Trust", "One golden record each, with the origin of every value. Export it as a table."),
)


def welcome(workspace: Workspace) -> None:
    """Offers the example and the upload."""
    st.markdown("**This workspace is empty.** Messy spreadsheets in; one trusted record per real thing out.")
    viewing = people.looks_only(workspace)
    example, upload, _ = st.columns([1, 1, 2])
    if example.button("Try with example data", type="primary", width="stretch", key="try_example", disabled=viewing):
        runs.start_example(workspace)
        st.switch_page(page_file(Place.IMPORT))
    if upload.button("Upload spreadsheets", width="stretch", key="go_upload"):
        st.switch_page(page_file(Place.IMPORT))
    st.caption("The example: airfields and flight schools of southern Africa, from four real and invented files.")
    for column, (title, words) in zip(st.columns(4), STEPS, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{title}**")
            st.markdown(words)
