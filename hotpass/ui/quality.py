"""Quality on the screen: scores, what got worse, rules by damage, and rows with their cells."""

from collections.abc import Sequence
from urllib.parse import quote

import streamlit as st

from hotpass.model.bound import Bound
from hotpass.model.check import Score
from hotpass.model.expectation import Dimension
from hotpass.model.quality import FailingRow, Quality, Rule, Since
from hotpass.stewardship import quality
from hotpass.stewardship.quality import PAGE_SIZE
from hotpass.store.workspace import Workspace
from hotpass.ui.summary import SEVERITIES
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, share, told_apart

NOT_MEASURED = "not measured"
SINCE = {Since.NEW: "new", Since.STILL: "still there", Since.SOLVED: "solved", Since.UNKNOWN: "—"}
TILE_PIXELS = 172
WORSE_SHOWN = 8
VIEWS = {
    "rules": "Rules and rows",
    "pictures": "Pictures",
    "expectations": "Expectations",
    "mend": "Mend",
    "columns": "Columns",
    "closer": "Closer look",
}


def scores(found: Quality) -> None:
    """One tile for each dimension: the share that passed, and both counts."""
    with st.container(horizontal=True):
        for dimension, score in found.scores.items():
            value, note = _told(score)
            name = dimension.value.capitalize()
            with st.container(width=TILE_PIXELS, gap="small"):
                st.metric(name, value, note, delta_color="off", delta_arrow="off", border=True)
                failing = sum(1 for rule in found.rules if rule.dimension is dimension and rule.failed)
                if failing:
                    told = f"{counted(failing, 'rule')} fail" + ("s" if failing == 1 else "")
                    st.button(told, key=f"to_{dimension.value}", type="tertiary", on_click=lead, args=(dimension,))
    sentence = (
        "Tests passed of tests made. A dimension that nothing tested is not measured, which is not the same as good. "
    )
    st.caption(f"{sentence}{_accuracy(found)}")


def lead(dimension: Dimension | str, label: str | None = None) -> None:
    """Turns the page to the rules of a dimension, and to the rows of a source where its label is given."""
    st.session_state.update(view="rules", dimension=str(dimension), in_source=label)


def _accuracy(found: Quality) -> str:
    if found.accuracy is None:
        return "Accuracy is measured by accepted rows of registers: see Enrich."
    low, high = (f"{100 * bound:.0f}" for bound in found.accuracy)
    return f"Accuracy is that of the values accepted rows of registers speak of: for all values {low} to {high} %."


def view() -> str:
    """The part of the page a person looks at, which stands in its address."""
    return st.segmented_control(
        "Show",
        list(VIEWS),
        format_func=VIEWS.__getitem__,
        default="rules",
        required=True,
        label_visibility="collapsed",
        key="view",
        bind="query-params",
    )


def worse(found: Quality) -> None:
    """What changed since the run before: counts of new, still failing and solved rules, and the worst changes."""
    if found.since is None:
        st.caption("After the next run, this tells what got worse and what was solved.")
        return
    by = {since: sum(rule.since is since for rule in found.rules) for since in Since}
    st.markdown(
        f"Of the rules that fail, **{by[Since.NEW]} are new**, {by[Since.STILL]} failed in the run before too; "
        f"**{by[Since.SOLVED]} were solved**."
    )
    grown = [rule for rule in found.rules if rule.before is not None and rule.failed > rule.before]
    grown.sort(key=lambda rule: (rule.before or 0) - rule.failed)
    if grown:
        shown = grown[:WORSE_SHOWN]
        rows = [(rule.title, rule.before, rule.failed, rule.failed - (rule.before or 0)) for rule in shown]
        headers = ("Rule", "Failed before", "Fail now", "More")
        picks = [rule.expectation_id for rule in shown]
        picked = table(headers, rows, "Rules that more rows fail than before", named=True, picks=picks)
        if picked is not None:
            st.session_state.update(rule=picked, view="rules")


def outside(bounds: Sequence[Bound]) -> None:
    """Figures that lie where they never did before; nothing where all are usual."""
    if bounds:
        rows = [(one.words, f"{one.now:,.5g}", f"{one.low:,.5g} to {one.high:,.5g}", one.runs) for one in bounds]
        headers = ("Unusual in this run", "Now", "Usually", "By so many runs")
        table(headers, rows, "Figures outside of what the runs before let one expect")


def _told(score: Score | None) -> tuple[str, str]:
    if score is None:
        return "—", NOT_MEASURED
    return share(score.passed, score.tested), f"{score.passed:,} of {score.tested:,}"


def narrow(workspace: Workspace, found: Quality) -> tuple[Quality, str | None]:
    """The rules of one dimension or source, as a person asks for in the page's address; and that source."""
    left, right = st.columns(2)
    measured = [dimension.value for dimension in Dimension if found.scores[dimension] is not None]
    dimension = left.selectbox(
        "Dimension",
        measured,
        index=None,
        placeholder="all",
        format_func=str.capitalize,
        key="dimension",
        bind="query-params",
    )
    label = right.selectbox("Source", found.labels, index=None, placeholder="all", key="in_source", bind="query-params")
    return quality.narrowed(workspace, found, Dimension(dimension) if dimension else None, label), label


def rules(found: Quality) -> Rule | None:
    """The rules that fail, the worst first, and the choice of one, which stands in the page's address."""
    failing = [rule for rule in found.rules if rule.shown]
    solved = [rule for rule in found.rules if rule.since is Since.SOLVED]
    rows = [_rule(rule) for rule in [*failing, *solved]]
    headers: tuple[str, ...] = ("Rule", "How bad", "Fail", "May fail", "Of", "Share", "Since the run before")
    if any(rule.here is not None for rule in found.rules):
        headers = (*headers[:2], "Fail in this source", "Fail in all", *headers[3:])
    if rows:
        words = "The rules that fail or were solved, the worst first"
        picks = [*(rule.expectation_id for rule in failing), *("" for _ in solved)]
        if picked := table(headers, rows, words, named=True, picks=picks):
            st.session_state["rule"] = picked
    st.caption(
        f"{counted(len(found.rules) - len(failing), 'rule')} of {len(found.rules)} hold without any failing row."
    )
    if found.unasked:
        unasked = [(one.title, SEVERITIES[one.severity], one.reason) for one in found.unasked]
        table(("Not asked", "How bad", "Why"), unasked, "Expectations that this run could not ask")
    if not failing:
        st.success("Every rule holds.")
        return None
    by_id = {rule.expectation_id: rule for rule in failing}
    # The address names a rule by these words, so that a link still leads to it after the next run.
    titles = told_apart({rule.expectation_id: rule.title for rule in failing})
    chosen = st.selectbox(
        "Show the rows of",
        list(by_id),
        format_func=titles.__getitem__,
        key="rule",
        bind="query-params",
    )
    return by_id.get(chosen)


def _rule(rule: Rule) -> tuple[object, ...]:
    told = share(rule.failed, rule.tested)
    fails = (rule.failed,) if rule.here is None else (rule.here, rule.failed)
    return rule.title, SEVERITIES[rule.severity], *fails, rule.tolerated, rule.tested, told, SINCE[rule.since]


def failing_rows(workspace: Workspace, rule: Rule, label: str | None) -> None:
    """The rows that fail a rule, in one source where its label is given, page by page, none left out."""
    pages = -(-rule.shown // PAGE_SIZE)
    place, number = st.container(), 1
    if pages > 1:
        number = st.pagination(pages, key=f"rows_{quote(rule.expectation_id)}", bind="query-params")
    with place:
        first = (number - 1) * PAGE_SIZE + 1
        shown = quality.failing_rows(workspace, rule.expectation_id, number, label)
        st.caption(f"Rows {first:,} to {first + len(shown) - 1:,} of {rule.shown:,}.")
        _rows(shown, rule)


def _rows(rows: Sequence[FailingRow], rule: Rule) -> None:
    headers = ("File", "Cell", "Column", "In the file", "Standard", "Why", "Better")
    cells = [(row.label, row.cell, row.header, row.original, row.standard, row.message, row.suggestion) for row in rows]
    table(headers, cells, f"Rows that fail: {rule.title}")
