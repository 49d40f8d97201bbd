"""The question why: two ids of records or entities, and what is known of them."""

import streamlit as st

from hotpass.errors import BadInput
from hotpass.stewardship.explanation_apart import explain_apart
from hotpass.store.workspace import Workspace
from hotpass.ui.explanation import explanation_view
from hotpass.ui.wording import plain


def why(workspace: Workspace) -> None:
    """Asks for two ids, which stand in the page's address, and explains them."""
    left, right = st.columns(2)
    asked = "an id of a record or an entity"
    one = left.text_input("One record or entity", key="a", bind="query-params", placeholder=asked)
    other = right.text_input("The other one", key="b", bind="query-params", placeholder=asked)
    if not (one and other):
        st.info(
            "Put in two ids: those of entities stand in the list of Entities, those of records in the export “members”."
        )
        return
    try:
        with st.spinner("Asking what is known of the two …"):
            found = explain_apart(workspace, one.strip(), other.strip())
    except BadInput as error:
        st.warning(plain(str(error)))
        return
    explanation_view(found)
