"""The rows behind a bar, for either run, page by page and as a file."""

from hashlib import sha256

import streamlit as st

from hotpass.model.drift import Aspect, Bar, Behind, BehindRow, Drift, Metric, Side
from hotpass.stewardship import drift_rows
from hotpass.stewardship.drift_rows import PAGE_SIZE
from hotpass.store.workspace import Workspace
from hotpass.ui.download import KINDS
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, plain

COUNTED = frozenset(Aspect) - {Aspect.STRUCTURE, Aspect.VOLUME, Aspect.MATCHING, Aspect.BLEND}
SIDES = {Side.CURRENT: "In the later run", Side.REFERENCE: "In the earlier run"}
MOST_COLUMNS = 6
NO_RECORD = "was not there"


def has_rows(metric: Metric) -> bool:
    """Whether the bars of a metric count rows of a source."""
    return bool(metric.source) and metric.aspect in COUNTED


def rows_behind(workspace: Workspace, found: Drift, metric: Metric) -> None:
    """The choice of a bar, which stands in the page's address, and the rows it counts."""
    if not has_rows(metric):
        return
    st.header("Rows behind a bar", anchor=False)
    texts = [cell.text for cell in metric.cells]
    if st.session_state.get("cell") not in (None, *texts):
        st.session_state["cell"] = None
    chosen = st.selectbox(
        "Show the rows of",
        texts,
        index=None,
        placeholder="Click a bar, or choose here",
        key="cell",
        bind="query-params",
    )
    if chosen is None:
        return
    named = {"reference": found.reference, "current": found.current}
    bar = Bar(**named, source=metric.source, column=metric.column, aspect=metric.aspect, cell=chosen)
    first = {side: drift_rows.rows(workspace, bar, side) for side in SIDES}
    sides = sorted(SIDES, key=lambda side: not first[side].found)
    for side, tab in zip(sides, st.tabs([f"{SIDES[side]} ({first[side].found:,})" for side in sides]), strict=True):
        with tab:
            _side(workspace, bar, side, first[side])


def _side(workspace: Workspace, bar: Bar, side: Side, first: Behind) -> None:
    key = sha256(f"{bar.model_dump_json()}{side}".encode()).hexdigest()[:16]
    if not first.found:
        st.info("No row of this run is behind the bar.")
        return
    place, number = st.container(), 1
    pages = -(-first.found // PAGE_SIZE)
    if pages > 1:
        number = st.pagination(pages, key=f"behind_{key}")
    shown = first if number == 1 else drift_rows.rows(workspace, bar, side, number)
    with place:
        start = (number - 1) * PAGE_SIZE + 1
        st.caption(plain(f"Rows {start:,} to {start + len(shown.rows) - 1:,} of {first.found:,} in {first.file}."))
        _table(shown, bar, side)
    st.download_button(
        f"Download {counted(first.found, 'row')}",
        data=lambda: drift_rows.file(workspace, bar, side).read_bytes(),
        file_name=drift_rows.FILE,
        mime=KINDS["xlsx"],
        icon=":material/download:",
        on_click="ignore",
        key=f"download_{key}",
    )


def _table(shown: Behind, bar: Bar, side: Side) -> None:
    others = [at for at, header in enumerate(shown.headers) if header != bar.column][:MOST_COLUMNS]
    beside = SIDES[Side.REFERENCE if side is Side.CURRENT else Side.CURRENT]
    headers = ("Row", bar.column, beside, *(shown.headers[at] for at in others))
    rows = [(row.sheet_row, row.value, _other(row), *(row.cells[at] for at in others)) for row in shown.rows]
    table(headers, rows, f"{SIDES[side]}: rows whose {bar.column} is {bar.cell}")


def _other(row: BehindRow) -> str:
    return (row.other or "empty") if row.there else NO_RECORD
