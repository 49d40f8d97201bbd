"""Work in progress: a run's stages with rows and time, told every second while it lives."""

from datetime import UTC, datetime

import streamlit as st

from hotpass.model.run import RunState
from hotpass.stewardship import people, run_log, runs
from hotpass.stewardship.overview import Place
from hotpass.store.progress import Progress
from hotpass.store.workspace import Workspace
from hotpass.ui.menu import page_file
from hotpass.ui.problems import said_plainly
from hotpass.ui.tables import table
from hotpass.ui.wording import lasting, plain, stage_words

ENDED = {
    RunState.FAILED: "The run failed.",
    RunState.CANCELLED: "The run was stopped.",
    RunState.INTERRUPTED: "The run was interrupted.",
}


def at_work(workspace: Workspace) -> None:
    """Shows the run at work, and the page anew when it ends."""
    st.session_state["stopping"] = None
    _watched(workspace)


@st.fragment(run_every=1)
def _watched(workspace: Workspace) -> None:
    with said_plainly():
        told = runs.live(workspace)
        if told is None:
            st.rerun()
        _told(told, run_log.seconds(workspace, told.run_id))
        stopping = st.session_state["stopping"] == told.run_id
        if st.button("Stop this run", key="stop_run", disabled=stopping or people.looks_only(workspace)):
            runs.cancel(workspace, told.run_id)
            st.session_state["stopping"] = told.run_id
            st.rerun(scope="fragment")


def _told(told: Progress, seconds: dict[str, float]) -> None:
    elapsed = (datetime.now(UTC) - told.started).total_seconds()
    words = stage_words(told.stage)
    where = f"step {told.stage_number} of {told.stages} · " if told.stages else ""
    st.progress(len(told.stages_done) / max(told.stages, 1), text=f"**{words}** · {where}{lasting(elapsed)}")
    if told.stages_done:
        rows = [
            (stage_words(done.name), done.rows_in, done.rows_out, _took(seconds.get(done.name)))
            for done in told.stages_done
        ]
        table(("Done", "Rows in", "Rows out", "Took"), rows, "The stages that are done")


def _took(seconds: float | None) -> str:
    """Spans are recorded in batches: the time of a stage may come a little after the stage."""
    return "" if seconds is None else lasting(seconds)


def ended(workspace: Workspace, told: Progress) -> None:
    """Says how the last run ended, and offers what to do next."""
    if told.state is RunState.PUBLISHED:
        st.success("The run is done and published.", icon=":material/check_circle:")
        st.page_link(page_file(Place.ENTITIES), label="Look at the golden records", icon=":material/arrow_forward:")
        return
    if told.state is RunState.UNCHANGED:
        st.info("Nothing changed since the last run, so everything stands as it was.", icon=":material/check_circle:")
        if st.button(
            "Compute it all the same",
            key="anew",
            help="Reads, matches and merges again, by a model of its own.",
            disabled=people.looks_only(workspace),
        ):
            runs.start_again(workspace, told.run_id, anew=True)
            st.rerun()
        return
    st.error(f"**{ENDED[told.state]}** {plain(told.failure or '')}", icon=":material/warning:")
    if st.button("Try again with the same files", key="again", disabled=people.looks_only(workspace)):
        runs.start_again(workspace, told.run_id)
        st.rerun()
