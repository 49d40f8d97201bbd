"""The drift page's course of all runs, the baseline, and the lists of entities with a fate."""

import uuid
from collections.abc import Sequence

import plotly.graph_objects as go
import streamlit as st
from plotly.subplots import make_subplots

from hotpass.model.drift import Baseline, Drift, Fate, FateLine, TrendPoint
from hotpass.stewardship import drift_baseline, drift_course
from hotpass.stewardship.drift_course import PAGE_SIZE
from hotpass.stewardship.overview import Place
from hotpass.store.workspace import Workspace
from hotpass.ui.menu import page_file
from hotpass.ui.person import who
from hotpass.ui.pictures import COLOURS, pictured
from hotpass.ui.tables import table
from hotpass.ui.wording import moment, plain

FATES = {
    Fate.APPEARED: "New",
    Fate.VANISHED: "Gone",
    Fate.MERGED: "Merged",
    Fate.SPLIT: "Split",
    Fate.CHANGED: "Values changed",
}
FIGURES = ("Records", "Entities", "Cells filled, %", "Tests passed, %", "Records sharing an entity, %")
NOT_KEPT = "—"


def baseline(workspace: Workspace, reference: str) -> None:
    """Who chose which run to compare with, and the button to choose the one that is shown, or to lift the choice."""
    stands = drift_baseline.chosen(workspace)
    words, button = st.columns([3, 1], vertical_alignment="center")
    words.caption(_stands(stands, reference))
    pinned = stands is not None and stands.run_id == reference
    deed = "Lift the baseline" if pinned else "Make it the baseline"
    if button.button(deed, key=f"pin_{reference}_{pinned}", width="stretch"):
        drift_baseline.pin(workspace, None if pinned else reference, by=who(), fact_id=str(uuid.uuid4()))
        st.rerun()


def _stands(stands: Baseline | None, reference: str) -> str:
    if stands is None:
        return "No baseline is chosen: runs are compared with the one before. A baseline is never thrown away."
    chosen = f"chosen by {plain(stands.by)} on {moment(stands.on)}"
    if stands.run_id == reference:
        return f"The earlier run is the baseline, {chosen}. It is never thrown away."
    return f"The baseline is run {stands.run_id}, {chosen}; you are looking at another."


def fates(workspace: Workspace, found: Drift) -> None:
    """The entities with a fate, one list at a time."""
    told = found.entities
    counts = {Fate.APPEARED: told.appeared, Fate.VANISHED: told.vanished, Fate.MERGED: told.merged}
    counts |= {Fate.SPLIT: told.split, Fate.CHANGED: told.values}
    some = [fate for fate in Fate if counts[fate]]
    if not some:
        return
    fate = st.segmented_control(
        "List the entities", some, format_func=FATES.__getitem__, key="fate", bind="query-params"
    )
    if fate is None:
        return
    runs = (found.reference, found.current)
    first = drift_course.entities(workspace, runs, fate)
    place, number = st.container(), 1
    pages = -(-first.found // PAGE_SIZE)
    if pages > 1:
        number = st.pagination(pages, key=f"fates_{fate}_{'_'.join(runs)}")
    shown = first if number == 1 else drift_course.entities(workspace, runs, fate, number)
    with place:
        start = (number - 1) * PAGE_SIZE + 1
        st.caption(f"{start:,} to {start + len(shown.lines) - 1:,} of {first.found:,}.")
        fate_lines(shown.lines, fate)
    # Entities that are gone have no golden record to open.
    if fate is not Fate.VANISHED:
        _open(shown.lines, fate)


def _open(lines: Sequence[FateLine], fate: Fate) -> None:
    """The way to one of the entities on this page of the list."""
    names = {line.entity_id: f"{line.name or 'no name'} · {line.entity_id}" for line in lines}
    chooser, link = st.columns([3, 1], vertical_alignment="bottom")
    chosen = chooser.selectbox(
        "Open one of them", list(names), index=None, format_func=names.__getitem__, key=f"open_{fate}"
    )
    if chosen is not None:
        link.page_link(
            page_file(Place.ENTITIES),
            label="To the entity",
            icon=":material/arrow_forward:",
            query_params={"id": chosen},
        )


def fate_lines(lines: Sequence[FateLine], fate: Fate) -> None:
    """Entities with the same fate, as a table."""
    words = f"Entities: {FATES[fate].lower()}"
    if fate is Fate.CHANGED:
        rows = [(line.name, line.field, line.before, line.now, line.entity_id) for line in lines]
        table(("Entity", "Field", "It was", "It is", "Id"), rows, words)
    elif fate in (Fate.MERGED, Fate.SPLIT):
        beside = "Merged into it" if fate is Fate.MERGED else "Split off"
        table(("Entity", "Id", beside), [(line.name, line.entity_id, ", ".join(line.others)) for line in lines], words)
    else:
        table(("Entity", "Id"), [(line.name, line.entity_id) for line in lines], words)


def course(workspace: Workspace) -> None:
    """One line for each figure over all runs."""
    st.header("Over all runs", anchor=False)
    points = drift_course.points(workspace)
    values = [_figures(point) for point in points]
    figure = make_subplots(rows=len(FIGURES), cols=1, shared_xaxes=True, vertical_spacing=0.06, subplot_titles=FIGURES)
    numbers = list(range(1, len(points) + 1))
    for place in range(len(FIGURES)):
        line = go.Scatter(
            x=numbers,
            y=[row[place] for row in values],
            mode="lines+markers",
            line={"color": COLOURS[0]},
            text=[moment(point.finished) for point in points],
            hovertemplate="%{text}: %{y:,.4~g}<extra></extra>",
            showlegend=False,
        )
        figure.add_trace(line, row=place + 1, col=1)
    figure.update_yaxes(nticks=4)
    figure.update_xaxes(dtick=max(1, len(points) // 12))
    figure.update_xaxes(title="run, the first one first", row=len(FIGURES), col=1)
    rows = [
        (moment(point.finished), *(_said(value) for value in row)) for point, row in zip(points, values, strict=True)
    ]
    words = f"Records, entities, cells filled, tests passed and records that share an entity, over {len(points)} runs."
    pictured(figure, len(FIGURES), words, ("Run", *FIGURES), rows, 110)


def _figures(point: TrendPoint) -> tuple[float | None, ...]:
    shares = (point.filled, point.passed, point.matched)
    return (point.records, point.entities, *(None if share is None else 100 * share for share in shares))


def _said(value: float | None) -> object:
    if value is None:
        return NOT_KEPT
    return value if isinstance(value, int) else f"{value:.1f}"
