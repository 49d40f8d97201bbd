"""Looking back on the screen: golden records as of an earlier run, and one of them beside what it was."""

import streamlit as st

from hotpass.errors import BadInput
from hotpass.model.entity import Entity
from hotpass.stewardship import drift, looking_back
from hotpass.stewardship.looking_back import Then
from hotpass.store.workspace import Workspace
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, moment, plain, told_apart


def as_of_run(workspace: Workspace) -> str | None:
    """The earlier run the address asks for, with a banner that says so; None for what is shown now."""
    asked = st.query_params.get("run")
    if asked is None:
        return None
    known = {run.run_id: run for run in drift.kept(workspace)}
    if asked not in known:
        st.warning(f"Run {plain(asked)} is not kept: here is what is shown now.")
        return None
    words, button = st.columns([4, 1], vertical_alignment="center")
    words.info(
        f"You look back at the run of {moment(known[asked].finished)} ({plain(', '.join(known[asked].files))}), as it "
        "stood when it was shown last. Nothing can be changed here.",
        icon=":material/history:",
    )
    if button.button("Back to now", key="now", width="stretch"):
        del st.query_params["run"]
        st.rerun()
    return asked


def beside_an_earlier_run(workspace: Workspace, found: Entity) -> None:
    """The choice of an earlier run, and what the entity's records were in it."""
    kept = drift.kept(workspace)[1:]
    if not kept:
        return
    names = told_apart({run.run_id: f"{moment(run.finished)} · {', '.join(run.files)}" for run in kept})
    chosen = st.selectbox(
        "Beside what it was in an earlier run",
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="choose a run",
        key="then",
    )
    if chosen is None:
        return
    try:
        told = looking_back.then(workspace, found.entity_id, chosen)
    except BadInput as error:
        st.warning(plain(str(error)))
        return
    if not told.entities:
        st.info("None of its records was in that run.")
        return
    _beside(found, told)


def _beside(found: Entity, told: Then) -> None:
    now = {value.title: value.value for value in found.golden}
    before = [{value.title: value.value for value in each.golden} for each in told.entities]
    titles = list(dict.fromkeys(title for values in (now, *before) for title in values))
    rows: list[tuple[object, ...]] = [
        (title, now.get(title) or "", *(values.get(title) or "" for values in before)) for title in titles
    ]
    rows.append(("Records", counted(found.record_count, "record"), *_shares(told)))
    heads = [f"It was: {each.entity_id}" for each in told.entities]
    table(("Field", "It is", *heads), rows, f"This entity beside what it was in run {told.run_id}", named=True)
    notes = [f"{counted(told.absent, 'record')} of it were not there yet."] if told.absent else []
    notes += [f"Its records were in {told.more} more entities."] if told.more else []
    if notes:
        st.caption(" ".join(notes))


def _shares(told: Then) -> list[str]:
    return [
        f"{counted(each.record_count, 'record')}, {shared} of them here now"
        for each, shared in zip(told.entities, told.shared, strict=True)
    ]
