"""The model of a run: what is compared and what that is worth, which records meet, what changed."""

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from hotpass.matching.explanation import strength
from hotpass.model.linkage import ComparisonLevel
from hotpass.stewardship.model import Before, ModelAccount
from hotpass.ui.model_pictures import chance, weights_picture
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, moment, share


def chosen(found: ModelAccount) -> None:
    """The fields that decide with the weight of their best and worst outcome, the picture, and what was left out."""
    model = found.model
    fields = [list(levels) for _, levels in groupby(model.comparisons, key=lambda each: each.name)]
    upper, lower = model.auto_match_weight, model.clerical_weight
    st.markdown(
        f"{counted(len(fields), 'field')} of your records decide. Two records merge without asking from "
        f"**{upper:+.1f} bits** ({chance(upper)} likely the same) on, unless the records they "
        f"already stand with speak against it; between that and **{lower:+.1f} bits** "
        f"({chance(lower)}) a person is asked. Before any field is looked at, a pair starts at "
        f"{model.start:+.1f} bits, since two records drawn by chance hardly ever match."
    )
    table(
        ("Field", "Grades of agreement, the best first", "The best, in bits", "None, in bits"),
        [_field(levels) for levels in fields],
        "What is compared, field by field",
        named=True,
    )
    st.caption(
        "One bit doubles the odds that two records speak of the same thing. Where the value is rare the best grade "
        "says more than this, where it is common less. The weights were learned from these records; nobody labelled "
        "any."
    )
    st.download_button(
        "Download the model for Splink",
        found.model.settings,
        f"hotpass-model-{found.run_id}.json",
        "application/json",
        icon=":material/download:",
        on_click="ignore",
    )
    weights_picture(model.comparisons)
    _notes(found)


def _field(levels: Sequence[ComparisonLevel]) -> tuple[str, str, str, str]:
    graded = [level for level in levels if level.level > 0]
    best, worst = levels[-1], next(level for level in levels if level.level == 0)
    return (
        best.title,
        " · ".join(level.label for level in reversed(graded)),
        f"{strength(best.weight)}, {best.weight:+.1f}",
        f"{strength(worst.weight)}, {worst.weight:+.1f}",
    )


def _notes(found: ModelAccount) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Left out, and why", anchor=False)
        if found.left_out:
            table(("Left out",), [(note,) for note in found.left_out], "Fields that are not compared, and why")
        else:
            st.info("Every field that takes part in matching is compared.")
    with right:
        st.subheader("What matching noticed", anchor=False)
        if found.noticed:
            table(("Noticed",), [(note,) for note in found.noticed], "What matching noticed")
        else:
            st.info("Nothing out of the ordinary.")


def meeting(found: ModelAccount) -> None:
    """The rules that let records meet, and how many pairs each was the first to bring."""
    rules = found.model.rules
    every = sum(rule.pairs for rule in rules)
    possible = found.records * (found.records - 1) // 2
    st.text(
        f"Of {possible:,} pairs there could be, {counted(every, 'was', 'were')} compared: those that at least "
        "one of these brings together. A pair counts for the first rule that brings it."
    )
    rows = [(rule.rule, rule.pairs, share(rule.pairs, every)) for rule in rules]
    table(("Records meet by", "Pairs", "Share"), rows, "The rules that let records meet")


def before(past: Before | None) -> None:
    """What is different from the model before."""
    if past is None:
        st.info("This is the first model of this workspace. After the next run, what it changed stands here.")
        return
    when = f" of {moment(past.finished)}" if past.finished else ""
    if not past.changes:
        st.success(f"Nothing: the model is the same as that of the run{when}.")
        return
    st.text(f"Compared with the run{when} ({past.run_id}); weights that moved by less than half a bit are left out.")
    rows = [(change.what, change.before, change.now) for change in past.changes]
    table(("What", "Before", "Now"), rows, "What changed since the last model")
