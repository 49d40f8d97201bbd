"""The frame of every page: its title, its sentence, its looks, and the workspace it speaks of."""

from pathlib import Path

import streamlit as st

from hotpass.stewardship import people
from hotpass.stewardship.opening import opened, served_folder
from hotpass.store.workspace import Workspace

# Stock captions, selected segments and slider values miss the contrast that WCAG 2.2 AA asks for.
VIEWING = "You may look at everything here; what you change is not saved."
MASKED = "Names, e-mail addresses, phone numbers, street addresses and dates of birth are masked for viewers."
SELDOM = 86_400  # seconds
LOOKS = """
<style>
[data-testid="stCaptionContainer"] { opacity: 0.85; }
button[data-variant="segmented_control"][data-selected="true"] p { color: CanvasText; }
[data-testid="stSliderThumbValue"] p { color: CanvasText; }
[data-testid="stMainBlockContainer"] { padding-top: 4.2rem; padding-bottom: 3rem; max-width: 1280px; }
@media print { [data-testid="stHeader"] { display: none; } }
</style>
"""


def frame(title: str, sentence: str) -> Workspace:
    """Opens a page; both texts are ours, never data. Raises the workspace's errors, which the router says plainly."""
    st.html(LOOKS)
    st.title(title, anchor=False)
    _asked_for_again()
    workspace = workspace_of(str(served_folder()))
    told = [VIEWING] if people.looks_only(workspace) else []
    told += [MASKED] if people.masked(workspace) else []
    st.caption(f"{sentence} **{' '.join(told)}**" if told else sentence)
    return workspace


@st.fragment(run_every=SELDOM)
def _asked_for_again() -> None:
    """Lets a browser whose server was started anew ask for the whole page.

    Streamlit's browser part does so where something on the page runs by itself. Otherwise it asks for the part of the
    page that a person touched, which the new server does not know: nothing would happen, however often it is touched.
    """


@st.cache_resource(show_spinner=False)
def workspace_of(folder: str) -> Workspace:
    """The one workspace that all pages and routes of this server share."""
    return opened(Path(folder))
