"""The person at this window: the name that decisions are signed with, which the browser keeps."""

from urllib.parse import unquote

import streamlit as st

from hotpass.stewardship.people import LONGEST, NAMELESS, signed

COOKIE = "hotpass-name"
KEY = "signed_as"
SCRIPT = """
export default function ({ data }) {
  document.cookie = `${data.cookie}=${encodeURIComponent(data.name)}; path=/; max-age=31536000; samesite=strict`;
}
"""
MARKUP = """
<span hidden></span>
"""
_mount = st.components.v2.component("hotpass_name", html=MARKUP, js=SCRIPT)


def who() -> str:
    """The name chosen in this window, else the one this browser kept, else “local steward”."""
    chosen, kept = st.session_state.get(KEY), st.context.cookies.get(COOKIE)
    if chosen is None and isinstance(kept, str):
        return signed(unquote(kept))
    return signed(str(chosen or ""))


def you() -> None:
    """The place where a person says who they are."""
    name = who()
    with st.popover(f"You: {name}" if name != NAMELESS else "Who are you?", width="stretch"):
        typed = st.text_input(
            "Your name",
            value="" if name == NAMELESS else name,
            max_chars=LONGEST,
            key="name_typed",
            help="It stands under what you decide. This browser keeps it.",
        )
        if typed and signed(typed) != name:
            st.session_state[KEY] = typed
            st.rerun()
        if st.session_state.get(KEY) is not None:
            _mount(data={"cookie": COOKIE, "name": name}, key="name_kept")
