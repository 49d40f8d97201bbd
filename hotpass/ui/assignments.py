"""Assignments on the review page: what you are asked for, what others are, and the way to ask somebody."""

import uuid

import streamlit as st

from hotpass.errors import BadInput
from hotpass.model.assignment import Assignment
from hotpass.model.review import Queue, ReviewFilter
from hotpass.stewardship import assignments, people
from hotpass.stewardship.bulk import narrowed
from hotpass.stewardship.review import Desk
from hotpass.store.workspace import Workspace
from hotpass.ui.person import who
from hotpass.ui.queues import TITLES
from hotpass.ui.wording import counted, plain

# What the inputs of the review page's filter, by their keys, fill.
FILTERS = {"words": "words", "source": "label", "field": "field", "band": "band", "rule": "rule"}


def assigned(desk: Desk) -> None:
    """A line for each thing this person is asked for, and one for what others are."""
    every, name = assignments.every(desk.workspace), who()
    for each in every:
        if each.to == name:
            _mine(desk, each)
    others = [f"{plain(each.to)}: {plain(_words(each))}" for each in every if each.to != name]
    if others:
        st.caption(f"Asked of others — {' · '.join(others)}")


def ask(workspace: Workspace, queue: Queue, wanted: ReviewFilter) -> None:
    """Whom to ask for what the queue and the filter show, now and later."""
    st.text(f"{_what(queue, wanted)}: what waits there now, and what comes there.")
    to = st.text_input("Whom do you ask?", key="assign_to", max_chars=people.LONGEST)
    note = st.text_input("What for (kept with it)", key="assign_note")
    if st.button("Ask", type="primary", disabled=not to.strip(), key="assign"):
        try:
            assignments.assign(workspace, queue, wanted, to, by=who(), fact_id=str(uuid.uuid4()), note=note.strip())
        except BadInput as error:
            st.warning(plain(str(error)))
        else:
            st.rerun()


def _mine(desk: Desk, asked: Assignment) -> None:
    words, go, done = st.columns([5, 1, 1], vertical_alignment="center")
    waiting = desk.waiting(asked.queue, asked.wanted, asked.to)
    note = f" — {plain(asked.note)}" if asked.note else ""
    words.markdown(f"**{plain(asked.by)}** asks you for {plain(_words(asked))}: **{counted(waiting, 'item')}**{note}")
    go.button("Go there", key=f"go_{asked.fact_id}", on_click=_go, args=(asked,), width="stretch")
    if done.button("Done", key=f"done_{asked.fact_id}", width="stretch", help="Takes this line away; Audit keeps it."):
        assignments.withdraw(desk.workspace, asked.fact_id, by=who(), fact_id=str(uuid.uuid4()))
        st.rerun()


def _go(asked: Assignment) -> None:
    """Before the page is made anew, so that the filter and the queue are as asked."""
    for key, name in FILTERS.items():
        value = getattr(asked.wanted, name)
        st.session_state[key] = value if value is not None else ("" if key == "words" else None)
    st.session_state["queue_chosen"] = asked.queue.value
    st.query_params["queue"] = asked.queue.value


def _words(asked: Assignment) -> str:
    return _what(asked.queue, asked.wanted)


def _what(queue: Queue, wanted: ReviewFilter) -> str:
    return ", ".join(filter(None, (TITLES[queue], narrowed(wanted))))
