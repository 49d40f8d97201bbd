"""Faulty texts on the screen: what fails, what it should be, the cells that would change, and the mend."""

import uuid

import streamlit as st

from hotpass.model.mend import Fault, Mend, Preview
from hotpass.model.mend import Place as Cell
from hotpass.stewardship import mending, suggestions
from hotpass.stewardship import spellings as spelt
from hotpass.store.workspace import Workspace
from hotpass.ui.person import who
from hotpass.ui.problems import said_plainly
from hotpass.ui.tables import table
from hotpass.ui.wording import counted

SHOWN = 8
MOST = 200
EVERYWHERE = "Everywhere"
HERE = "In one cell only"


def faulty(workspace: Workspace, mended: int) -> None:
    """Asks for a text that fails, what it should be and where, and saves that; `mended` counts what was before."""
    unseen = suggestions.unseen(workspace)
    found = _found(workspace, spelt.run_shown(workspace), len(unseen))
    if unseen:
        _closer(workspace)
    if not found:
        st.success("No text fails a rule: there is nothing to mend.")
        return
    place = st.selectbox(
        "Text that fails",
        range(len(found)),
        format_func=lambda at: _line(found[at]),
        key="fault",
        help="Those with a known remedy first, then those in most cells; the first 200 of both.",
    )
    fault = found[place]
    st.text(fault.message)
    named = f"{fault.field}_{fault.text}"
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
    if st.button(f"{deed} {counted(cells, 'cell')}", type="primary", key=f"mend_{mended}", disabled=not cells):
        with said_plainly():
            mending.mend(workspace, wanted, by=who(), fact_id=str(uuid.uuid4()))
            st.rerun()


def _closer(workspace: Workspace) -> None:
    """Offers the closer look that finds more, and what it should be."""
    words, button = st.columns([3, 1], vertical_alignment="center")
    words.caption("A closer look at the files also finds misspelt and misplaced values, and says what they should be.")
    if button.button("Look closer", key="look_for_mends", width="stretch"):
        with st.spinner("Looking at every cell …"):
            suggestions.look(workspace)
        st.rerun()


@st.cache_data(show_spinner=False, max_entries=4)
def _found(_workspace: Workspace, run_id: str, unseen: int) -> tuple[Fault, ...]:
    """Those with a suggestion from a closer look first; named by the run and how many files wait for such a look."""
    suggested = suggestions.suggested(_workspace)[:MOST]
    known = {(fault.field, fault.text) for fault in suggested}
    return (*suggested, *(fault for fault in mending.faults(_workspace) if (fault.field, fault.text) not in known))


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
