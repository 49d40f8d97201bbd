"""Many links at once on the review page: one answer for all of them, or a file for a colleague elsewhere."""

import tempfile
import uuid
from pathlib import Path

import streamlit as st

from hotpass.model.bulk import BulkAct, Offer
from hotpass.model.judgement import Verdict
from hotpass.model.review import Piece, Queue, ReviewFilter
from hotpass.stewardship import bulk, judgements, offline_page
from hotpass.stewardship.taking_back import take_back
from hotpass.store.workspace import Workspace
from hotpass.ui.assignments import ask
from hotpass.ui.person import who
from hotpass.ui.problems import said_plainly
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, moment, plain

ANSWERS = {Verdict.MATCH: "Same", Verdict.NON_MATCH: "Different"}
VALUES = 4
LISTED = 3
REFUSED = 10


def all_at_once(workspace: Workspace, queue: Queue, wanted: ReviewFilter) -> None:
    """The button to what can be done with every link that the queue and the filter show."""
    if st.button("All at once", key="all_at_once", width="stretch"):
        _everything(workspace, queue, wanted)


@st.dialog("All that the queue and the filter show", width="large")
def _everything(workspace: Workspace, queue: Queue, wanted: ReviewFilter) -> None:
    ways = {"decide": "One answer for all", "ask": "Ask somebody", "elsewhere": "Take them away as a file"}
    barred = set() if queue in bulk.OFFERED else {"decide"}
    barred |= {"elsewhere"} if queue is Queue.BIG else set()
    offered = [way for way in ways if way not in barred]
    # Not a segmented control, whose chosen part cannot be read in a dark dialog.
    way = st.radio("What to do", offered, format_func=ways.__getitem__, horizontal=True, key="all_way")
    if way == "elsewhere":
        _elsewhere(workspace, queue, wanted)
    elif way == "ask":
        ask(workspace, queue, wanted)
    else:
        _decide_all(workspace, queue, wanted)


def _decide_all(workspace: Workspace, queue: Queue, wanted: ReviewFilter) -> None:
    with said_plainly():
        verdict = st.radio(
            "They are all", list(ANSWERS), format_func=ANSWERS.__getitem__, horizontal=True, key="bulk_verdict"
        )
        _offered(workspace, bulk.offer(workspace, queue, wanted, verdict))
        _done(workspace, bulk.done(workspace)[:LISTED])


def _offered(workspace: Workspace, found: Offer) -> None:
    answer, links = ANSWERS[found.verdict], counted(len(found.pairs), "link")
    st.text(f"{links} ({bulk.words(found)}); {len(found.samples)} of them, drawn by chance:")
    if found.against:
        st.caption(f"{counted(found.against, 'more is', 'more are')} left for you: decisions that stand say otherwise.")
    rows = [
        tuple(_side(sides) for sides in zip(*((row.left, row.right) for row in each.rows), strict=True))
        for each in found.samples
    ]
    table(("First record", "Second record"), rows, "Ten of the links, drawn by chance")
    seen = st.checkbox("I looked at them, and the answer is right for all.", key=f"seen_{answer}_{len(found.pairs)}")
    if st.button(f"Say {answer} of {links}", type="primary", disabled=not seen, key="bulk_confirm"):
        bulk.decide(workspace, found, by=who(), act_id=str(uuid.uuid4()))
        st.rerun()


def _side(cells: tuple[tuple[Piece, ...], ...]) -> str:
    values = ("".join(piece.text for piece in cell) for cell in cells)
    return " · ".join([value for value in values if value][:VALUES])


def _done(workspace: Workspace, acts: tuple[BulkAct, ...]) -> None:
    if not acts:
        return
    st.subheader("Done at once before", anchor=False)
    for act in acts:
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.text(f"{act.words}: {counted(act.links, 'link')}, {act.by}, {moment(act.on)}")
        if right.button("Take back", key=f"take_back_{act.act_id}", width="stretch"):
            take_back(workspace, act.act_id, by=who(), undo_id=str(uuid.uuid4()))
            st.rerun()


def _elsewhere(workspace: Workspace, queue: Queue, wanted: ReviewFilter) -> None:
    st.text(
        f"One file with these links, at most {offline_page.MOST}. It opens in any browser, asks no network, knows the "
        "same keys, and gives the answers back as a file."
    )
    with said_plainly():
        page, links = offline_page.made(workspace, queue, wanted)
        st.download_button(
            f"Take away {counted(links, 'link')}",
            page,
            "links-to-decide.html",
            "text/html",
            on_click="ignore",
            icon=":material/download:",
            key="take_away",
        )
    st.subheader("Answers that came back", anchor=False)
    given = st.file_uploader("The file answers.jsonl", type=["jsonl"], key="answers")
    if given is not None and st.button("Take them in", type="primary", key="take_in"):
        with said_plainly(), tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answers.jsonl"
            path.write_bytes(given.getvalue())
            _told(judgements.read(workspace, path))


def _told(found: judgements.Brought) -> None:
    st.success(f"{counted(found.saved, 'decision')} saved.")
    if found.refused:
        more = f" And {len(found.refused) - REFUSED} more." if len(found.refused) > REFUSED else ""
        st.warning(f"{counted(len(found.refused), 'answer')} left out, for decisions that stand say otherwise.{more}")
        for line in found.refused[:REFUSED]:
            st.markdown(plain(line))
