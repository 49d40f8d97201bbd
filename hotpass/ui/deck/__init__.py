"""The deck: doubtful links one after the other in the browser, and a log of decisions from it that loses nothing."""

import hashlib
import uuid
from pathlib import Path
from typing import Any

import streamlit as st

from hotpass.model.review import Queue, ReviewFilter
from hotpass.stewardship.people import NAMELESS
from hotpass.stewardship.review import Desk
from hotpass.ui.person import who
from hotpass.ui.problems import said_plainly
from hotpass.ui.review import chosen_since

HERE = Path(__file__).parent
KEY = "deck"
COOKIE = "hotpass-window"
# One script to the browser: what draws comes before the desk that asks for it.
PARTS = ("drawing", "outbox", "link", "group", "graph", "map", "desk")
MARKUP, STYLE = ((HERE / f"deck.{suffix}").read_text(encoding="utf-8") for suffix in ("html", "css"))
SCRIPT = "\n".join((HERE / f"{part}.js").read_text(encoding="utf-8") for part in PARTS)
_mount = st.components.v2.component("hotpass_deck", html=MARKUP, css=STYLE, js=SCRIPT)


@st.fragment
def deck(desk: Desk, queue: Queue, wanted: ReviewFilter, first: str | None = None) -> None:
    """Takes what the browser sent, and deals it the next links; `first` is the key of a link to begin with."""
    with said_plainly():
        if chosen_since() != (queue, wanted):
            st.rerun()
        log = _log()
        receipts = desk.take(log.get("acts", []), who())
        passed = [str(key) for key in log.get("passed", [])]
        asked = [*_texts(first), *_texts(log.get("asked"))]
        window = _window()
        hand = desk.deal(window, queue, wanted, passed, asked, who())
        if hand is None:
            return
        told = hand.model_dump(mode="json")
        told["name"] = _digest(f"{queue}{wanted.model_dump_json()}{first}")
        told["place"] = _digest(str(desk.workspace.folder))
        told["window"] = f"{COOKIE}={window}"
        told["beat"] = log.get("beat")
        told["receipts"] = [receipt.model_dump() for receipt in receipts]
        _mount(data=told, key=KEY, on_log_change=_heard)


def _log() -> dict[str, Any]:
    """What the browser sent last: `acts` not acknowledged yet, and the keys it `passed` by."""
    sent = st.session_state.get(KEY, {}).get("log")
    return sent if isinstance(sent, dict) else {}


def _texts(name: object) -> list[str]:
    return [name] if isinstance(name, str) and name else []


def _heard() -> None:
    """Lets the log be a state of the component, which unlike a trigger is never dropped."""


def _window() -> str:
    """A name for this window; who gave no name has one in all windows of a browser, and after a reload.

    A person is known by the name. Without one, what was on the screen before a reload would be somebody else's.
    """
    kept = st.context.cookies.get(COOKIE)
    own = str(st.session_state.setdefault("window", str(uuid.uuid4())))
    return kept if who() == NAMELESS and isinstance(kept, str) else own


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
