"""Regrouping on the screen: take records out, move one, merge with another; both results first, then one button."""

import uuid

import streamlit as st

from hotpass.errors import BadInput
from hotpass.model.entity import Entity
from hotpass.model.regrouping import Foreseen, Regroup, Regrouping
from hotpass.stewardship import entities, people, regrouping
from hotpass.stewardship.entities import Sought
from hotpass.store.workspace import Workspace
from hotpass.ui.person import who
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, plain

DEEDS = {Regroup.TAKE_OUT: "Take records out", Regroup.MOVE: "Move a record", Regroup.MERGE: "Merge with another"}
OFFERED = 8
ABREAST = 3
DONE = "regrouped"


@st.fragment
def regroup_view(workspace: Workspace, found: Entity) -> None:
    """What a person can do to a whole entity; nothing happens before the result was seen and confirmed."""
    if people.looks_only(workspace):
        st.info("A steward takes records out, moves them and merges entities here.")
        return
    deed = st.segmented_control(
        "What to do",
        list(DEEDS),
        format_func=DEEDS.__getitem__,
        default=Regroup.TAKE_OUT,
        required=True,
        key="regroup_deed",
        label_visibility="collapsed",
    )
    try:
        plan = CHOICES[deed](workspace, found)
        if plan is None:
            return
        name = f"foreseen_{plan.model_dump_json()}"
        if st.button("Show me the result first", key="foresee"):
            st.session_state["foreseen"] = name
        if st.session_state.get("foreseen") == name:
            with st.spinner("Working out what would be …"):
                _confirm(workspace, regrouping.foresee(workspace, plan))
    except BadInput as error:
        st.warning(plain(str(error)))


def _take_out(workspace: Workspace, found: Entity) -> Regrouping | None:
    if found.record_count < 2:
        st.info("This entity has one record: there is nothing to take out.")
        return None
    names = {record.record_id: _named(found, place) for place, record in enumerate(found.records)}
    chosen = st.multiselect("Records that do not belong here", list(names), format_func=names.__getitem__, key="out")
    alone = st.checkbox("Each of them is a thing of its own", key="alone") if len(chosen) > 1 else False
    return regrouping.take_out(workspace, found.entity_id, tuple(chosen), alone=alone) if chosen else None


def _move(workspace: Workspace, found: Entity) -> Regrouping | None:
    if found.record_count < 2:
        st.info("This entity has one record: merge it with the other entity instead.")
        return None
    names = {record.record_id: _named(found, place) for place, record in enumerate(found.records)}
    chosen = st.selectbox("The record to move", list(names), index=None, format_func=names.__getitem__, key="moved")
    target = _other(workspace, found, "Where it belongs")
    return regrouping.move(workspace, chosen, found.entity_id, target) if chosen and target else None


def _merge(workspace: Workspace, found: Entity) -> Regrouping | None:
    target = _other(workspace, found, "The other entity")
    return regrouping.merge(workspace, found.entity_id, target) if target else None


CHOICES = {Regroup.TAKE_OUT: _take_out, Regroup.MOVE: _move, Regroup.MERGE: _merge}


def _other(workspace: Workspace, found: Entity, words: str) -> str | None:
    """Another entity, searched by words or by its id."""
    typed = st.text_input(f"{words}: words of it, or its id", key="other_words")
    page = entities.search(workspace, Sought(words=typed), 1) if typed.strip() else None
    if page is None:
        return None
    lines = [line for line in page.lines if line.entity_id != found.entity_id][:OFFERED]
    if not lines:
        st.info("Nothing else matches: try fewer words.")
        return None
    names = {
        line.entity_id: plain(" · ".join([*(value for value in line.values if value), line.entity_id])[:200])
        for line in lines
    }
    return st.radio(words, list(names), index=None, format_func=names.__getitem__, key=f"other_{typed}")


def _confirm(workspace: Workspace, seen: Foreseen) -> None:
    """Both sides of the change, what it contradicts, and the one button that does it."""
    st.subheader(f"Now: {_sizes(seen.before)}. Then: {_sizes(seen.after)}", anchor=False)
    for column, entity in zip(st.columns(min(ABREAST, max(1, len(seen.after)))), seen.after, strict=False):
        with column:
            _result(seen, entity)
    if len(seen.after) > ABREAST:
        st.caption(f"The first {ABREAST} of {len(seen.after)}.")
    for sentence in seen.against:
        st.warning(f"This goes against: {plain(sentence)} It counts again if you take this back.")
    if not seen.exact:
        st.error("Other decisions stand in the way of exactly this: look at what would come of it.")
    apart = len(seen.plan.parts) > 1
    st.caption(
        f"It is saved as {counted(seen.judgements, 'decision')}, holds in every later run"
        f"{', so that no run ever puts them together again,' if apart else ''} and can be taken back as one."
    )
    note = st.text_input("Why (kept with it)", key="regroup_note")
    if st.button("Yes, do this", type="primary", key="regroup"):
        regrouping.regroup(workspace, seen.plan, by=who(), act_id=str(uuid.uuid4()), note=note.strip())
        st.session_state[DONE] = True
        st.rerun()


def _result(seen: Foreseen, entity: Entity) -> None:
    """One entity as it would be, with what it shows now beside it where that differs."""
    shown = {value.field: value.value for each in seen.before for value in each.golden}
    several = len(seen.before) > 1
    rows = [
        (value.title, value.value, "" if several or shown.get(value.field) == value.value else "changed")
        for value in entity.golden
    ]
    st.markdown(f"**{plain(_title(entity))}** · {counted(entity.record_count, 'record')}")
    table(("Field", "Value", "Change"), rows, f"What {entity.entity_id} would be")
    places = [f"{record.label}, row {record.sheet_row}" for record in entity.records[:OFFERED]]
    more = f" and {entity.record_count - OFFERED} more" if entity.record_count > OFFERED else ""
    st.caption(plain(" · ".join(places)) + more)


def _sizes(group: tuple[Entity, ...]) -> str:
    sizes = " and ".join(counted(entity.record_count, "record") for entity in group[:ABREAST])
    return f"{counted(len(group), 'entity', 'entities')} of {sizes}"


def _title(entity: Entity) -> str:
    return next((value.value for value in entity.golden if value.value), entity.entity_id)


def _named(found: Entity, place: int) -> str:
    record = found.records[place]
    values = " · ".join(value for value in record.original if value)
    return f"{record.label}, row {record.sheet_row} · {values}"[:160]
