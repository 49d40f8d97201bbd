"""Map: where the golden records lie, what waits for a person there, and which records of one entity lie far apart."""

import streamlit as st

from hotpass.stewardship import overview
from hotpass.stewardship.atlas import atlas_of
from hotpass.ui.frame import frame
from hotpass.ui.map import apart_table, chosen_entities, map_of
from hotpass.ui.nothing import nothing_yet

workspace = frame("Map", "Where the golden records lie. Click on one to open it.")
if overview.situation(workspace) is None:
    nothing_yet("Golden records with a position appear here after the first run.")
    st.stop()

atlas = atlas_of(workspace)
if atlas is None or not atlas.placed:
    st.info("No column of these files holds positions or names a known town, so there is nothing to draw.")
    st.stop()

chosen = map_of(atlas)
if chosen:
    chosen_entities(atlas, chosen)
apart_table(atlas)
