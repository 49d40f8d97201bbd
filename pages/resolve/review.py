"""Review: the links that wait for a person, one after the other, each decided with one key."""

import streamlit as st

from hotpass.stewardship import overview
from hotpass.ui.deck import deck
from hotpass.ui.frame import frame
from hotpass.ui.nothing import nothing_yet
from hotpass.ui.review import choose, desk_of, told_below

head, tools = st.columns([3, 2], vertical_alignment="bottom")
with head:
    workspace = frame("Review", "Are these the same thing? S says yes, D no, U takes it back, ? shows all keys.")
if overview.situation(workspace) is None:
    nothing_yet("Links to decide appear here after the first run.")
    st.stop()

desk = desk_of(workspace)
queue, wanted = choose(desk, tools)
deck(desk, queue, wanted, st.query_params.get("item"))
told_below(workspace, queue)
