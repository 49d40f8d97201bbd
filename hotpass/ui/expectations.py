"""Expectations on the screen: suggested ones with their evidence, those people stated, and a new one."""

import uuid

import streamlit as st

from hotpass.model.expectation import ExpectationKind, ExpectationSpec
from hotpass.model.suggestion import StatedLine, Suggestion, Tried
from hotpass.stewardship import expectations
from hotpass.stewardship.spellings import run_shown
from hotpass.store.workspace import Workspace
from hotpass.ui.expectation_form import edited, started
from hotpass.ui.person import who
from hotpass.ui.problems import said_plainly
from hotpass.ui.summary import SEVERITIES
from hotpass.ui.tables import table
from hotpass.ui.waiting import waiting
from hotpass.ui.wording import counted, moment, share, told_apart


@st.fragment
def expectation_desk(workspace: Workspace) -> None:
    """One of three views at a time."""
    with said_plainly():
        lines = expectations.every(workspace)
        wait = sum(not line.asked for line in lines)
        waiting(workspace, wait, "the next run asks what you expect", "run_expectations")
        views = {"suggested": "Suggested", "own": "State one", "stated": f"Stated ({len(lines)})"}
        view = st.segmented_control(
            "What to expect",
            list(views),
            format_func=views.__getitem__,
            default="suggested",
            required=True,
            label_visibility="collapsed",
            key="expectation_view",
        )
        if view == "suggested":
            _suggested(workspace)
        elif view == "own":
            _own(workspace, lines)
        else:
            _stated(workspace, lines)


def _suggested(workspace: Workspace) -> None:
    seen = run_shown(workspace)
    if st.session_state.get("suggestions_of") != seen:
        st.info("Looks for what your records keep to: found on one part of the rows, proved on the rest.")
        if st.button("Look for expectations", key="suggest", type="primary"):
            st.session_state["suggestions_of"] = seen
            st.rerun()
        return
    gone = st.session_state.setdefault("suggestions_settled", set())
    found = [one for one in _found(workspace, seen or "") if (seen, one.key) not in gone]
    if not found:
        st.success("Nothing is left to suggest.")
        return
    rows = [(one.title, one.today.failing, one.today.tested, _rate(one.today), _evidence(one)) for one in found]
    headers = ("Expectation", "Would fail today", "Of", "Share", "Evidence")
    picked = table(headers, rows, "What your records keep to", named=True, picks=[one.key for one in found])
    by_key = {one.key: one for one in found}
    if picked in by_key:
        st.session_state["suggestion"] = picked
    titles = told_apart({one.key: one.title for one in found})
    chosen = st.selectbox("Look at", list(titles), format_func=titles.__getitem__, key="suggestion")
    _decide(workspace, by_key[chosen], (seen, chosen))


@st.cache_data(show_spinner="Looking at every field …", max_entries=4)
def _found(_workspace: Workspace, run_id: str) -> tuple[Suggestion, ...]:
    """A run's suggestions are found once."""
    return expectations.suggestions(_workspace)


def _decide(workspace: Workspace, one: Suggestion, settled: tuple[str | None, str]) -> None:
    """Accept as it is or as it was edited, or refuse for good.

    The keys name what is decided: a click while the page is drawn anew must not decide the next one, yet unseen.
    """
    spec = edited(one.spec, f"suggested_{one.key}")
    _told(expectations.would_fail(workspace, spec))
    accept, refuse = st.columns(2)
    if accept.button("Expect this from now on", type="primary", key=f"accept_{one.key}", width="stretch"):
        expectations.state(workspace, spec, by=who(), fact_id=str(uuid.uuid4()))
        st.session_state["suggestions_settled"].add(settled)
        st.rerun()
    if refuse.button("Do not suggest it again", key=f"refuse_{one.key}", width="stretch"):
        expectations.refuse(workspace, one.key, by=who(), fact_id=str(uuid.uuid4()))
        st.session_state["suggestions_settled"].add(settled)
        st.rerun()


def _own(workspace: Workspace, lines: tuple[StatedLine, ...]) -> None:
    fields = expectations.fields(workspace)
    begun = started({name: field.title for name, field in fields.items()})
    if begun is None:
        return
    spec = edited(begun, f"own_{begun.field}_{begun.kind}")
    ready = _says_something(spec)
    if ready:
        _told(expectations.would_fail(workspace, spec))
    key = f"state_expectation_{len(lines)}"
    if st.button("Expect this from now on", type="primary", key=key, disabled=not ready):
        expectations.state(workspace, spec, by=who(), fact_id=str(uuid.uuid4()))
        st.rerun()


def _says_something(spec: ExpectationSpec) -> bool:
    """Whether what the kind asks for was filled in."""
    match spec.kind:
        case ExpectationKind.IN_SET:
            return bool(spec.allowed)
        case ExpectationKind.MATCHES:
            return bool(spec.pattern)
        case ExpectationKind.QUERY:
            return bool((spec.sql or "").strip())
        case _:
            return True


def _stated(workspace: Workspace, lines: tuple[StatedLine, ...]) -> None:
    if not lines:
        st.info("Nobody stated one yet. Those of the profile and of the columns' types are asked all the same.")
        return
    rows = [
        (
            line.title,
            SEVERITIES[line.spec.severity],
            f"{line.by}, {moment(line.on)}",
            "yes" if line.asked else "with the next run",
        )
        for line in lines
    ]
    table(("Expectation", "How bad", "By", "Asked"), rows, "What people expect, the latest first")
    titles = told_apart({line.fact_id: line.title for line in lines})
    chooser, button = st.columns([3, 1], vertical_alignment="bottom")
    chosen = chooser.selectbox("Take one back", list(titles), format_func=titles.__getitem__, key="expectation_back")
    if button.button("Take it back", key=f"withdraw_{chosen}", width="stretch"):
        expectations.withdraw(workspace, chosen, by=who(), fact_id=str(uuid.uuid4()))
        st.rerun()


def _told(tried: Tried | None) -> None:
    if tried is None:
        st.caption("How many rows fail it is known after the next run.")
    elif tried.tested:
        st.markdown(f"Would fail **{counted(tried.failing, 'row')}** today, of {tried.tested:,} ({_rate(tried)}).")
    else:
        st.caption("No row of this run can be asked.")


def _rate(tried: Tried) -> str:
    return share(tried.failing, tried.tested)


def _evidence(one: Suggestion) -> str:
    found, proof = one.found, one.proof
    return (
        f"found on {found.tested:,} rows, of which {found.failing:,} fail; "
        f"tried on {proof.tested:,} others, of which {proof.failing:,} fail"
    )
