"""The review page's parts: which queue, which links of it, and the desk behind them."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from hotpass.model.review import Band, Queue, ReviewFilter
from hotpass.stewardship.bulk import BANDS
from hotpass.stewardship.people import NAMELESS
from hotpass.stewardship.review import Desk
from hotpass.stewardship.standing import version
from hotpass.store.workspace import Workspace
from hotpass.ui.assignments import FILTERS, assigned
from hotpass.ui.bulk import all_at_once
from hotpass.ui.person import who, you
from hotpass.ui.queues import TITLES
from hotpass.ui.sample_check import sample_view

HELP = (
    "Unsure pairs: likely, but not sure enough to merge. Big groups: six records and more, looked at as a whole. "
    "Stretched groups: merged, but held together by little, or with records that lie far from each other. "
    "Second look: somebody asked for one. "
    "Not sure: put off. Changed since: decided, but a record is not what it was. "
    "Sample check: merged without asking, drawn by lot, shown as if nobody had decided. "
    "Four eyes: decided by one other person; yours is asked for without theirs, and where you differ, a third is."
)
QUEUE = "queue_chosen"


@st.cache_resource(show_spinner=False)
def _desk(folder: str, _workspace: Workspace) -> Desk:
    return Desk(_workspace)


def desk_of(workspace: Workspace) -> Desk:
    """The desk of a workspace, one for all windows."""
    return _desk(str(workspace.folder), workspace)


@st.cache_data(show_spinner=False, max_entries=64)
def _counts(_desk: Desk, stands: str, wanted: ReviewFilter, by: str) -> dict[Queue, int]:
    """Counted anew when a run or a person changed something: another queue is looked at more often than that."""
    return _desk.counts(wanted, by)


def choose(desk: Desk, tools: DeltaGenerator) -> tuple[Queue, ReviewFilter]:
    """The queue a person chose, and the filter; what else there is to do stands beside the title, in `tools`."""
    first, second, last = tools.columns([1, 1.1, 1.4])
    with last:
        you()
    with first.popover("Filter", width="stretch"):
        _filter(desk)
    wanted = _wanted()
    counts = _counts(desk, version(desk.workspace), wanted, who())
    offered = [queue for queue in Queue if queue is not Queue.FOUR_EYES or desk.four_eyes]
    # Not bound to the address by Streamlit, which would write the count into the link.
    asked = st.query_params.get("queue", "")
    queue = Queue(asked) if asked in offered else Queue.UNSURE
    assigned(desk)
    # The browser's way back changes the address alone.
    if st.session_state.get(QUEUE) != queue.value:
        st.session_state[QUEUE] = queue.value
    st.segmented_control(
        "Queue",
        [queue.value for queue in offered],
        format_func=lambda name: f"{TITLES[Queue(name)]} {counts[Queue(name)]:,}",
        required=True,
        key=QUEUE,
        on_change=_chosen,
        help=HELP,
        label_visibility="collapsed",
    )
    with second:
        all_at_once(desk.workspace, queue, wanted)
    return queue, wanted


def _chosen() -> None:
    """Before the page is made anew: what the address says is shown. A link asked for first was of the queue before."""
    st.query_params["queue"] = st.session_state[QUEUE]
    st.query_params.pop("item", None)


def told_below(workspace: Workspace, queue: Queue) -> None:
    """What the answers of a queue add up to, where they add up to something, or what it lacks."""
    if queue is Queue.FOUR_EYES and who() == NAMELESS:
        st.info("Give your name first (Who are you?): only another person can be the second.")
    if queue is Queue.SAMPLE:
        sample_view(workspace)


def chosen_since() -> tuple[Queue, ReviewFilter]:
    """The queue and the filter as they stand while only the deck is drawn anew.

    Streamlit sends what happens at one moment inside a fragment and outside of it as if all were inside.
    """
    return Queue(st.session_state[QUEUE]), _wanted()


def _wanted() -> ReviewFilter:
    said = {name: st.session_state.get(key) for key, name in FILTERS.items()}
    return ReviewFilter(**{name: value for name, value in said.items() if value is not None})


def _filter(desk: Desk) -> None:
    labels, fields, rules = desk.choices()
    st.text_input("Words in either record", key="words", bind="query-params")
    st.selectbox("From the source", labels, index=None, key="source", placeholder="any", bind="query-params")
    st.selectbox(
        "Where this field differs",
        list(fields),
        index=None,
        format_func=lambda name: fields[name],
        key="field",
        bind="query-params",
    )
    st.selectbox(
        "How likely", list(Band), index=None, format_func=lambda band: BANDS[band], key="band", bind="query-params"
    )
    st.selectbox("Met by", rules, index=None, key="rule", placeholder="any rule", bind="query-params")
