"""Attributes on an entity's page: what registers gave, with who said so, when, and who accepted it."""

import streamlit as st

from hotpass.stewardship import enrich_offers
from hotpass.store.workspace import Workspace
from hotpass.ui.tables import table
from hotpass.ui.wording import moment


def attributes_view(workspace: Workspace, entity_id: str) -> None:
    """What registers gave; nothing where nothing was accepted."""
    given = enrich_offers.attributes(workspace, entity_id)
    if not given:
        return
    st.subheader("What registers say", anchor=False)
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
