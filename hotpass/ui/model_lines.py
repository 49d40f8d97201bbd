"""The lines explored: two lines a person may move, what they would do before anything is done, and pairs to look at."""

from collections.abc import Sequence

import streamlit as st

from hotpass.matching.effects import Effect
from hotpass.model.evaluation import Evaluation
from hotpass.model.explanation import Explanation
from hotpass.stewardship import model_lines
from hotpass.stewardship.model import ModelAccount
from hotpass.stewardship.model_lines import Near
from hotpass.store.workspace import Workspace
from hotpass.ui.explanation import evidence_table
from hotpass.ui.model_pictures import agreement_picture, bands_picture, chance, lines_picture
from hotpass.ui.wording import counted


def explored(workspace: Workspace, found: ModelAccount) -> None:
    """Two lines to move, with their effect, the pairs by weight, and examples on either side."""
    effects = _effects(str(workspace.folder), found.run_id, workspace)
    if not effects:
        st.info("No pair was likely enough to keep, so there is nothing to draw a line through.")
        return
    own = (found.model.clerical_weight, found.model.auto_match_weight)
    lower, upper = _chosen([effect.line for effect in effects], own)
    at = {effect.line: effect for effect in effects}
    _tiles(at[lower], at[upper], at[own[1]], at[own[0]])
    st.caption(
        f"Counted as the run counts, but for what people decided. With that it made "
        f"{counted(found.entities, 'real thing')}, the largest of {counted(found.largest, 'record')}."
    )
    bands_picture(model_lines.bands(workspace, lower, upper), lower, upper)
    st.subheader("Pairs to look at", anchor=False)
    near = st.segmented_control("Where", list(Near), default=Near.UNDER_UPPER, required=True, key="near")
    _examples(model_lines.examples(workspace, near or Near.UNDER_UPPER, lower, upper))
    st.subheader("What every line would do", anchor=False)
    lines_picture(effects, upper)


@st.cache_data(show_spinner="Counting what every line would do …", max_entries=4)
def _effects(folder: str, run_id: str, _workspace: Workspace) -> tuple[Effect, ...]:
    """Counted once for each run."""
    return model_lines.at_each_line(_workspace)


def _chosen(lines: Sequence[float], own: tuple[float, float]) -> tuple[float, float]:
    chosen: tuple[float, float] = st.select_slider(
        "From the left line on a person is asked, from the right line on pairs merge",
        options=list(lines),
        value=own,
        format_func=lambda line: f"{line:+.1f} bits ({chance(line)})",
        key="lines",
        help="Moving a line here shows what it would do. Nothing is merged or parted by it.",
    )
    return chosen


def _tiles(lower: Effect, upper: Effect, own: Effect, own_lower: Effect) -> None:
    waiting, was_waiting = lower.pairs - upper.pairs, own_lower.pairs - own.pairs
    figures = (
        ("Pairs above the right line", upper.pairs, upper.pairs - own.pairs),
        ("Pairs between the lines", waiting, waiting - was_waiting),
        ("Real things", upper.clusters, upper.clusters - own.clusters),
        ("Records in the largest", upper.largest, upper.largest - own.largest),
    )
    for column, (name, value, more) in zip(st.columns(4), figures, strict=True):
        note = f"{more:+,} against this run's lines" if more else "at this run's lines"
        column.metric(name, f"{value:,}", note, delta_color="off", delta_arrow="off", border=True)


def _examples(found: Sequence[Explanation]) -> None:
    if not found:
        st.info("No pair lies there.")
        return
    for place, each in enumerate(found, 1):
        _example(place, each)


def _example(place: int, found: Explanation) -> None:
    weight = round(found.scores.weight, 1) + 0.0 if found.scores else 0.0  # + 0.0: never minus nothing
    state = "one entity" if found.together else "two entities"
    words = f"Pair {place}: {weight:+.1f} bits, {chance(weight)} likely the same, now {state}"
    st.text(words)
    evidence_table(found, words)


def measured(workspace: Workspace, found: ModelAccount) -> None:
    """How right the run and each line are, as far as a truth file or people's decisions tell; else how to find out."""
    evaluation = model_lines.evaluated(workspace, found.run_id)
    lines = tuple(effect.line for effect in _effects(str(workspace.folder), found.run_id, workspace))
    judged = model_lines.judged(workspace, lines)
    if evaluation is not None:
        _held_against_truth(evaluation)
    if judged:
        st.subheader("By people's decisions", anchor=False)
        st.text(
            f"{counted(judged[0].true_pairs, 'pair is', 'pairs are')} a match by decision. People mostly look at "
            "doubtful pairs, so the run as a whole is better than these curves."
        )
        agreement_picture(judged, "How people's decisions judge each line.")
    if evaluation is None and not judged:
        st.info(
            "Nobody has decided about pairs of this run yet, and no file of right answers was held against it, so "
            "nothing is known of how right it is. Decisions are counted here as they are made, and so is what “hotpass "
            "evaluate” finds."
        )


def _held_against_truth(found: Evaluation) -> None:
    st.subheader("By a file of right answers", anchor=False)
    st.text(f"The answer is known for {counted(found.records, 'record')}.")
    figures = (
        ("Merged pairs that are right", found.pairwise.precision, "precision of the entities"),
        ("Right pairs that are merged", found.pairwise.recall, "recall of the entities"),
        ("Both in one (F1)", found.pairwise.f1, "harmonic mean of the two"),
        ("Entities exactly right", found.exact_clusters.precision, "no record too many, none missing"),
    )
    for column, (name, value, note) in zip(st.columns(4), figures, strict=True):
        column.metric(name, f"{100 * value:.1f} %", note, delta_color="off", delta_arrow="off", border=True)
    agreement_picture(found.by_line, "How a file of right answers judges each line.")
    st.caption("The curves judge single pairs; an entity also holds pairs that only a chain of others brings together.")
