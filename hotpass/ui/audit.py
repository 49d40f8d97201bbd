"""The audit on the screen: filters, the list, taking an act back, and the list as a file."""

import uuid
from datetime import UTC, datetime, timedelta

import streamlit as st

from hotpass.errors import BadInput
from hotpass.model.audit import AuditFilter, AuditLine
from hotpass.stewardship import audit
from hotpass.stewardship.audit_words import title
from hotpass.stewardship.people import looks_only
from hotpass.stewardship.taking_back import take_back
from hotpass.store.workspace import Workspace
from hotpass.ui.person import who
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, lasting, moment, plain, told_apart

DAYS = {"Any day": None, "Today": 0, "The last 7 days": 6, "The last 30 days": 29}


def wanted_acts(workspace: Workspace) -> AuditFilter:
    """What the person looks for."""
    people, deeds = audit.choices(workspace)
    words, who, kind, when = st.columns([3, 2, 2, 2], vertical_alignment="bottom")
    typed = words.text_input(
        "Search what was said", key="said", bind="query-params", placeholder="a value, a note, an id …"
    )
    by = who.selectbox("Who", people, index=None, placeholder="anybody", key="by")
    deed = kind.selectbox("What", deeds, index=None, format_func=title, placeholder="anything", key="deed")
    days = DAYS[when.selectbox("When", list(DAYS), key="days")]
    since = None if days is None else datetime.now(UTC).date() - timedelta(days=days)
    return AuditFilter(by=by, deed=deed, since=since, words=typed or "")


def acts(workspace: Workspace, wanted: AuditFilter) -> None:
    """A page of acts, and the way to take one back."""
    found = audit.page(workspace, wanted, 1)
    if not found.found:
        st.info(
            "Nobody did anything like this yet. Every decision, value and correction is listed here once it is made."
        )
        return
    pages = -(-found.found // audit.PAGE_SIZE)
    place, number = st.container(), 1
    if pages > 1:
        number = st.pagination(pages, key=f"page_{hash(wanted)}")
    lines = (found if number == 1 else audit.page(workspace, wanted, number)).lines
    with place:
        st.caption(f"{counted(found.found, 'act')}, the latest first.")
        acts_table(lines, "What people did, the latest first")
        undo(workspace, lines)


def acts_table(lines: tuple[AuditLine, ...], words: str) -> None:
    """Acts as a table."""
    rows = [
        (
            moment(line.on),
            line.by,
            title(line.deed),
            line.words,
            lasting(line.milliseconds / 1000) if line.milliseconds else "",
            line.note,
            _state(line),
        )
        for line in lines
    ]
    table(("When", "Who", "What", "Of what", "Took", "Why", "State"), rows, words)


def undo(workspace: Workspace, lines: tuple[AuditLine, ...]) -> None:
    """The choice of an act that stands, and the button that takes it back."""
    standing = told_apart({line.act_id: _named(line) for line in lines if line.undoable})
    if not standing or looks_only(workspace):
        return
    chooser, button = st.columns([4, 1], vertical_alignment="bottom")
    chosen = chooser.selectbox(
        "Take one back",
        list(standing),
        index=None,
        format_func=standing.__getitem__,
        placeholder="choose an act",
        key="act_back",
    )
    if button.button("Take it back", disabled=chosen is None, key="take_back", width="stretch") and chosen:
        try:
            take_back(workspace, chosen, by=who(), undo_id=str(uuid.uuid4()))
        except BadInput as error:
            st.warning(plain(str(error)))
        else:
            st.rerun()


def audit_file(workspace: Workspace, wanted: AuditFilter) -> None:
    """A button that makes a file of every act that matches."""
    path = workspace.folder / "exports" / "audit.csv"

    def made() -> bytes:
        audit.export(workspace, wanted, path)
        return path.read_bytes()

    st.download_button(
        "Download this list", data=made, file_name=path.name, mime="text/csv", on_click="ignore", key="download_audit"
    )


def _named(line: AuditLine) -> str:
    return f"{moment(line.on)}, {line.by}: {title(line.deed)}. {line.words}"


def _state(line: AuditLine) -> str:
    if line.gone_by and line.gone_on:
        part = "" if line.standing == 0 else f", {line.standing} of {line.facts} stand"
        return f"taken back by {line.gone_by}, {moment(line.gone_on)}{part}"
    if line.later_by and line.later_on:
        return f"{line.later_by} said otherwise or again, {moment(line.later_on)}"
    return "" if line.deed in ("withdrawal", "take_back") else "stands"
