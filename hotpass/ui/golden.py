"""The golden record on the screen: every value with its origin, and the desk where a person changes one."""

import uuid

import streamlit as st

from hotpass.errors import BadInput
from hotpass.model.entity import Entity, GoldenValue
from hotpass.model.override import Override, SetValue
from hotpass.stewardship import overrides, people
from hotpass.store.workspace import Workspace
from hotpass.ui.person import who
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, moment, plain

TYPED, EMPTY = "typed", "empty"
OFFERED = 12


def golden_view(workspace: Workspace, found: Entity) -> None:
    """The golden values with their origin, what was set by hand, and the way to change one."""
    golden_table(found)
    if not people.looks_only(workspace):
        _change(workspace, found)
        _taken_back(workspace, found)


def golden_table(found: Entity) -> None:
    """The golden values with their origin."""
    by_hand = {each.field: each for each in reversed(found.set_values)}
    rows = [
        (value.title, value.value or "(empty)", _origin(value, by_hand), _reason(value, by_hand), _others(value))
        for value in (*found.golden, *(each for each in found.unfilled if each.field in by_hand))
    ]
    headers = ("Field", "Value", "From", "Why this one", "Other values")
    table(headers, rows, "The golden values and where each came from")
    if found.on:
        st.caption(f"Rows as the files of the run of {moment(found.on)} have them.")


def _origin(value: GoldenValue, by_hand: dict[str, SetValue]) -> str:
    said = by_hand.get(value.field)
    return f"{said.by}, {moment(said.on)}" if said else value.place


def _reason(value: GoldenValue, by_hand: dict[str, SetValue]) -> str:
    said = by_hand.get(value.field)
    if said:
        return f"set by hand{f': {said.note}' if said.note else ''}"
    return "the only value" if len(value.candidates) == 1 else value.rule.replace("_", " ")


def _others(value: GoldenValue) -> str:
    return " · ".join(value.others)


@st.fragment
def _change(workspace: Workspace, found: Entity) -> None:
    """A field, the values its records have, and one's own; saving shows it at once."""
    st.subheader("Change a value", anchor=False)
    fields = {each.field: each for each in (*found.golden, *found.unfilled)}
    left, right = st.columns([1, 2], gap="medium")
    name = left.selectbox("Field", list(fields), format_func=lambda field: fields[field].title, key="change_field")
    value = fields[name]
    choices = {
        f"record {place}": each for place, each in enumerate(value.candidates[:OFFERED]) if each.value != value.value
    }
    words = {key: f"{plain(each.value)}" for key, each in choices.items()}
    words |= {TYPED: "Another value"} | ({EMPTY: "Leave it empty"} if value.value else {})
    captions = [f"{plain(each.place)} · {counted(each.records, 'record')}" for each in choices.values()]
    captions += [""] * (len(words) - len(captions))
    chosen = right.radio(
        f"What {value.title} should be",
        list(words),
        format_func=lambda key: words[key],
        captions=captions,
        index=None,
        key=f"change_to_{name}_{found.version}",
    )
    typed = right.text_input("The value", key=f"typed_{name}_{found.version}") if chosen == TYPED else ""
    if typed.strip():
        typed = _understood(workspace, name, typed)
    note = left.text_input("Why (kept with it)", key=f"change_note_{found.version}")
    ready = chosen in choices or chosen == EMPTY or bool(typed.strip())
    if left.button("Save this value", type="primary", disabled=not ready, key="save_value"):
        picked = choices.get(chosen or "")
        wanted = Override(
            entity_id=found.entity_id,
            record_id=picked.record_id if picked else value.record_id or found.records[0].record_id,
            field=name,
            value=picked.value if picked else typed,
            seen=found.version,
            note=note.strip(),
        )
        _save(workspace, wanted)


def _understood(workspace: Workspace, field: str, typed: str) -> str:
    """Says what a typed text will be kept as where that is not plain, and answers it."""
    kept = overrides.understood(workspace, field, typed)
    value = kept.value or typed.strip()
    if kept.reason:
        st.caption(f"{plain(kept.reason)} It can be kept as you typed it.")
    elif value != typed:
        st.caption(f"It will be kept as {plain(value)}")
    return value


def _save(workspace: Workspace, wanted: Override) -> None:
    try:
        overrides.set_value(workspace, wanted, by=who(), fact_id=str(uuid.uuid4()))
    except BadInput as error:
        st.warning(plain(str(error)))
    else:
        st.rerun()


def _taken_back(workspace: Workspace, found: Entity) -> None:
    """What was set by hand here, each with the way back."""
    titles = {each.field: each.title for each in (*found.golden, *found.unfilled)}
    for said in found.set_values:
        words, button = st.columns([4, 1], vertical_alignment="center")
        because = f" — {plain(said.note)}" if said.note else ""
        words.markdown(
            f"{plain(titles.get(said.field, said.field))} was set to **{plain(said.value) or '(empty)'}** "
            f"by {plain(said.by)}, {moment(said.on)}{because}"
        )
        if button.button("Take it back", key=f"back_{said.fact_id}", width="stretch"):
            overrides.withdraw(workspace, said.fact_id, by=who(), fact_id=str(uuid.uuid4()))
            st.rerun()
