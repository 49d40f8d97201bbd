"""Map: where the golden records lie, what waits for a person there, and what cannot be right about it."""

import streamlit as st

from hotpass.stewardship import overview
from hotpass.ui.frame import frame
from hotpass.ui.map import drawn_atlas, lost_list, map_view
from hotpass.ui.nothing import nothing_yet

workspace = frame("Map", "Where the golden records lie. Click on a point to see what is there.")
if overview.situation(workspace) is None:
    nothing_yet("Golden records with a position appear here after the first run.")
    st.stop()

atlas = drawn_atlas(workspace)
if atlas is None or not atlas.placed:
    st.info("No column of these files holds positions or names a known town, so there is nothing to draw.")
    if atlas is not None:
        lost_list(atlas)
    st.stop()

map_view(workspace, atlas)
