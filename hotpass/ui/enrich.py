"""Enrichment on the screen: a register is brought, how far each has got, and what was decided last."""

import uuid
from collections.abc import Callable, Sequence

import streamlit as st

from hotpass.errors import BadInput
from hotpass.model.attribute import Coverage, Verdict
from hotpass.stewardship import enrich_offers, official, people, tray
from hotpass.store.workspace import Workspace
from hotpass.ui.person import who
from hotpass.ui.tables import table
from hotpass.ui.upload import KINDS
from hotpass.ui.wording import moment, plain, share

SAID = {
    Verdict.ACCEPTED: "accepted",
    Verdict.REFUSED: "refused: another one",
    Verdict.IGNORED: "left aside",
}
ROUND = "register_round"


def ask_register(workspace: Workspace, *, first: bool) -> None:
    """The way in: a file, what it is called, under which licence it is."""
    if people.looks_only(workspace):
        if first:
            st.info("A steward brings registers here. None was held against the golden records yet.")
        return
    with st.expander("Hold a register against your golden records", expanded=first, icon=":material/library_add:"):
        st.caption(
            "A register is any list that knows more than you do: licences, company numbers, an association's members. "
            "It is compared on this machine, without a network, and proposes rows; you accept or refuse them below."
        )
        st.caption(enrich_offers.network(workspace))
        turn = st.session_state.setdefault(ROUND, 0)
        file = st.file_uploader("The register", type=KINDS, key=f"register_{turn}")
        left, right, button = st.columns([2, 2, 1], vertical_alignment="bottom")
        name = left.text_input("What it is called", placeholder="by default the file's name", key="register_name")
        licence = right.text_input("Its licence or terms (kept with what you accept)", key="register_licence")
        if button.button("Compare", type="primary", disabled=file is None, key="ask_register", width="stretch"):
            if file is None:
                return
            path = tray.kept(workspace, file.name, file)
            _compare(lambda: enrich_offers.ask(workspace, path, name.strip() or path.name, licence.strip()))
        _ask_service(workspace)


def _ask_service(workspace: Workspace) -> None:
    """The way to a register on the network, where one may be asked."""
    services = enrich_offers.services(workspace)
    if not services:
        return
    left, middle, button = st.columns([2, 2, 1], vertical_alignment="bottom")
    chosen = left.selectbox("Or a register on the network", list(services), key="service_chosen")
    address = services[chosen]
    if "://" in address:
        address = middle.text_input("Its address", value=address, key=f"service_at_{chosen}").strip()
    else:
        middle.caption("The names of your golden records are sent to it.")
    if button.button("Ask it", key="ask_service", width="stretch"):
        _compare(lambda: enrich_offers.ask_service(workspace, address))


def _compare(asked: Callable[[], str]) -> None:
    """Waits for the comparison, and says how it ended."""
    try:
        with st.spinner("Comparing the register with every golden record …"):
            said = asked()
    except BadInput as error:
        st.warning(plain(str(error)))
        return
    st.session_state[ROUND] += 1
    st.toast(plain(said))
    st.rerun()


def coverage_table(workspace: Workspace, asked: Sequence[Coverage]) -> None:
    """One line a register: when it was asked, and for how many golden records it has something that stands or waits."""
    rows = [
        (
            each.register_name,
            f"{moment(each.asked)}{' (stale: ask it again)' if enrich_offers.stale(workspace, each.asked) else ''}",
            each.rows,
            f"{each.accepted:,} ({share(each.accepted, each.entities)})",
            each.waiting,
            each.refused,
            each.ignored,
            each.licence or "not said",
        )
        for each in asked
    ]
    headers = ("Register", "Asked", "Rows", "Golden records with an accepted row", "Waiting", "Rows refused")
    table((*headers, "Left aside", "Licence"), rows, "The registers and how far each has got", named=True)
    for note in dict.fromkeys(note for each in asked for note in each.notes):
        st.caption(plain(note))


def accord_table(workspace: Workspace) -> None:
    """How often golden values are what accepted rows say; nothing before any was accepted."""
    found = official.accord(workspace)
    if not found:
        return
    st.subheader("Are your golden values right?", anchor=False)
    rows = [
        (each.title, f"{each.agrees:,} ({share(each.agrees, each.tested)})", each.tested - each.agrees, each.tested)
        for each in found
    ]
    headers = ("Field", "The same as the register", "Something else", "Compared")
    table(headers, rows, "Golden values beside accepted rows of registers, field by field", named=True)
    st.caption("What was asked too long ago is not counted. Open a golden record to use what the register says.")


def decided(workspace: Workspace) -> None:
    """The last decisions, each with the way back."""
    latest = enrich_offers.latest(workspace)
    if not latest:
        return
    st.subheader("Decided last", anchor=False)
    for each in latest:
        words, button = st.columns([5, 1], vertical_alignment="center")
        cells = plain(" · ".join(each.cells.values()))
        words.markdown(
            f"**{SAID[each.verdict]}** · {cells}  \n{plain(each.register_name)}, {plain(each.by)}, {moment(each.on)}"
        )
        if button.button("Take it back", key=f"back_{each.fact_id}", width="stretch"):
            try:
                enrich_offers.withdraw(workspace, each.fact_id, by=who(), fact_id=str(uuid.uuid4()))
            except BadInput as error:
                st.warning(plain(str(error)))
            else:
                st.rerun()
