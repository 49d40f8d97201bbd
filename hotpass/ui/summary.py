"""The summary of a workspace: figures in tiles, what failed most, and what to do next."""

import streamlit as st

from hotpass.model.expectation import Severity
from hotpass.model.overview import Overview
from hotpass.stewardship.overview import Judged, Situation
from hotpass.ui.menu import page_file
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, lasting, moment, share

SEVERITIES = {Severity.WARNING: "note", Severity.ERROR: "fix", Severity.CRITICAL: "stop"}


def tiles(situation: Situation) -> None:
    """Five figures of the published run."""
    overview, run = situation.overview, situation.run
    filled = sum(cell.valid for cell in overview.quality)
    told = sum(cell.filled for cell in overview.quality)
    figures = (
        ("Rows read", f"{overview.rows:,}", f"{overview.aside:,} set aside"),
        ("Golden records", f"{overview.entities:,}", f"{overview.multiples:,} from several records"),
        ("Waiting for you", f"{overview.held_links:,}", "doubtful links, not merged"),
        ("Valid values", share(filled, told), f"of {told:,} filled cells"),
        ("Last run", lasting(situation.seconds), moment(run.finished or run.started)),
    )
    for column, (name, value, note) in zip(st.columns(5), figures, strict=True):
        column.metric(name, value, note, delta_color="off", delta_arrow="off", border=True)


def decided(judged: Judged) -> None:
    """How people's decisions stand: every one holds, in every run."""
    if judged.total:
        told = f"{counted(judged.total, 'judgement')} of people: {judged.kept:,} kept, {judged.broken:,} broken."
        st.caption(told if not judged.broken else f":material/warning: {told}")


def next_steps(situation: Situation) -> None:
    """A short list of links."""
    for step in situation.steps:
        st.page_link(page_file(step.place), label=step.words, icon=":material/arrow_forward:")


def failures(overview: Overview) -> None:
    """Two tables: the expectations that fail most, and why rows were set aside."""
    left, right = st.columns(2, gap="large")
    with left:
        st.header("What fails most", anchor=False)
        if overview.expectations:
            rows = [
                (worst.title, SEVERITIES[worst.severity], worst.failed, share(worst.failed, worst.tested))
                for worst in overview.expectations
            ]
            table(("Expectation", "How bad", "Values", "Share"), rows, "The expectations that fail most")
        else:
            st.success("Every expectation holds.")
    with right:
        st.header("Rows set aside", anchor=False)
        if overview.reasons:
            reasons = [(found.reason, found.rows) for found in overview.reasons]
            table(("Reason", "Rows"), reasons, "Why rows were set aside")
        else:
            st.success(f"None: all {counted(overview.rows, 'row')} became records.")
