"""Quality: how good the records are by dimension, which rules fail, in which rows, and a closer look at a file."""

import streamlit as st

from hotpass.stewardship import quality, runs
from hotpass.ui.column import column
from hotpass.ui.download import download_findings
from hotpass.ui.frame import frame
from hotpass.ui.mending import mend_desk
from hotpass.ui.nothing import nothing_yet
from hotpass.ui.quality import closer_look, failing_rows, rules, scores
from hotpass.ui.report import share_report
from hotpass.ui.work import at_work

workspace = frame("Quality", "What is wrong, where exactly, how bad, and whether it is getting better.")
if runs.live(workspace) is not None:
    at_work(workspace)

found = quality.quality_of(workspace)
if found is None:
    nothing_yet("The quality of your records appears here after the first run.")
    st.stop()

st.header("Scores", anchor=False)
scores(found)
share_report(workspace)
st.header("Rules, by damage", anchor=False)
rule = rules(found)
if rule is not None:
    st.header("Rows", anchor=False)
    failing_rows(workspace, rule)
    download_findings(workspace)
st.header("Mend", anchor=False)
mend_desk(workspace)
st.header("What a column holds", anchor=False)
column(workspace)
st.header("A closer look at a file", anchor=False)
closer_look(workspace)
