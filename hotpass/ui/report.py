"""The shareable report: a button that makes one page without a network or any row's text."""

import streamlit as st

from hotpass.stewardship import report
from hotpass.store.workspace import Workspace


def share_report(workspace: Workspace) -> None:
    """Offers the report on the published run as one HTML file."""
    st.download_button(
        "Download a report to share",
        data=lambda: report.text(report.report(workspace), ".html").encode(),
        file_name="quality-report.html",
        mime="text/html",
        icon=":material/description:",
        help="One page for people without Hotpass: scores, what got worse, rules by damage; no text of any row.",
        on_click="ignore",
        key="download_report",
    )
