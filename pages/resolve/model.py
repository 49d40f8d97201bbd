"""Model: what decides whether two records are the same, where the lines stand, which records meet, what changed."""

import streamlit as st

from hotpass.stewardship import model, runs
from hotpass.ui.frame import frame
from hotpass.ui.model import before, chosen, meeting
from hotpass.ui.model_lines import explored, measured
from hotpass.ui.nothing import nothing_yet
from hotpass.ui.sample_check import sample_view
from hotpass.ui.why import why
from hotpass.ui.wording import plain
from hotpass.ui.work import at_work

workspace = frame("Model", "What decides whether two records are the same thing, learned from your own records.")
if runs.live(workspace) is not None:
    at_work(workspace)

found = model.account(workspace)
if found is None:
    nothing_yet("The model appears here after the first run.")
    st.stop()
if not found.model.comparisons:
    st.info(" ".join(["The last run compared no records.", *(plain(note) for note in found.model.notes)]))
    st.stop()

st.header("What is compared, and what it is worth", anchor=False)
chosen(found)
st.header("Where the lines stand", anchor=False)
explored(workspace, found)
st.header("Which records meet", anchor=False)
meeting(found)
st.header("How right it is", anchor=False)
measured(workspace, found)
sample_view(workspace)
st.header("What changed since the last model", anchor=False)
before(found.before)
st.header("Why, or why not", anchor=False)
why(workspace)
