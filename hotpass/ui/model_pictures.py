"""Pictures of the model: what each grade is worth, where the pairs lie, what lines would do, what people say."""

from collections.abc import Sequence
from itertools import groupby

import plotly.graph_objects as go

from hotpass.matching.effects import Effect
from hotpass.matching.explanation import strength
from hotpass.model.evaluation import LineAgreement
from hotpass.model.linkage import ComparisonLevel
from hotpass.stewardship.model_lines import Band
from hotpass.ui.pictures import COLOURS, pictured
from hotpass.ui.wording import label, share

# A grey that stands out in light and dark alike.
MARK = "#808B99"
ZONES = ("left apart", "a person is asked", "merged without asking")
ZONE_COLOURS = (COLOURS[1], COLOURS[2], COLOURS[0])


def chance(weight: float) -> str:
    """A match weight as the probability that a pair matches, in per cent, never quite 0 or 100."""
    percent = 100 / (1 + 2.0**-weight)
    if percent >= 99:
        return f"{min(percent, 99.99):.2f} %"
    return f"{max(percent, 0.01):.0f} %" if percent >= 1 else f"{max(percent, 0.01):.2f} %"


def weights_picture(levels: Sequence[ComparisonLevel]) -> None:
    """Bars, one a grade of agreement, grouped by field: how many bits it adds or takes away."""
    groups = _fields(levels)
    lines: list[tuple[str, ComparisonLevel | None]] = []
    for group in groups:
        lines.append((f"<b>{label(group[0].title)}</b>", None))
        lines += [(label(level.label), level) for level in group]
    headers = ("Field", "Grade", "Bits", "In words", "Of matching pairs (m)", "Of other pairs (u)")
    rows = [
        (each.title, each.label, f"{each.weight:+.2f}", strength(each.weight), _percent(each.m), _percent(each.u))
        for group in groups
        for each in group
    ]
    words = "What each grade of agreement is worth, in bits."
    pictured(_weight_bars(lines), len(lines), words, headers, rows, row_pixels=22)


def _weight_bars(lines: Sequence[tuple[str, ComparisonLevel | None]]) -> go.Figure:
    """A line for each field's name, which has no bar, and one for each of its grades."""
    bars = [(place, words, level) for place, (words, level) in enumerate(lines) if level is not None]
    figure = go.Figure(
        go.Bar(
            y=[place for place, _, _ in bars],
            x=[level.weight for _, _, level in bars],
            text=[f"{level.weight:+.1f}" for _, _, level in bars],
            customdata=[f"{label(level.title)}: {words}" for _, words, level in bars],
            textposition="outside",
            cliponaxis=False,
            orientation="h",
            marker_color=[COLOURS[0] if level.weight >= 0 else COLOURS[1] for _, _, level in bars],
            hovertemplate="%{customdata}: %{text} bits<extra></extra>",
        )
    )
    figure.update_yaxes(
        range=[len(lines) - 0.5, -0.5],
        tickvals=list(range(len(lines))),
        ticktext=[words for words, _ in lines],
        showgrid=False,
    )
    figure.update_xaxes(title="bits for a match (right) or against it (left)", zeroline=True)
    return figure


def _fields(levels: Sequence[ComparisonLevel]) -> list[list[ComparisonLevel]]:
    """The grades of each field, the best first; that a value is missing is none."""
    groups = [list(group) for _, group in groupby(levels, key=lambda each: each.name)]
    return [[level for level in reversed(group) if level.level >= 0] for group in groups]


def bands_picture(bands: Sequence[Band], lower: float, upper: float) -> None:
    """Bars by weight: how many pairs are left apart, asked about and merged at two lines."""
    bars = [
        go.Bar(
            name=name,
            x=[band.bits + 0.5 for band in bands if band.zone == zone],
            y=[band.pairs for band in bands if band.zone == zone],
            width=1,
            marker_color=colour,
            hovertemplate="%{x:.0f} bits: %{y:,} pairs<extra>" + name + "</extra>",
        )
        for zone, (name, colour) in enumerate(zip(ZONES, ZONE_COLOURS, strict=True))
    ]
    figure = go.Figure(bars)
    for line, words in ((lower, "ask"), (upper, "merge")):
        figure.add_vline(x=line, line_dash="dash", line_color=MARK, annotation_text=words, annotation_position="top")
    figure.update_layout(
        barmode="stack",
        bargap=0.05,
        legend={"orientation": "h", "y": 1.12, "yanchor": "bottom", "traceorder": "normal"},
    )
    figure.update_xaxes(title="match weight in bits")
    figure.update_yaxes(title="pairs")
    rows = [(f"{band.bits:+d} to {band.bits + 1:+d}", ZONES[band.zone], band.pairs) for band in bands]
    words = "How many pairs have which weight, and what the two lines do with them."
    pictured(figure, 6, words, ("Bits", "What happens", "Pairs"), rows)


def lines_picture(effects: Sequence[Effect], upper: float) -> None:
    """Two curves over every line one could draw: how many clusters there would be, and how large the largest."""
    figure = go.Figure()
    curves = (
        ("real things", "y", "solid", [effect.clusters for effect in effects]),
        ("records in the largest", "y2", "dot", [effect.largest for effect in effects]),
    )
    for colour, (name, axis, dash, values) in zip(COLOURS, curves, strict=False):
        figure.add_scatter(
            x=[effect.line for effect in effects],
            y=values,
            name=name,
            mode="lines+markers",
            yaxis=axis,
            line_color=colour,
            line_dash=dash,
            hovertemplate="from %{x:+.1f} bits: %{y:,} " + name + "<extra></extra>",
        )
    figure.add_vline(x=upper, line_dash="dash", line_color=MARK, annotation_text="merge", annotation_position="top")
    right = {"overlaying": "y", "side": "right", "showgrid": False, "tickmode": "auto", "tickformat": ",d"}
    figure.update_layout(
        yaxis={"title": "real things", "rangemode": "tozero"},
        yaxis2={"title": "records in the largest", "rangemode": "tozero", **right},
        legend={"orientation": "h", "y": 1.12, "yanchor": "bottom"},
    )
    figure.update_xaxes(title="line from which pairs merge, in bits")
    rows = [(f"{each.line:+.1f}", chance(each.line), each.pairs, each.clusters, each.largest) for each in effects]
    headers = ("Line in bits", "Least likely pair above", "Pairs above", "Real things", "Records in the largest")
    pictured(figure, 6, "What every line would do.", headers, rows)


def agreement_picture(agreements: Sequence[LineAgreement], words: str) -> None:
    """Precision and recall of the pairs above every line, as far as the answer is known; `words` say by whom."""
    figure = go.Figure()
    parts = (
        ("precision: of the pairs above, right", [each.precision for each in agreements]),
        ("recall: of the right pairs, above", [each.recall for each in agreements]),
    )
    for place, (name, values) in enumerate(parts):
        figure.add_scatter(
            x=[each.line for each in agreements],
            y=[None if value is None else 100 * value for value in values],
            name=name,
            mode="lines+markers",
            line_color=COLOURS[place],
            line_dash="solid" if place == 0 else "dot",
            hovertemplate="from %{x:+.1f} bits: %{y:.1f} %<extra>" + name + "</extra>",
        )
    figure.update_layout(legend={"orientation": "h", "y": 1.12, "yanchor": "bottom"})
    figure.update_xaxes(title="line from which pairs merge, in bits")
    figure.update_yaxes(title="per cent", range=[0, 105])
    rows = [
        (
            f"{each.line:+.1f}",
            each.found_pairs,
            each.right_pairs,
            share(each.right_pairs, each.found_pairs),
            share(each.right_pairs, each.true_pairs),
        )
        for each in agreements
    ]
    pictured(figure, 6, words, ("Line in bits", "Pairs above", "Of these right", "Precision", "Recall"), rows)


def _percent(part: float | None) -> str:
    return "" if part is None else f"{100 * part:.3g} %"
