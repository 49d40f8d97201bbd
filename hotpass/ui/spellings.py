"""Spellings on the screen: groups that may be one value, and their merging into the spelling a person chooses."""

import uuid

import streamlit as st

from hotpass.model.mend import Likeness, Mend, SpellingGroup
from hotpass.stewardship import mending
from hotpass.stewardship import spellings as spelt
from hotpass.store.workspace import Workspace
from hotpass.ui.person import who
from hotpass.ui.tables import table
from hotpass.ui.wording import counted

WAYS = {
    Likeness.FINGERPRINT: "Same words, whatever the order, case and punctuation",
    Likeness.NGRAM: "Same couples of letters",
    Likeness.SOUND: "Sound alike",
    Likeness.NEAREST: "A few letters apart",
}
LISTED = 20


def spellings(workspace: Workspace, mended: int) -> None:
    """Asks for a field and a way to compare, lists the groups, and merges one; `mended` counts what was before."""
    titles = spelt.fields(workspace)
    if not titles:
        st.info("No field holds words that could be spelt in several ways.")
        return
    left, right = st.columns(2)
    field = left.selectbox("Field", list(titles), format_func=titles.__getitem__, key="spelt_field")
    way = right.selectbox("Alike means", list(WAYS), format_func=WAYS.__getitem__, key="spelt_way")
    found = _found(workspace, spelt.run_shown(workspace), field, way)
    if not found:
        st.success("No two spellings are alike in this way. Try another one.")
        return
    rows = [(" · ".join(f"{one.text} ({one.cells:,})" for one in group.spellings),) for group in found[:LISTED]]
    table(("Spellings that may be one value (cells)",), rows, "Groups of spellings, those in most cells first")
    if len(found) > LISTED:
        st.caption(f"The first {LISTED} of {len(found):,} groups.")
    _merge(workspace, field, found, mended)


@st.cache_data(show_spinner="Comparing the spellings …", max_entries=8)
def _found(_workspace: Workspace, run_id: str, field: str, way: Likeness) -> tuple[SpellingGroup, ...]:
    """A run's groups never change, so they are found once; `run_id` and the rest name them."""
    return spelt.groups(_workspace, field, way)


def _merge(workspace: Workspace, field: str, found: tuple[SpellingGroup, ...], mended: int) -> None:
    at = st.selectbox(
        "Merge the group of", range(len(found)), format_func=lambda place: _named(found[place]), key="spelt_group"
    )
    group = found[at]
    counts = {one.text: one.cells for one in group.spellings}
    named = f"{field}_{group.spellings[0].text}"
    texts = st.multiselect("These are one", list(counts), default=list(counts), key=f"merged_{named}")
    left, right = st.columns(2)
    value = left.text_input("Spelt", group.spellings[0].text, key=f"spelling_{named}")
    note = right.text_input("Why it is one", key=f"spelt_note_{named}", placeholder="not needed, but kept")
    replaced = tuple(text for text in texts if text != value.strip())
    cells = sum(counts[text] for text in replaced)
    st.caption(f"{counted(cells, 'cell')} would change, and every such cell of files to come.")
    words, ready = f"Merge {counted(cells, 'cell')}", bool(cells and value.strip())
    if st.button(words, type="primary", key=f"merge_{mended}", disabled=not ready):
        wanted = Mend(field=field, replaced=replaced, value=value, note=note)
        mending.mend(workspace, wanted, by=who(), fact_id=str(uuid.uuid4()))
        st.rerun()


def _named(group: SpellingGroup) -> str:
    return f"{group.spellings[0].text} ({counted(len(group.spellings), 'spelling')})"
