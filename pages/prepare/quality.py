"""Quality: how good the records are, what got worse, which rules fail in which rows, and what to do about it."""

import streamlit as st

from hotpass.stewardship import bounds, quality, runs
from hotpass.ui.closer_look import closer_look
from hotpass.ui.column import column
from hotpass.ui.download import download_findings
from hotpass.ui.expectations import expectation_desk
from hotpass.ui.frame import frame
from hotpass.ui.mending import mend_desk
from hotpass.ui.nothing import nothing_yet
from hotpass.ui.quality import failing_rows, narrow, outside, rules, scores, view, worse
from hotpass.ui.quality_pictures import pictures
from hotpass.ui.report import share_report
from hotpass.ui.work import at_work

workspace = frame("Quality", "What is wrong, where exactly, how bad, and whether it is getting better.")
if runs.live(workspace) is not None:
    at_work(workspace)

found = quality.quality_of(workspace)
if found is None:
    nothing_yet("The quality of your records appears here after the first run.")
    st.stop()

scores(found)
st.header("Since the run before", anchor=False)
worse(found)
outside(bounds.unusual(workspace))
share_report(workspace)
match view():
    case "pictures":
        pictures(workspace, found.run_id)
    case "expectations":
        expectation_desk(workspace)
    case "mend":
        mend_desk(workspace)
    case "columns":
        column(workspace)
    case "closer":
        closer_look(workspace)
    case _:
        chosen, label = narrow(workspace, found)
        rule = rules(chosen)
        if rule is not None:
            st.header("Rows", anchor=False)
            failing_rows(workspace, rule, label)
            download_findings(workspace)
