"""Quality on the screen: scores, rules by damage, rows with their cells, and a closer look at a file."""

from collections.abc import Sequence
from urllib.parse import quote

import streamlit as st

from hotpass.model.check import CheckReport, Finding, Score
from hotpass.model.quality import FailingRow, Quality, Rule, Since
from hotpass.stewardship import quality
from hotpass.stewardship.quality import PAGE_SIZE
from hotpass.store.workspace import Workspace
from hotpass.ui.summary import SEVERITIES
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, share

NOT_MEASURED = "not measured"
SINCE = {Since.NEW: "new", Since.STILL: "still there", Since.SOLVED: "solved", Since.UNKNOWN: "—"}
WHOLE = {"rows": "whole rows", "file": "the file", "column": "a column that is gone", "cells": ""}
CELLS_SHOWN = 200


def scores(found: Quality) -> None:
    """One tile for each dimension: the share that passed, and both counts."""
    tiles = st.columns(len(found.scores))
    for tile, (dimension, score) in zip(tiles, found.scores.items(), strict=True):
        value, note = _told(score)
        tile.metric(dimension.value.capitalize(), value, note, delta_color="off", delta_arrow="off", border=True)
    st.caption(
        "Tests passed of tests made. A dimension that nothing tested is not measured, which is not the same as good."
    )


def _told(score: Score | None) -> tuple[str, str]:
    if score is None:
        return "—", NOT_MEASURED
    return share(score.passed, score.tested), f"{score.passed:,} of {score.tested:,}"


def rules(found: Quality) -> Rule | None:
    """The rules that fail, the worst first, and the choice of one, which stands in the page's address."""
    failing = [rule for rule in found.rules if rule.failed]
    solved = [rule for rule in found.rules if rule.since is Since.SOLVED]
    rows = [_rule(rule) for rule in [*failing, *solved]]
    headers = ("Rule", "How bad", "Fail", "Of", "Share", "Since the run before")
    if rows:
        table(headers, rows, "The rules that fail or were solved, the worst first", named=True)
    st.caption(f"{counted(len(found.rules) - len(failing), 'rule')} of {len(found.rules)} hold.")
    if not failing:
        st.success("Every rule holds.")
        return None
    by_id = {rule.expectation_id: rule for rule in failing}
    chosen = st.selectbox(
        "Show the rows of",
        list(by_id),
        format_func=lambda name: f"{by_id[name].title} ({by_id[name].failed:,})",
        key="rule",
        bind="query-params",
    )
    return by_id.get(chosen)


def _rule(rule: Rule) -> tuple[object, ...]:
    told = share(rule.failed, rule.tested)
    return rule.title, SEVERITIES[rule.severity], rule.failed, rule.tested, told, SINCE[rule.since]


def failing_rows(workspace: Workspace, rule: Rule) -> None:
    """The rows that fail a rule, page by page, none left out."""
    pages = -(-rule.failed // PAGE_SIZE)
    place, number = st.container(), 1
    if pages > 1:
        number = st.pagination(pages, key=f"rows_{quote(rule.expectation_id)}")
    with place:
        first = (number - 1) * PAGE_SIZE + 1
        shown = quality.failing_rows(workspace, rule.expectation_id, number)
        st.caption(f"Rows {first:,} to {first + len(shown) - 1:,} of {rule.failed:,}.")
        _rows(shown, rule)


def _rows(rows: Sequence[FailingRow], rule: Rule) -> None:
    headers = ("File", "Cell", "Column", "In the file", "Standard", "Why", "Better")
    cells = [(row.label, row.cell, row.header, row.original, row.standard, row.message, row.suggestion) for row in rows]
    table(headers, cells, f"Rows that fail: {rule.title}")


def closer_look(workspace: Workspace) -> None:
    """A file of the run, cell by cell, checked when a person asks for it."""
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
