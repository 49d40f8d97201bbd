"""A closer look on the screen: every cell of a file, checked when a person asks for it."""

import streamlit as st

from hotpass.model.check import CheckReport, Finding
from hotpass.stewardship import people, quality
from hotpass.store.workspace import Workspace
from hotpass.ui.summary import SEVERITIES
from hotpass.ui.tables import table

WHOLE = {"rows": "whole rows", "file": "the file", "column": "a column that is gone", "cells": ""}
CELLS_SHOWN = 200


def closer_look(workspace: Workspace) -> None:
    """A file of the run, cell by cell, checked when a person asks for it."""
    if people.masked(workspace):
        st.info("A closer look shows cells as the file has them. Personal values are masked for you: ask a steward.")
        return
    kept = {file.name: file for file in quality.files(workspace)}
    chooser, button = st.columns([3, 1], vertical_alignment="bottom")
    name = chooser.selectbox("File", list(kept), key="file")
    if button.button("Look closer", key="look", width="stretch"):
        st.session_state["looked_at"] = name
    if name is None or st.session_state.get("looked_at") != name:
        st.info(
            "Looks for misspelt values, cells that contradict others, odd shapes and numbers, and more. "
            "Nothing is changed."
        )
        return
    with st.spinner("Looking at every cell …"):
        report = quality.closer_look(workspace, kept[name])
    _report(report)


def _report(report: CheckReport) -> None:
    if not report.findings:
        st.success("Nothing was found.")
        return
    findings = report.findings
    rows = [
        (
            finding.column or WHOLE[finding.scope],
            SEVERITIES[finding.severity],
            finding.failing,
            finding.tested,
            finding.message,
        )
        for finding in findings
    ]
    table(("Column", "How bad", "Fail", "Of", "What"), rows, f"What was found in {report.file}")
    celled = [place for place, finding in enumerate(findings) if finding.rows]
    if celled:
        chosen = st.selectbox(
            "Show the cells of", celled, format_func=lambda place: findings[place].message, key="finding"
        )
        _cells(findings[chosen])
    st.download_button(
        "Download all of it",
        report.model_dump_json(indent=2),
        f"hotpass-check-{report.file}.json",
        "application/json",
        icon=":material/download:",
        on_click="ignore",
        key="download_check",
    )


def _cells(finding: Finding) -> None:
    rows = [
        (cell.cell or f"row {cell.sheet_row}", cell.value, cell.suggestion, cell.reason)
        for cell in finding.rows[:CELLS_SHOWN]
    ]
    if len(finding.rows) > CELLS_SHOWN:
        st.caption(f"The first {CELLS_SHOWN} of {len(finding.rows):,}; the download holds all.")
    table(("Cell", "In the file", "Better", "Why"), rows, f"Cells: {finding.message}")
