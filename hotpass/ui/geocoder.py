"""The geocoder on an entity's map: what would be asked, the button that asks, and what came back."""

import streamlit as st

from hotpass.errors import BadInput
from hotpass.model.entity import Entity
from hotpass.model.place import Spotted
from hotpass.stewardship import geocoding
from hotpass.store.workspace import Workspace
from hotpass.ui.wording import plain


def geocoder_view(workspace: Workspace, found: Entity) -> tuple[Spotted, ...]:
    """The places the geocoder proposed for this entity; nothing is asked before a person clicks."""
    if not geocoding.is_offered(workspace):
        return ()
    kept = f"geocoded_{found.version}"
    words, button = st.columns([4, 1], vertical_alignment="bottom")
    text = words.text_input(
        "Ask the geocoder for (this text leaves your machine)",
        geocoding.question(workspace, found.entity_id),
        max_chars=geocoding.LONGEST,
        key=f"geocode_{found.version}",
    )
    if button.button("Ask the geocoder", key="geocode", width="stretch"):
        st.session_state.pop(kept, None)
        try:
            with st.spinner("The geocoder is asked …"):
                st.session_state[kept] = geocoding.ask(workspace, found.entity_id, text)
        except BadInput as error:
            st.warning(plain(str(error)))
    places, notice = st.session_state.get(kept, ((), ""))
    if notice:
        st.info(plain(notice))
    return tuple(places)
