"""Problems: what goes wrong is said in one sentence with what to do, never as a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from hotpass.errors import BadInput, HotpassError, NotAllowed, WorkspaceBusy, WorkspaceDamaged, WorkspaceTooNew
from hotpass.ui.wording import plain

TITLES: tuple[tuple[type[HotpassError], str], ...] = (
    (WorkspaceBusy, "The workspace is in use"),
    (WorkspaceDamaged, "The workspace cannot be read"),
    (WorkspaceTooNew, "A newer Hotpass wrote this workspace"),
    (NotAllowed, "You may look only"),
    (BadInput, "That does not work"),
)


@contextmanager
def said_plainly() -> Iterator[None]:
    """Shows an error that Hotpass raises on purpose as its own sentence."""
    try:
        yield
    except HotpassError as error:
        title = next((title for kind, title in TITLES if isinstance(error, kind)), "That did not work")
        st.error(f"**{title}.** {plain(str(error))}", icon=":material/warning:")
        if isinstance(error, WorkspaceBusy):
            st.button("Try again", key="try_again")
