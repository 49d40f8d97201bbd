"""Overview: what is in the workspace, how good it is, what waits for a person, and what to do next."""

import streamlit as st

from hotpass.stewardship import overview, runs
from hotpass.ui.frame import frame
from hotpass.ui.pictures import quality_picture, rows_picture
from hotpass.ui.returning import returned
from hotpass.ui.summary import decided, failures, next_steps, tiles
from hotpass.ui.welcome import welcome
from hotpass.ui.work import at_work

workspace = frame("Overview", "What this workspace holds, how good it is, and what waits for you.")
if runs.live(workspace) is not None:
    at_work(workspace)

situation = overview.situation(workspace)
if situation is None:
    welcome(workspace)
    st.stop()

returned(workspace)
st.header(situation.sentence, anchor=False)
tiles(situation)
decided(overview.judged(workspace))

left, right = st.columns([3, 2], gap="large")
with left:
    st.header("Where the rows went", anchor=False)
    rows_picture(situation.overview.sources)
with right:
    st.header("Next", anchor=False)
    next_steps(situation)

st.header("Quality at a glance", anchor=False)
st.caption("Share of records whose value is filled and valid. An empty square: the source has no such column.")
if situation.overview.quality:
    quality_picture(situation.overview.quality)
else:
    st.info("No column was recognised: open Import and say what the columns hold.")
failures(situation.overview)
