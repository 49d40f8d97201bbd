"""The drift page's parts: which runs, what came back, and each thing that moved with its picture."""

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from hotpass.model.drift import Band, Drift, Metric
from hotpass.stewardship import drift, drift_baseline
from hotpass.stewardship.drift import Kept
from hotpass.stewardship.standing import version
from hotpass.store.workspace import Workspace
from hotpass.ui.drift_rows import has_rows
from hotpass.ui.pictures import COLOURS, pictured
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, label, moment, plain, told_apart

BANDS = {Band.LARGE: "much", Band.MODERATE: "clearly", Band.SMALL: "a little"}
SHOWN = 12
MOST_CELLS = 12


def choose(workspace: Workspace, kept: Sequence[Kept]) -> tuple[str, str]:
    """The two runs a person wants side by side; by default the one shown, and the baseline or the one before."""
    names = told_apart({run.run_id: f"{moment(run.finished)} · {', '.join(run.files)}" for run in kept})
    left, right = st.columns(2)
    usual = drift.usual_reference(list(names), drift_baseline.chosen(workspace))
    before = list(names).index(usual) if usual else 1
    return _run(left, "Earlier run", "reference", names, before), _run(right, "Later run", "current", names, 0)


def _run(place: DeltaGenerator, title: str, key: str, names: Mapping[str, str], usual: int) -> str:
    """The choice of a run, which stands in the page's address even where it is the usual one: links hold then."""
    ids, asked = list(names), st.query_params.get(key)
    if asked is not None and asked not in names:
        st.warning(f"Run {plain(asked)} is not kept any more: another is shown in its place.")
    run = asked if asked is not None and asked in names else ids[usual]
    # The browser's way back changes the address alone.
    if st.session_state.get(key) != run:
        st.session_state[key] = run
    place.selectbox(title, ids, format_func=names.__getitem__, key=key, on_change=_chosen, args=(key,))
    st.query_params[key] = run
    return run


def _chosen(key: str) -> None:
    """Before the page is made anew: what the address says is shown."""
    st.query_params[key] = st.session_state[key]


def compared(workspace: Workspace, reference: str, current: str) -> Drift:
    """The report, kept until somebody decides something."""
    return _compared(workspace, version(workspace), reference, current)


@st.cache_data(show_spinner="Holding the two runs against each other…", max_entries=8)
def _compared(_workspace: Workspace, stands: str, reference: str, current: str) -> Drift:
    return drift.drift(_workspace, reference, current)


def accounts(found: Drift) -> None:
    """What became of records and entities."""
    st.header("What came back", anchor=False)
    if found.changes:
        rows = [(change.source, change.same, change.changed, change.added, change.gone) for change in found.changes]
        table(("Source", "As they were", "Changed", "New", "Gone"), rows, "Records by what became of them")
    for change in found.changes:
        most = sorted(change.columns.items(), key=lambda each: -each[1])[:8]
        if most:
            words = ", ".join(f"{header} in {count:,}" for header, count in most)
            st.caption(plain(f"Of the records of {change.source} that came back, other texts stand under {words}."))
    told = found.entities
    figures = (
        ("Entities new", told.appeared),
        ("Entities gone", told.vanished),
        ("Merged", told.merged),
        ("Split", told.split),
        ("Golden values changed", told.values),
    )
    for column, (name, value) in zip(st.columns(5), figures, strict=True):
        column.metric(name, f"{value:,}", border=True)


def causes(found: Drift) -> None:
    """What was done otherwise in the later run, which most likely explains what moved."""
    if found.causes:
        st.header("What was done otherwise", anchor=False)
        st.markdown("\n".join(f"- {plain(cause)}" for cause in found.causes))


def moved(found: Drift) -> None:
    """Everything that moved more than chance explains, the gravest first."""
    st.header("What moved", anchor=False)
    metrics = [metric for metric in found.metrics if metric.band in BANDS]
    if not metrics:
        st.success("Nothing moved more than chance explains.")
        return
    rows = [(drift.title(each), BANDS[each.band], each.words, _beyond(each)) for each in metrics]
    table(("What", "How much", "In words", "Index · chance alone"), rows, "What moved, the gravest first")


def looked_at(found: Drift) -> Metric | None:
    """What a person wants to see drawn, of all that has counts; it stands in the page's address."""
    names = {drift.title(metric): metric for metric in found.metrics if len(metric.cells) > 1}
    chosen = st.selectbox("Look at", list(names), key="look_at", bind="query-params") if names else None
    return names[chosen] if chosen else None


def steady(found: Drift) -> None:
    """What did not move, and what has too few rows to tell."""
    rest = [metric for metric in found.metrics if metric.band not in BANDS]
    with st.expander(f"{counted(len(rest), 'thing')} did not move, or cannot be told"):
        rows = [
            (drift.title(each), "too few rows to tell" if each.band is Band.TOO_FEW else "as before", each.words)
            for each in rest
        ]
        table(("What", "Verdict", "In words"), rows, "What did not move")


def _beyond(metric: Metric) -> str:
    return f"{metric.effect:.3f} · {metric.floor:.3f}" if metric.p is not None else ""


def picture(metric: Metric) -> None:
    """Bars of shares, the earlier run beside the later one; a click on one asks for its rows."""
    cells = metric.cells[:MOST_CELLS]
    sums = [sum(cell.reference for cell in metric.cells) or 1, sum(cell.current for cell in metric.cells) or 1]
    names = [label(cell.text) for cell in cells]
    sides = (
        ("earlier", [100 * cell.reference / sums[0] for cell in cells]),
        ("later", [100 * cell.current / sums[1] for cell in cells]),
    )
    bars = [
        go.Bar(name=name, y=names, x=shares, orientation="h", marker_color=colour, hovertemplate="%{y}: %{x:.1f} %")
        for (name, shares), colour in zip(sides, COLOURS, strict=False)
    ]
    figure = go.Figure(bars)
    figure.update_layout(barmode="group", legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"})
    figure.update_yaxes(autorange="reversed", type="category")
    figure.update_xaxes(title="share of the rows, in percent")
    words = f"{drift.title(metric)}: shares of the rows in both runs."
    rows = [(cell.text, cell.reference, cell.current) for cell in cells]

    def clicked(place: int) -> None:
        st.session_state["cell"] = cells[place].text

    pictured(
        figure,
        2 * len(cells),
        plain(words),
        ("Value", "Earlier", "Later"),
        rows,
        22,
        clicked if has_rows(metric) else None,
    )
    st.caption(
        f"The index is {metric.effect:.3f}; chance alone would make about {metric.floor:.3f} of it. "
        "From 0.02 above that a move is called little, from 0.1 clear, from 0.25 much."
    )
