"""Pictures: what the pages draw, each with words for those who do not see it and a table of the same figures."""

from collections.abc import Callable, Sequence

import plotly.graph_objects as go
import streamlit as st

from hotpass.model.overview import QualityCell, SourceShare
from hotpass.stewardship.run_log import StageLine
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, label, lasting, share, stage_words

ROW_PIXELS = 34
EDGE_PIXELS = 96
# Streamlit puts the theme's own first three chart colours, light or dark, in the place of these.
COLOURS = ("#000001", "#000002", "#000003")
QUIET = {"displayModeBar": False, "responsive": True}


def quality_picture(cells: Sequence[QualityCell]) -> None:
    """A field of squares, source by field: which share of the filled values is valid."""
    fields = list(dict.fromkeys(cell.title for cell in cells))
    sources = list(dict.fromkeys(cell.source for cell in cells))
    known = {(cell.source, cell.title): cell for cell in cells}
    grid = [[known.get((source, field)) for field in fields] for source in sources]
    figure = go.Figure(
        go.Heatmap(
            x=[label(field) for field in fields],
            y=[label(source) for source in sources],
            z=[[100 * cell.valid / cell.records if cell and cell.records else None for cell in row] for row in grid],
            text=[[share(cell.valid, cell.records) if cell else "" for cell in row] for row in grid],
            texttemplate="%{text}",
            hovertemplate="%{y}<br>%{x}: %{text} filled and valid<extra></extra>",
            zmin=0,
            zmax=100,
            xgap=2,
            ygap=2,
            showscale=False,
        )
    )
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(side="top", tickangle=-35, showgrid=False)
    rows = [
        (cell.source, cell.title, share(cell.filled, cell.records), share(cell.valid, cell.filled)) for cell in cells
    ]
    words = f"Share of records with a valid value, for {len(sources)} sources and {len(fields)} fields."
    pictured(figure, len(sources), words, ("Source", "Field", "Filled", "Valid of those"), rows)


def rows_picture(sources: Sequence[SourceShare]) -> None:
    """Bars, one a source: rows merged with others, alone, and set aside."""
    names = [label(source.label) for source in sources]
    parts = (
        ("merged with others", [source.merged for source in sources]),
        ("alone", [source.alone for source in sources]),
        ("set aside", [source.aside for source in sources]),
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
    rows = [(source.label, source.rows, source.merged, source.alone, source.aside) for source in sources]
    words = f"Rows of {len(sources)} sources: merged with others, alone, or set aside."
    pictured(figure, len(sources), words, ("Source", "Rows", "Merged", "Alone", "Set aside"), rows)


def stages_picture(stages: Sequence[StageLine]) -> None:
    """A time line: when each stage of a run began and how long it took, as its span recorded it."""
    figure = go.Figure(
        go.Bar(
            y=[stage_words(stage.name) for stage in stages],
            base=[stage.begins for stage in stages],
            x=[stage.seconds for stage in stages],
            text=[lasting(stage.seconds) for stage in stages],
            textposition="outside",
            cliponaxis=False,
            orientation="h",
            marker_color=[COLOURS[0] if stage.well else COLOURS[1] for stage in stages],
            hovertemplate="%{y}: %{text}<extra></extra>",
        )
    )
    figure.update_yaxes(autorange="reversed")
    figure.update_xaxes(title="seconds since the first stage began")
    rows = [
        (
            stage_words(stage.name),
            lasting(stage.seconds),
            stage.rows_in,
            stage.rows_out,
            "done" if stage.well else "failed",
        )
        for stage in stages
    ]
    longest = max(stages, key=lambda stage: stage.seconds)
    words = (
        f"{counted(len(stages), 'stage')}; the longest, “{stage_words(longest.name)}”, took {lasting(longest.seconds)}."
    )
    pictured(figure, len(stages), words, ("Stage", "Took", "Rows in", "Rows out"), rows)


def pictured(
    figure: go.Figure,
    rows: int,
    words: str,
    headers: Sequence[str],
    figures: Sequence[Sequence[object]],
    row_pixels: int = ROW_PIXELS,
    clicked: Callable[[int], None] | None = None,
    picks: Sequence[str] = (),
    heard: Callable[[str], None] | None = None,
) -> None:
    """Shows a figure of so many rows, with `words` for those who do not see it, beside a table of what it shows.

    `clicked` is told which bar, counted from 0, a person clicks on; `picks` and `heard` are those of the table.
    """
    figure.update_layout(
        height=EDGE_PIXELS + row_pixels * max(rows, 2),
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        dragmode=False,
    )
    drawn, told = st.tabs(["Picture", "As a table"])
    with drawn:
        if clicked is None:
            st.plotly_chart(figure, config=QUIET, alt=words)
        else:
            _chosen(figure, words, clicked)
    with told:
        table(headers, figures, words, picks=picks, heard=heard)


def _chosen(figure: go.Figure, words: str, clicked: Callable[[int], None]) -> None:
    key = f"picture_{hash(words)}"

    def tell() -> None:
        points = st.session_state[key]["selection"]["points"]
        if points:
            clicked(int(points[0]["point_index"]))

    st.plotly_chart(figure, config=QUIET, alt=words, key=key, on_select=tell, selection_mode="points")
