"""Import: bring files, check how each sheet is read and where its columns go, start the run, watch it."""

import streamlit as st

from hotpass.stewardship import imports, runs, tray
from hotpass.ui.frame import frame
from hotpass.ui.launch import chosen_profile, launch
from hotpass.ui.sheets import file_look
from hotpass.ui.upload import offer_last, tray_list, upload
from hotpass.ui.work import at_work, ended

workspace = frame("Import", "Bring spreadsheets as they are, check how they are read, and start a run.")
if runs.live(workspace) is not None:
    at_work(workspace)
    st.stop()
last = runs.latest(workspace)
waiting = tray.waiting(workspace)
if last is not None and not waiting:
    ended(workspace, last)

upload(workspace)
tray_list(workspace)
if not waiting:
    st.info("Nothing waits for a run yet: drop one or more files above. A run reads all files that are listed here.")
offer_last(workspace)
if waiting:
    profile = chosen_profile(imports.choices())
    readable = [path for path in waiting if file_look(workspace, path, profile)]
    launch(workspace, readable, profile)
