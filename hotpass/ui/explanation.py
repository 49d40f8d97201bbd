"""Why, why not and how, as a screen shows it: the answer, every field in words and bits, the sum, what holds them."""

import plotly.graph_objects as go
import streamlit as st

from hotpass.model.explanation import ExplainedRecord, Explanation
from hotpass.stewardship.entities import likelihood
from hotpass.ui.pictures import COLOURS, pictured
from hotpass.ui.tables import table
from hotpass.ui.wording import label, moment, plain

VERDICTS = {"match": "the same", "non_match": "different", "unsure": "not sure"}


def explanation_view(found: Explanation) -> None:
    """Everything that is known of two records."""
    st.markdown(plain(found.answer))
    for note in found.notes:
        st.caption(plain(note))
    if found.scores:
        evidence_table(found, "What each field says of the two records")
        with st.expander("Show the sum"):
            _sum(found)
    if found.chain:
        rows = [(place_of(link.left), place_of(link.right), link.reason) for link in found.chain]
        table(("Record", "Next record", "Held together by"), rows, "The chain that holds the two records together")
    if found.judgements:
        said = [
            (each.by, moment(each.on), VERDICTS[each.verdict], each.left, each.right, each.note)
            for each in found.judgements
        ]
        table(("Who", "When", "Decided", "Record", "Other record", "Note"), said, "Decisions on these records")
    if found.met is None and found.rules:
        st.caption(plain(f"Records meet by: {'; '.join(found.rules)}."))


def evidence_table(found: Explanation, words: str) -> None:
    """One line a field: both values as the files have them, what was found, its bits, and what they are worth."""
    rows = [
        (
            each.values[0].title,
            each.values[0].left,
            each.values[0].right,
            each.finding,
            f"{each.weight:+.1f}",
            each.strength,
        )
        for each in found.evidence
        if each.values[0].left is not None or each.values[0].right is not None
    ]
    table(("Field", place_of(found.left), place_of(found.right), "Found", "Bits", "Which is"), rows, words, named=True)


def place_of(record: ExplainedRecord) -> str:
    """Where a record stands in its file."""
    return f"{record.label}, row {record.sheet_row}"


def _sum(found: Explanation) -> None:
    """A waterfall: from where every pair starts, over what each field adds or takes, to the weight of this one."""
    if found.scores is None:
        return
    telling = [each for each in found.evidence if each.weight]
    steps = [("before any field", found.scores.start), *((each.title, each.weight) for each in telling)]
    lines = [*steps, ("in all", found.scores.weight)]
    figure = go.Figure(
        go.Waterfall(
            y=list(range(len(lines))),
            x=[bits for _, bits in lines],
            measure=["relative"] * len(steps) + ["total"],
            orientation="h",
            text=[f"{bits:+.1f}" for _, bits in lines],
            textposition="outside",
            cliponaxis=False,
            increasing_marker_color=COLOURS[0],
            decreasing_marker_color=COLOURS[1],
            totals_marker_color=COLOURS[2],
            hoverinfo="text",
        )
    )
    figure.update_yaxes(
        range=[len(lines) - 0.5, -0.5], tickvals=list(range(len(lines))), ticktext=[label(name) for name, _ in lines]
    )
    figure.update_xaxes(title="bits")
    rows = [(name, f"{bits:+.2f}") for name, bits in lines]
    words = (
        f"The sum of the evidence: {found.scores.weight:+.1f} bits, {likelihood(found.scores.probability)} the same."
    )
    pictured(figure, len(lines), words, ("What", "Bits"), rows, row_pixels=28)
