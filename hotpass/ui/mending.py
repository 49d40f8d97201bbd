"""Mending on the screen: faulty texts with what they should be, spellings of one value, and what was mended."""

import uuid

import streamlit as st

from hotpass.model.mend import Mend, MendLine
from hotpass.stewardship import mending
from hotpass.store.workspace import Workspace
from hotpass.ui.faulty import faulty
from hotpass.ui.person import who
from hotpass.ui.problems import said_plainly
from hotpass.ui.spellings import spellings
from hotpass.ui.tables import table
from hotpass.ui.waiting import waiting
from hotpass.ui.wording import moment, told_apart


@st.fragment
def mend_desk(workspace: Workspace) -> None:
    """One of three views at a time: faulty texts, spellings, and the list of what was mended."""
    with said_plainly():
        lines = mending.every(workspace)
        waiting(workspace, mending.waiting(lines), "the next run heeds what you mended", "run_mends")
        views = {"faulty": "Faulty texts", "spellings": "Spellings", "mended": f"Mended ({len(lines)})"}
        view = st.segmented_control(
            "What to mend",
            list(views),
            format_func=lambda name: views[name],
            default="faulty",
            required=True,
            label_visibility="collapsed",
            key="mend_view",
        )
        if view == "faulty":
            faulty(workspace, len(lines))
        elif view == "spellings":
            spellings(workspace, len(lines))
        else:
            _mended(workspace, lines)


def _mended(workspace: Workspace, lines: tuple[MendLine, ...]) -> None:
    if not lines:
        st.info("Nothing was mended yet. What you mend is listed here, can be taken back, and travels with the export.")
        return
    rows = [
        (
            line.mend.field.replace("_", " "),
            " · ".join(text or "(empty)" for text in line.mend.replaced),
            line.mend.value or "(empty)",
            _effect(line),
            f"{line.by}, {moment(line.on)}",
            line.mend.note,
        )
        for line in lines
    ]
    table(("Field", "Instead of", "Now", "Cells", "By", "Why"), rows, "What was mended, the latest first")
    standing = told_apart({line.fact_id: _named(line.mend) for line in lines if not line.withdrawn})
    if not standing:
        return
    chooser, button = st.columns([3, 1], vertical_alignment="bottom")
    chosen = chooser.selectbox(
        "Take one back",
        list(standing),
        format_func=standing.__getitem__,
        key="mend_back",
    )
    if button.button("Take it back", key=f"withdraw_{chosen}", width="stretch"):
        mending.withdraw(workspace, chosen, by=who(), fact_id=str(uuid.uuid4()))
        st.rerun()


def _named(mend: Mend) -> str:
    return f"{' · '.join(mend.replaced)} → {mend.value}"


def _effect(line: MendLine) -> object:
    if line.withdrawn:
        return "taken back; gone with the next run"
    return "with the next run" if line.cells is None else line.cells
