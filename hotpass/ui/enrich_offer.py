"""An offer on the screen: one golden record, the register's rows for it, and the evidence side by side."""

import uuid
from collections.abc import Sequence

import streamlit as st

from hotpass.errors import BadInput
from hotpass.model.attribute import Coverage, Verdict
from hotpass.model.proposal import Offer, OfferedRow
from hotpass.stewardship import enrich_offers
from hotpass.store.workspace import Workspace
from hotpass.ui.person import who
from hotpass.ui.tables import table
from hotpass.ui.wording import plain

AT = "offer_at"


def offers(workspace: Workspace, asked: Sequence[Coverage]) -> None:
    """The rows that wait, one golden record after the other."""
    open_ones = {each.register_name: each for each in asked if each.waiting}
    if not open_ones:
        st.success("Nothing waits: every row that was proposed is decided.", icon=":material/check_circle:")
        return
    names = list(open_ones)
    chosen = st.selectbox("Decide about", names, key="register_chosen") if len(names) > 1 else names[0]
    register = open_ones[chosen]
    waiting = enrich_offers.waiting(workspace, register.register_name)
    place = min(st.session_state.get(AT, 0), len(waiting) - 1)
    found = enrich_offers.offer(workspace, register, waiting[place])
    if found is None:
        st.rerun()
    _head(found, place, len(waiting))
    for rank, row in enumerate(found.rows):
        _row(workspace, found, row, shortcut=None if rank else "Y")
    _foot(workspace, found, place, len(waiting))


def _head(found: Offer, place: int, waiting: int) -> None:
    name, *rest = found.golden.values() or ("(no value)",)
    st.subheader(f"{plain(name)}", anchor=False)
    told = " · ".join(plain(text) for text in rest)
    st.caption(f"{told}  \nGolden record {place + 1} of {waiting:,} that wait")


def _row(workspace: Workspace, found: Offer, row: OfferedRow, shortcut: str | None) -> None:
    """The row as the register has it, what speaks for it field by field, and the two answers."""
    proposal = row.proposal
    with st.container(border=True):
        said, accept, refuse = st.columns([4, 1, 1], vertical_alignment="center")
        likely = "very likely the same" if proposal.sure else "doubtful"
        said.markdown(
            f"**{plain(' · '.join(proposal.cells.values()))}**  \n"
            f"{plain(found.register_name)}, row {proposal.sheet_row} · {likely} ({proposal.worth})"
        )
        key = f"{found.entity_id}_{row.row_key}"
        if accept.button("It is this one", key=f"accept_{key}", width="stretch", type="primary", shortcut=shortcut):
            _decide(workspace, found, [row], Verdict.ACCEPTED)
        if refuse.button("It is another", key=f"refuse_{key}", width="stretch"):
            _decide(workspace, found, [row], Verdict.REFUSED)
        rows = [
            (value.title, value.left or "(empty)", value.right or "(empty)", piece.finding, piece.strength)
            for piece in proposal.evidence
            for value in piece.values
        ]
        headers = ("Field", "Your golden record", "The register", "What was found", "What it is worth")
        table(headers, rows, f"Field by field: row {proposal.sheet_row} of {found.register_name}", named=True)


def _foot(workspace: Workspace, found: Offer, place: int, waiting: int) -> None:
    # The keys name what is decided: a click while the page is drawn anew must not decide the next one, yet unseen.
    key = found.entity_id
    none, aside, before, after = st.columns(4)
    if none.button(
        "None of these", key=f"refuse_{key}", width="stretch", shortcut="N", help="They are all of something else."
    ):
        _decide(workspace, found, found.rows, Verdict.REFUSED)
    if aside.button("Leave aside", key=f"ignore_{key}", width="stretch", help="No answer; you are not asked again."):
        _decide(workspace, found, found.rows, Verdict.IGNORED)
    if before.button("Back", key="offer_back", width="stretch", disabled=place == 0):
        st.session_state[AT] = place - 1
        st.rerun()
    if after.button("Later", key="offer_later", width="stretch", shortcut="L", disabled=place + 1 >= waiting):
        st.session_state[AT] = place + 1
        st.rerun()


def _decide(workspace: Workspace, found: Offer, rows: Sequence[OfferedRow], verdict: Verdict) -> None:
    try:
        for row in rows:
            enrich_offers.decide(workspace, found, row, verdict, by=who(), fact_id=str(uuid.uuid4()))
    except BadInput as error:
        st.warning(plain(str(error)))
    else:
        st.rerun()
