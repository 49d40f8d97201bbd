"""Nothing yet: what an empty page says, and the way on."""

import streamlit as st

from hotpass.stewardship.overview import Place
from hotpass.ui.menu import page_file


def nothing_yet(sentence: str) -> None:
    """Says why the page is empty, in our own words, and leads to the import."""
    st.info(f"{sentence} Bring spreadsheets, or try the example on the Overview.")
    st.page_link(page_file(Place.IMPORT), label="Bring spreadsheets", icon=":material/arrow_forward:")
