"""Beside the last delivery: columns with another name are asked about, and headers in another row are told."""

import uuid
from collections.abc import Sequence

import streamlit as st

from hotpass.model.sheet import Sheet
from hotpass.stewardship import next_delivery
from hotpass.stewardship.next_delivery import Answered, Beside, Likeness
from hotpass.stewardship.taking_back import take_back
from hotpass.store.workspace import Workspace
from hotpass.ui.person import who
from hotpass.ui.wording import plain, share

LONGEST = 40
TAKEN = "Without an answer a run takes it as the same."
NOT_TAKEN = "Without an answer a run takes it as another one."
Placed = tuple[Sheet, Beside | None]


def questions(sheets: Sequence[Placed]) -> int:
    """How many columns of these sheets seem to have another name, of which nobody said so yet."""
    return sum(len(found.unasked) for _, found in sheets if found)


def news(sheets: Sequence[Placed]) -> bool:
    """Whether anything here is to be looked at."""
    return questions(sheets) > 0 or any(next_delivery.moved(found, sheet) for sheet, found in sheets if found)


def ask(workspace: Workspace, sheets: Sequence[Placed], key: str) -> None:
    """Says where headers moved, asks about columns that seem to have another name, shows what was said of others."""
    for place, (sheet, found) in enumerate(sheets):
        if found is None:
            continue
        name = sheet.name if len(sheets) > 1 else ""
        if moved := next_delivery.moved(found, sheet):
            st.info(f"{plain(f'{name}: ' if name else '')}{moved}")
        told = next_delivery.answered(workspace, found, sheet)
        if found.unasked or told:
            with st.container(border=True):
                _ask(workspace, found, name, f"{key}_{place}")
                for answer in told:
                    _answer(workspace, answer)


def _ask(workspace: Workspace, found: Beside, name: str, key: str) -> None:
    if found.unasked:
        st.markdown(f"**{'Columns' if len(found.unasked) > 1 else 'A column'} with another name?** {plain(name)}")
    for place, likeness in enumerate(found.unasked):
        _question(workspace, found, likeness, f"{key}_{place}")
    if len(found.unasked) > 1 and st.button("Yes to all of these", key=f"renamed_all_{key}"):
        _say(workspace, found, found.unasked, same=True)


def _question(workspace: Workspace, found: Beside, likeness: Likeness, key: str) -> None:
    words, yes, no = st.columns([6, 1.2, 2], vertical_alignment="center")
    column = likeness.found
    words.markdown(f"Is “{plain(column.header)}” the column that was “{plain(column.was)}”?")
    held = f"{share(round(1000 * likeness.share), 1000)} of the filled cells hold texts that stand in both"
    examples = ", ".join(f"“{_short(text)}”" for text in likeness.examples)
    words.caption(plain(f"{held}, such as {examples}. {TAKEN if likeness.taken else NOT_TAKEN}"))
    if yes.button("Yes", key=f"renamed_yes_{key}", width="stretch"):
        _say(workspace, found, [likeness], same=True)
    if no.button("No, another one", key=f"renamed_no_{key}", width="stretch"):
        _say(workspace, found, [likeness], same=False)


def _say(workspace: Workspace, found: Beside, likenesses: Sequence[Likeness], *, same: bool) -> None:
    for likeness in likenesses:
        next_delivery.answer(workspace, found, likeness.found, same=same, by=who(), fact_id=str(uuid.uuid4()))
    st.rerun()


def _answer(workspace: Workspace, said: Answered) -> None:
    words, back = st.columns([6, 3.2], vertical_alignment="center")
    meaning = "is the column that was" if said.same else "is another column than"
    words.markdown(f"You said: “{plain(said.header)}” {meaning} “{plain(said.was)}”.")
    if back.button("Ask me again", key=f"renamed_back_{said.fact_id}", width="stretch"):
        take_back(workspace, said.fact_id, by=who(), undo_id=str(uuid.uuid4()))
        st.rerun()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
