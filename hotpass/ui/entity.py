"""One entity: its golden values with their origin, its records side by side, what holds it together, its history."""

from collections.abc import Callable

import streamlit as st

from hotpass.errors import BadInput
from hotpass.model.entity import Entity, EntityEvent, EntityLink, EntityRecord
from hotpass.stewardship import audit, entities
from hotpass.stewardship.entities import RECORDS_SHOWN, likelihood, strength
from hotpass.store.workspace import Workspace
from hotpass.ui.attributes import attributes_view
from hotpass.ui.audit import acts_table, undo
from hotpass.ui.golden import golden_table, golden_view
from hotpass.ui.looking_back import beside_an_earlier_run
from hotpass.ui.regroup import DONE, regroup_view
from hotpass.ui.tables import table
from hotpass.ui.whereabouts import whereabouts_view
from hotpass.ui.wording import counted, plain

EVENTS = {
    "new": "came to be",
    "merged": "was merged into the other",
    "split": "was split from the other",
    "revived": "came apart from the other and has its own id again",
    "absent": "has no record in the files of this run",
}


def entity_view(workspace: Workspace, found: Entity) -> None:
    """Everything behind one golden record."""
    name = next((value.value for value in found.golden if value.value), found.entity_id)
    st.header(plain(name), anchor=False)
    listed = f" · its id is that of the master list: {found.listed}" if found.listed else ""
    st.text(f"{found.entity_id} · {counted(found.record_count, 'record')}{listed}")
    if found.asked != found.entity_id:
        st.info(f"{plain(found.asked)} was merged into this one; old ids keep answering.")
    if st.session_state.pop(DONE, False):
        st.success("Done. It holds from now on; History takes it back.", icon=":material/check:")
    for tab, name in zip(st.tabs(list(TABS), key="tab", on_change="rerun"), TABS, strict=True):
        # Only the tab that is open is asked for, so that a click costs no more than what it shows.
        if tab.open:
            with tab:
                TABS[name](workspace, found)


def gone(workspace: Workspace, asked: str) -> None:
    """What is known of an id that means nothing in the run that is shown."""
    try:
        events = entities.past(workspace, asked)
    except BadInput:
        st.warning(f"No entity has or ever had the id {plain(asked)}: search for a name in its place.")
        return
    st.warning(f"{plain(asked)} has no record in the run that is shown. This is what befell it:")
    _events(events)


def past_entity_view(workspace: Workspace, found: Entity) -> None:
    """The same of an earlier run, to look at only."""
    name = next((value.value for value in found.golden if value.value), found.entity_id)
    st.header(plain(name), anchor=False)
    st.text(f"{found.entity_id} · {counted(found.record_count, 'record')}")
    if found.asked != found.entity_id:
        st.info(f"{plain(found.asked)} was merged into this one by then.")
    golden_table(found)
    st.subheader("Records", anchor=False)
    _records(workspace, found)
    st.subheader("Why together", anchor=False)
    _links(workspace, found)


def _golden(workspace: Workspace, found: Entity) -> None:
    golden_view(workspace, found)
    attributes_view(workspace, found)


def _records(_: Workspace, found: Entity) -> None:
    """Side by side: one column a record, one line a field, the files' own text first."""
    tidied = st.toggle("Show the tidied values", key="tidied")
    for first in range(0, len(found.records), RECORDS_ABREAST):
        abreast = found.records[first : first + RECORDS_ABREAST]
        values = [record.standard if tidied else record.original for record in abreast]
        rows = [(title, *(cells[place] for cells in values)) for place, title in enumerate(found.titles)]
        words = f"Records {first + 1} to {first + len(abreast)}, side by side"
        table(("Field", *(place_of(record) for record in abreast)), rows, words, named=True)
    if found.record_count > len(found.records):
        st.caption(f"The first {RECORDS_SHOWN} of {found.record_count:,} records.")


RECORDS_ABREAST = 4


def _links(_: Workspace, found: Entity) -> None:
    if not found.links:
        lone = found.record_count == 1
        st.info(
            "One record alone: nothing holds it to another."
            if lone
            else "No pair of these records was compared directly; a person or a shared link holds them together."
        )
        return
    places = {record.record_id: place_of(record) for record in found.records}
    rows = [
        (
            places.get(link.left_id, link.left_id),
            places.get(link.right_id, link.right_id),
            f"{likelihood(link.probability)} ({link.weight:+.1f} bits)",
            because(link),
        )
        for link in found.links
    ]
    table(
        ("Record", "Other record", "How likely the same", "Because"),
        rows,
        "The links between the records, the weakest first",
    )
    st.caption(
        "The weakest link stands first; a pair that speaks against itself is held here by the others. "
        "One bit doubles the odds that two records speak of the same thing."
    )


def because(link: EntityLink) -> str:
    """What the comparisons of a pair say, in words; those that say nothing are left out."""
    telling = [said for said in link.evidence if abs(said.weight) >= 1]
    return "; ".join(f"{said.title}: {said.label}, {strength(said.weight)}" for said in telling)


def _history(workspace: Workspace, found: Entity) -> None:
    beside_an_earlier_run(workspace, found)
    lines = audit.of_entity(workspace, found.entity_id)
    if lines:
        acts_table(lines, "What people decided about these records, the latest first")
        undo(workspace, lines)
    if not found.history:
        st.info("Nothing befell this entity yet: its history begins with the next run.")
        return
    _events(found.history)


def _events(events: tuple[EntityEvent, ...]) -> None:
    rows = [
        (event.run_id, event.entity_id, EVENTS.get(event.event, in_words(event.event)), event.other_id, event.records)
        for event in events
    ]
    table(
        ("Run", "Entity", "What happened", "Other entity", "Records"), rows, "What befell this entity, the latest first"
    )


def place_of(record: EntityRecord) -> str:
    """Where a record stands in its file."""
    return f"{record.label}, row {record.sheet_row}"


def in_words(rule: str) -> str:
    """A rule or an event as a person reads it."""
    return rule.replace("_", " ")


TABS: dict[str, Callable[[Workspace, Entity], None]] = {
    "Golden record": _golden,
    "Records": _records,
    "Why together": _links,
    "Map": whereabouts_view,
    "History": _history,
    "Split, move, merge": regroup_view,
}
