"""Import: bring files, check how each sheet is read and where its columns go, start the run, watch it."""

import streamlit as st

from hotpass.stewardship import people, runs, tray
from hotpass.ui.frame import frame
from hotpass.ui.launch import launch
from hotpass.ui.sheets import delivery, read
from hotpass.ui.upload import offer_last, upload
from hotpass.ui.work import at_work, ended

workspace = frame("Import", "Bring spreadsheets as they are, check how they are read, and start a run.")
if runs.live(workspace) is not None:
    at_work(workspace)
    st.stop()
last = runs.latest(workspace)
waiting = tray.waiting(workspace)
if last is not None and not waiting:
    ended(workspace, last)

if people.looks_only(workspace):
    st.info("A steward brings files and starts runs. The pages above show what the last run made of them.")
    st.stop()
upload(workspace)
offer_last(workspace)
if not waiting:
    st.info("Nothing waits for a run: drop one or more files above. A run reads exactly the files listed here.")
    st.stop()

readings = [read(workspace, path) for path in waiting]
asked = launch(workspace, readings)
st.header("What was read", anchor=False)
for place, found in enumerate(readings):
    delivery(workspace, found, asked, opened=place == 0)
