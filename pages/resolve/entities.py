"""Entities: search the golden records, open one, see where every value came from, export them all."""

import streamlit as st

from hotpass.stewardship import entities, overview
from hotpass.ui.download import download
from hotpass.ui.entity import entity_view
from hotpass.ui.frame import frame
from hotpass.ui.nothing import nothing_yet
from hotpass.ui.search import results, sought
from hotpass.ui.wording import plain

workspace = frame("Entities", "One golden record for each real thing, with the origin of every value.")
if overview.situation(workspace) is None:
    nothing_yet("Golden records appear here after the first run.")
    st.stop()

asked = st.query_params.get("id")
if asked is None:
    results(workspace, sought(workspace))
    download(workspace)
    st.stop()

if st.button("Back to the list", key="back"):
    del st.query_params["id"]
    st.rerun()
found = entities.entity(workspace, asked)
if found is None:
    st.warning(f"No entity has or ever had the id {plain(asked)}: search for a name in its place.")
else:
    entity_view(workspace, found)
