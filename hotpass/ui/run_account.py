"""The list of runs, and one run in full."""

from collections.abc import Callable, Sequence

import streamlit as st

from hotpass.model.run import RunState
from hotpass.stewardship.run_log import RunAccount, RunLine
from hotpass.ui.pictures import stages_picture
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, lasting, moment, plain, stage_words

STATES = {
    RunState.RUNNING: "at work",
    RunState.PUBLISHED: "published",
    RunState.UNCHANGED: "nothing changed",
    RunState.FAILED: "failed",
    RunState.CANCELLED: "stopped",
    RunState.INTERRUPTED: "interrupted",
}
COUNTS = {"Records": "records", "Entities": "entities", "Set aside": "set_aside"}


def run_list(lines: Sequence[RunLine]) -> None:
    """The latest runs; choosing a line shows that run below."""
    columns = {
        "Started": [moment(line.started) for line in lines],
        "State": [STATES[line.state] for line in lines],
        "Took": [lasting(line.seconds) for line in lines],
        **{title: [line.counts.get(name) for line in lines] for title, name in COUNTS.items()},
        "Files": [", ".join(line.files) for line in lines],
        "Run": [line.run_id for line in lines],
    }
    key = f"runs_{lines[0].run_id}_{len(lines)}"
    # The browser's way back changes the address alone: the line that is ticked follows it.
    ticked = [place for place, line in enumerate(lines) if line.run_id == st.query_params.get("id")]
    if key in st.session_state and list(st.session_state[key]["selection"]["rows"]) != ticked:
        st.session_state[key] = {"selection": {"rows": ticked}}

    def open_chosen() -> None:
        """Before the page is made anew: what the address says is shown."""
        if rows := st.session_state[key]["selection"]["rows"]:
            st.query_params["id"] = lines[rows[0]].run_id

    st.dataframe(
        columns,
        hide_index=True,
        height=min(38 + 35 * len(lines), 300),
        on_select=open_chosen,
        selection_mode="single-row",
        key=key,
        column_config={name: st.column_config.NumberColumn(format="localized") for name in COUNTS},
        placeholder="",
        alt=f"The latest {counted(len(lines), 'run')}",
    )


def run_account(account: RunAccount, offer: Callable[[], None]) -> None:
    """One run: how it ended, what can be done with it, its stages on a time line, what they told."""
    line = account.line
    st.header(f"Run of {moment(line.started)}", anchor=False)
    st.text(f"{line.run_id} · {STATES[line.state]} · {lasting(line.seconds)} · profile {line.profile or 'not chosen'}")
    if line.failure:
        st.error(plain(line.failure), icon=":material/warning:")
    offer()
    if account.stages:
        stages_picture(account.stages)
    elif line.state is RunState.UNCHANGED:
        st.info("Files, profile and settings were the same as before, so nothing was computed and everything stands.")
    elif line.state is RunState.RUNNING:
        st.info("The times of its stages appear when the run is over.")
    else:
        st.info("No stage of this run was recorded: it ended before the first one.")
    if account.notes:
        st.header("What the stages told", anchor=False)
        rows = [(stage_words(name), note) for name, note in account.notes]
        table(("Stage", "Note"), rows, "Notes of the stages")
