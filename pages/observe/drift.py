"""Drift: what is different since an earlier run, the most damaging first, each with its picture."""

import streamlit as st

from hotpass.stewardship import drift
from hotpass.ui.drift import accounts, causes, choose, compared, looked_at, moved, picture, steady
from hotpass.ui.drift_course import baseline, course, fates
from hotpass.ui.drift_rows import rows_behind
from hotpass.ui.frame import frame
from hotpass.ui.nothing import nothing_yet

workspace = frame("Drift", "What is different since an earlier run, and whether chance would explain it.")
kept = drift.kept(workspace)
if not kept:
    nothing_yet("What moved from one run to the next appears here.")
    st.stop()
if len(kept) == 1:
    st.info("There is one run so far. When the next delivery is in, what moved appears here.")
    st.stop()

reference, current = choose(workspace, kept)
if reference == current:
    st.info("Choose two different runs.")
    st.stop()
baseline(workspace, reference)
found = compared(workspace, reference, current)
causes(found)
accounts(found)
fates(workspace, found)
moved(found)
metric = looked_at(found)
if metric is not None:
    picture(metric)
    rows_behind(workspace, found, metric)
steady(found)
course(workspace)
