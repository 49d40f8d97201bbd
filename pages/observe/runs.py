"""Runs: every pass of the pipeline, how it ended, when its stages ran and what they told."""

import streamlit as st

from hotpass.stewardship import run_log, runs
from hotpass.ui.frame import frame
from hotpass.ui.nothing import nothing_yet
from hotpass.ui.returning import earlier_run, returned
from hotpass.ui.run_account import run_account, run_list
from hotpass.ui.wording import plain
from hotpass.ui.work import at_work

workspace = frame("Runs", "Every pass from files to golden records: how it ended, how long it took, what it told.")
if runs.live(workspace) is not None:
    at_work(workspace)

lines = run_log.listing(workspace)
if not lines:
    nothing_yet("No run has been started in this workspace yet.")
    st.stop()

returned(workspace)
run_list(lines)
asked = st.query_params.get("id", lines[0].run_id)
account = run_log.account(workspace, asked)
if account is None:
    st.warning(f"This workspace knows no run {plain(asked)}: choose one in the list.")
else:
    run_account(account, lambda: earlier_run(workspace, asked))
