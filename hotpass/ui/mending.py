"""Mending on the screen: faulty texts with what they should be, spellings of one value, and what was mended."""

import uuid

import streamlit as st

from hotpass.model.mend import Fault, Mend, MendLine, Preview
from hotpass.model.mend import Place as Cell
from hotpass.stewardship import mending, runs
from hotpass.stewardship.imports import STEWARD
from hotpass.stewardship.overview import Place
from hotpass.store.workspace import Workspace
from hotpass.ui.menu import page_file
from hotpass.ui.problems import said_plainly
from hotpass.ui.spellings import spellings
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, moment

SHOWN = 8
EVERYWHERE = "Everywhere"
HERE = "In one cell only"


@st.fragment
def mend_desk(workspace: Workspace) -> None:
    """One of three views at a time: faulty texts, spellings, and the list of what was mended."""
    with said_plainly():
        lines = mending.every(workspace)
        _waiting(workspace, lines)
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
            _faulty(workspace)
        elif view == "spellings":
            spellings(workspace)
        else:
            _mended(workspace, lines)


def _waiting(workspace: Workspace, lines: tuple[MendLine, ...]) -> None:
    """What is saved and not shown yet, and the run that will show it."""
    number = mending.waiting(lines)
    if not number:
        return
    words, button = st.columns([3, 1], vertical_alignment="center")
    words.info(f"{counted(number, 'change')} saved; the next run heeds what you mended.", icon=":material/schedule:")
    last = runs.latest(workspace)
    if last is not None and runs.asked(workspace, last.run_id) is not None:
        if button.button("Run again now", key="run_mends", width="stretch"):
            runs.start_again(workspace, last.run_id)
            st.rerun()
    else:
        button.page_link(page_file(Place.IMPORT), label="To the import", icon=":material/arrow_forward:")


def _faulty(workspace: Workspace) -> None:
    found = mending.faults(workspace)
    if not found:
        st.success("No text fails a rule: there is nothing to mend.")
        return
    place = st.selectbox(
        "Text that fails",
        range(len(found)),
        format_func=lambda at: _line(found[at]),
        key="fault",
        help="Those with a known remedy first, then those in most cells; the first 200.",
    )
    fault = found[place]
    st.text(fault.message)
    named = f"{fault.field}_{place}"
    left, right = st.columns(2)
    value = left.text_input(
        "Should be", fault.suggestion or "", key=f"value_{named}", help="Leave it empty to empty the cell."
    )
    note = right.text_input("Why", key=f"note_{named}", placeholder="not needed, but kept")
    preview = mending.preview(workspace, fault.field, (fault.text,))
    chosen = _places(preview, named)
    cells = 1 if chosen else preview.cells
    wanted = Mend(
        field=fault.field,
        replaced=(fault.text,),
        value=value,
        record_id=chosen.record_id if chosen else None,
        source=chosen.label if chosen else None,
        note=note,
    )
    deed = "Mend" if value.strip() else "Empty"
    if st.button(f"{deed} {counted(cells, 'cell')}", type="primary", key="mend", disabled=not cells):
        with said_plainly():
            mending.mend(workspace, wanted, by=STEWARD, fact_id=str(uuid.uuid4()))
            st.rerun()


def _line(fault: Fault) -> str:
    remedy = f" → {fault.suggestion}" if fault.suggestion else ""
    return f"{fault.title}: {fault.text}{remedy} ({counted(fault.cells, 'cell')})"


def _places(preview: Preview, named: str) -> Cell | None:
    """Where the text stands, and the cell meant where it is one only."""
    if not preview.cells:
        st.info("It stands beside other texts of this field, which several columns fill: mend it in the file.")
        return None
    scope = EVERYWHERE
    if preview.cells > 1:
        scope = st.segmented_control(
            "Where", [EVERYWHERE, HERE], default=EVERYWHERE, required=True, key=f"scope_{named}"
        )
    if scope == HERE:
        at = st.selectbox(
            "Cell",
            range(len(preview.places)),
            format_func=lambda place: f"{preview.places[place].label}, {preview.places[place].cell}",
            key=f"cell_{named}",
        )
        return preview.places[at]
    _shown(preview)
    return None


def _shown(preview: Preview) -> None:
    """How many cells would change, and the first of them."""
    first = preview.places[:SHOWN]
    table(
        ("File", "Cell", "Now"), [(place.label, place.cell, place.text) for place in first], "Cells that would change"
    )
    more = f"; the first {len(first)} are shown" if preview.cells > len(first) else ""
    st.caption(f"{counted(preview.cells, 'cell')} would change, and every such cell of files to come{more}.")


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
    standing = {line.fact_id: line for line in lines if not line.withdrawn}
    if not standing:
        return
    chooser, button = st.columns([3, 1], vertical_alignment="bottom")
    chosen = chooser.selectbox(
        "Take one back",
        list(standing),
        format_func=lambda name: f"{' · '.join(standing[name].mend.replaced)} → {standing[name].mend.value}",
        key="mend_back",
    )
    if button.button("Take it back", key="withdraw_mend", width="stretch"):
        mending.withdraw(workspace, chosen, by=STEWARD, fact_id=str(uuid.uuid4()))
        st.rerun()


def _effect(line: MendLine) -> object:
    if line.withdrawn:
        return "taken back; gone with the next run"
    return "with the next run" if line.cells is None else line.cells
