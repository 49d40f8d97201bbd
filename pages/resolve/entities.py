"""Entities: search the golden records, open one, see where every value came from, export them all."""

import streamlit as st

from hotpass.stewardship import entities, overview, readiness
from hotpass.ui.download import download
from hotpass.ui.entity import entity_view, gone, past_entity_view
from hotpass.ui.frame import frame
from hotpass.ui.looking_back import as_of_run
from hotpass.ui.nothing import nothing_yet
from hotpass.ui.search import results, sought, to_the_list
from hotpass.ui.survivorship import rules_view

workspace = frame("Entities", "One golden record for each real thing, with the origin of every value.")
if overview.situation(workspace) is None:
    nothing_yet("Golden records appear here after the first run.")
    st.stop()

readiness.make_ready(workspace)
as_of = as_of_run(workspace)
asked = st.query_params.get("id")
if asked is None:
    results(workspace, sought(workspace, as_of), as_of)
    if as_of is None:
        download(workspace)
        rules_view(workspace)
    st.stop()

st.button("Back to the list", key="back", on_click=to_the_list)
found = entities.entity(workspace, asked, as_of)
if found is None:
    gone(workspace, asked)
elif as_of is not None:
    past_entity_view(workspace, found)
else:
    entity_view(workspace, found)
