"""Opinions on the screen: how far people agree who judged the same links."""

import streamlit as st

from hotpass.stewardship.opinions import opinions
from hotpass.store.workspace import Workspace
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, share


def opinions_view(workspace: Workspace) -> None:
    """A line for each person; nothing before two people judged the same link."""
    found = opinions(workspace)
    if not found.links:
        return
    st.header("How far people agree", anchor=False)
    st.caption(
        f"{counted(found.links, 'link')} judged by more than one person: the same answer on {found.same:,}. "
        f"Beyond chance: {_beyond(found.kappa)}. 1.00 is always the same answer, 0 is no more than chance would bring. "
        "Who decides second may see the first answer, so this is no blind test."
    )
    rows = [
        (each.by, each.compared, f"{each.same:,} ({share(each.same, each.compared)})", _beyond(each.kappa))
        for each in found.stewards
    ]
    headers = ("Who", "Answers beside another person's", "The same", "Beyond chance (kappa)")
    table(headers, rows, "Each person's answers beside those of others on the same links", named=True)


def _beyond(kappa: float | None) -> str:
    return "cannot be told, only one kind of answer was given" if kappa is None else f"{kappa:.2f}"
