"""What registers say, on an entity's page: beside the golden values, and everything else they gave."""

import uuid

import streamlit as st

from hotpass.errors import BadInput
from hotpass.model.attribute import OfficialValue
from hotpass.model.entity import Entity
from hotpass.stewardship import enrich_offers, official
from hotpass.store.workspace import Workspace
from hotpass.ui.person import who
from hotpass.ui.tables import table
from hotpass.ui.wording import moment, plain

AGREES = {True: "the same", False: "something else", None: "your records say nothing"}


def attributes_view(workspace: Workspace, found: Entity) -> None:
    """What registers gave; nothing where nothing was accepted."""
    given = enrich_offers.attributes(workspace, found.entity_id)
    if not given:
        return
    st.subheader("What registers say", anchor=False)
    _beside(workspace, found)
    rows = [
        (
            each.name,
            each.value,
            each.register_name,
            f"{moment(each.asked)}{' (stale)' if enrich_offers.stale(workspace, each.asked) else ''}",
            each.licence or "not said",
            f"{each.accepted_by}, {moment(each.accepted_on)}",
        )
        for each in given
    ]
    headers = ("What", "Value", "Register", "Asked", "Licence", "Accepted by")
    table(headers, rows, "What registers say of this entity, as it was accepted", named=True)


def _beside(workspace: Workspace, found: Entity) -> None:
    """The fields registers speak of, and the way to take their word where it is another."""
    said = official.of_entity(workspace, found.entity_id)
    if not said:
        return
    rows = [
        (
            each.title,
            each.golden or "(empty)",
            each.text,
            f"{each.register_name}{' (stale)' if enrich_offers.stale(workspace, each.asked) else ''}",
            AGREES[each.agrees],
        )
        for each in said
    ]
    headers = ("Field", "Your golden record", "The register", "Which", "It says")
    table(headers, rows, "Golden values beside those of registers", named=True)
    for each in said:
        if not each.agrees:
            _take(workspace, found, each)


def _take(workspace: Workspace, found: Entity, said: OfficialValue) -> None:
    words, button = st.columns([4, 1], vertical_alignment="center")
    words.markdown(f"{plain(said.title)}: {plain(said.register_name)} says **{plain(said.text)}**")
    key = f"take_{said.field}_{said.register_name}"
    if button.button("Use it", key=key, width="stretch", help=f"Puts it in the golden record: {plain(said.title)}"):
        try:
            official.take(workspace, found, said, by=who(), fact_id=str(uuid.uuid4()))
        except BadInput as error:
            st.warning(plain(str(error)))
        else:
            st.rerun()
