"""Pictures of quality on the screen, each with words and a table of the same figures."""

import plotly.graph_objects as go
import streamlit as st

from hotpass.model.expectation import Dimension
from hotpass.model.quality_pictures import QualityPictures
from hotpass.stewardship import quality_pictures
from hotpass.store.workspace import Workspace
from hotpass.ui.pictures import COLOURS, pictured
from hotpass.ui.quality import lead
from hotpass.ui.wording import label, share

TREND_ROWS = 7


def pictures(workspace: Workspace, run_id: str) -> None:
    """Four pictures of the run that is shown."""
    found = _counted(workspace, run_id, workspace.journal.head())
    if found is None:
        return
    st.header("By source", anchor=False)
    _by_source(found)
    st.header("Run by run", anchor=False)
    _trend(found)
    st.header("Empty together", anchor=False)
    _gaps(found)
    st.header("Repeats by source", anchor=False)
    _repeats(found)


@st.cache_data(show_spinner="Counting …", max_entries=4)
def _counted(_workspace: Workspace, run_id: str, head: int) -> QualityPictures | None:
    """Counted once for a run and what people decided of it."""
    return quality_pictures.pictures(_workspace)


def _by_source(found: QualityPictures) -> None:
    sources = list(dict.fromkeys(one.source for one in found.sources))
    known = {(one.source, one.dimension): one for one in found.sources}
    dimensions = [dimension for dimension in Dimension if any(one.dimension is dimension for one in found.sources)]
    grid = [[known[source, dimension] for dimension in dimensions] for source in sources]
    figure = go.Figure(
        go.Heatmap(
            x=[dimension.value for dimension in dimensions],
            y=[label(source) for source in sources],
            z=[[100 * one.sound / one.records for one in row] for row in grid],
            text=[[share(one.sound, one.records) for one in row] for row in grid],
            texttemplate="%{text}",
            hovertemplate="%{y}, %{x}: %{text} of the records fail nothing<extra></extra>",
            zmin=0,
            zmax=100,
            xgap=2,
            ygap=2,
            showscale=False,
        )
    )
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(side="top", showgrid=False)
    rows = [(one.source, one.dimension.value, one.sound, one.records) for one in found.sources]
    words = f"Share of the records of {len(sources)} sources that fail no rule of a dimension."
    st.caption("As a table, each source leads to the rules that its records fail.")
    headers = ("Source", "Dimension", "Fail nothing", "Records")
    picks = [f"{place}" if one.sound < one.records else "" for place, one in enumerate(found.sources)]

    def heard(pick: str) -> None:
        one = found.sources[int(pick)]
        lead(one.dimension, one.source)

    pictured(figure, len(sources), words, headers, rows, picks=picks, heard=heard)


def _trend(found: QualityPictures) -> None:
    if len(found.runs) < 2:
        st.caption("From the second run on, this shows whether the scores rise or fall.")
        return
    names = [_when(run.run_id) for run in found.runs]
    figure = go.Figure()
    rows = []
    for dimension in Dimension:
        scores = [run.scores[dimension] for run in found.runs]
        if any(scores):
            heights = [100 * score.passed / score.tested if score else None for score in scores]
            figure.add_scatter(x=names, y=heights, name=dimension.value, mode="lines+markers")
            rows += [
                (name, dimension.value, share(score.passed, score.tested), score.passed, score.tested)
                for name, score in zip(names, scores, strict=True)
                if score
            ]
    figure.update_yaxes(ticksuffix=" %")
    words = f"Tests passed of tests made, by dimension, in {len(names)} runs."
    pictured(figure, TREND_ROWS, words, ("Run", "Dimension", "Passed", "Tests passed", "Tests made"), rows)


def _when(run_id: str) -> str:
    """A run's id begins with the moment it began."""
    return f"{run_id[:4]}-{run_id[4:6]}-{run_id[6:8]} {run_id[8:10]}:{run_id[10:12]}:{run_id[12:14]}"


def _gaps(found: QualityPictures) -> None:
    names = [" + ".join(gap.titles) or "nothing is empty" for gap in found.gaps]
    counts = [gap.records for gap in found.gaps]
    figure = go.Figure(
        go.Bar(y=[label(name) for name in names], x=counts, orientation="h", marker_color=COLOURS[0], text=counts)
    )
    figure.update_yaxes(autorange="reversed")
    words = f"Records by which of their fields are empty; the {len(names)} most frequent cases."
    pictured(figure, len(names), words, ("Empty together", "Records"), list(zip(names, counts, strict=True)))


def _repeats(found: QualityPictures) -> None:
    names = [label(one.source) for one in found.repeats]
    parts = (
        ("with others of the same source", [one.within for one in found.repeats]),
        ("only with other sources", [one.across for one in found.repeats]),
        ("alone", [one.alone for one in found.repeats]),
    )
    bars = [
        go.Bar(name=name, y=names, x=counts, orientation="h", marker_color=colour)
        for (name, counts), colour in zip(parts, COLOURS, strict=True)
    ]
    figure = go.Figure(bars)
    figure.update_layout(
        barmode="stack", legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "traceorder": "normal"}
    )
    figure.update_yaxes(autorange="reversed")
    rows = [(one.source, one.within, one.across, one.alone) for one in found.repeats]
    words = f"Records of {len(names)} sources by whom they are one thing with."
    headers = ("Source", "With the same source", "Only with other sources", "Alone")
    pictured(figure, len(names), words, headers, rows)
