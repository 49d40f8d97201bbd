"""Returning on the screen: look at an earlier run, compare it, see what a return would change, and return to it."""

import uuid

import streamlit as st

from hotpass.errors import BadInput
from hotpass.model.drift import Fate
from hotpass.model.returning import Prospect
from hotpass.stewardship import people, returning
from hotpass.stewardship.overview import Place
from hotpass.stewardship.standing import version
from hotpass.stewardship.taking_back import take_back
from hotpass.store.workspace import Workspace
from hotpass.ui.drift_course import FATES, fate_lines
from hotpass.ui.menu import page_file
from hotpass.ui.person import who
from hotpass.ui.wording import counted, moment, plain


def returned(workspace: Workspace) -> None:
    """Says that an earlier run is shown, where a person chose so, and offers the way back."""
    stands = returning.standing(workspace)
    if stands is None:
        return
    words, button = st.columns([4, 1], vertical_alignment="center")
    because = f": {plain(stands.note)}" if stands.note else ""
    words.info(
        f"An earlier run is shown, {stands.run_id}: {plain(stands.by)} returned to it on {moment(stands.on)}{because}. "
        "The next run that is published takes its place.",
        icon=":material/history:",
    )
    if button.button("Take the return back", key="return_back", width="stretch"):
        try:
            take_back(workspace, stands.fact_id, by=who(), undo_id=str(uuid.uuid4()))
        except BadInput as error:
            st.warning(plain(str(error)))
        else:
            st.rerun()


def earlier_run(workspace: Workspace, run_id: str) -> None:
    """What can be done with a run that is kept."""
    now = returning.shown_run(workspace)
    if now is None or not returning.is_kept(workspace, run_id):
        return
    if run_id == now:
        st.caption("This is the run whose golden records are shown.")
        return
    look, compare, back = st.columns(3, vertical_alignment="center")
    look.page_link(
        page_file(Place.ENTITIES),
        label="Look at its golden records",
        icon=":material/history:",
        query_params={"run": run_id},
    )
    compare.page_link(
        page_file(Place.DRIFT),
        label="Compare it with what is shown",
        icon=":material/compare_arrows:",
        query_params={"reference": run_id, "current": now},
    )
    asked = f"foresee_{run_id}"
    if people.looks_only(workspace):
        return
    if back.button("Return to this run …", key="foresee", width="stretch"):
        st.session_state[asked] = True
    if st.session_state.get(asked):
        _rehearsal(workspace, run_id, asked)


def _rehearsal(workspace: Workspace, run_id: str, asked: str) -> None:
    """What the return would change, and the buttons that do it or leave it."""
    try:
        seen = _foreseen(workspace, version(workspace), run_id)
    except BadInput as error:
        st.warning(plain(str(error)))
        return
    with st.container(border=True):
        st.subheader("What returning to this run would change", anchor=False)
        st.markdown(_told(seen))
        some = [fate for fate in Fate if seen.lists[fate].found]
        fate = st.segmented_control("Look at them", some, format_func=FATES.__getitem__, key="return_fate")
        if fate is not None:
            shown = seen.lists[fate]
            fate_lines(shown.lines, fate)
            if shown.found > len(shown.lines):
                st.caption(f"The first {len(shown.lines)} of {shown.found:,}.")
        note = st.text_input("Why (kept with it)", key="return_note")
        yes, no, _ = st.columns([2, 1, 3])
        if yes.button("Return to this run", type="primary", key="return", width="stretch"):
            _return(workspace, run_id, note.strip(), asked)
        if no.button("Leave it", key="leave", width="stretch"):
            del st.session_state[asked]
            st.rerun()


def _told(seen: Prospect) -> str:
    """The rehearsal in sentences."""
    found = seen.entities
    counts = (
        (found.appeared, "come back"),
        (found.vanished, "go"),
        (found.merged, "be merged into others"),
        (found.split, "be split"),
    )
    parts = [f"{counted(number, 'entity', 'entities')} would {words}" for number, words in counts if number]
    parts += [f"{counted(found.values, 'golden value')} would be others"] if found.values else []
    change = f"{', '.join(parts)}. " if parts else "All golden records would be as they are. "
    kept = (
        f"{counted(seen.decisions, 'decision')} made since then would be kept and applied. " if seen.decisions else ""
    )
    later = (
        f"{counted(seen.later, 'other act')}, such as mended texts, would wait for the next run. " if seen.later else ""
    )
    return f"{change}{kept}{later}Nothing is computed anew, nothing is lost, and it can be taken back."


def _return(workspace: Workspace, run_id: str, note: str, asked: str) -> None:
    try:
        returning.return_to(workspace, run_id, by=who(), fact_id=str(uuid.uuid4()), note=note)
    except BadInput as error:
        st.warning(plain(str(error)))
    else:
        del st.session_state[asked]
        st.rerun()


@st.cache_data(show_spinner="Working out what would change …", max_entries=4)
def _foreseen(_workspace: Workspace, stands: str, run_id: str) -> Prospect:
    return returning.foresee(_workspace, run_id)
