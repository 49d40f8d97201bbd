"""A column's profile on the screen: how full it is, its most frequent values, its shapes, its numbers."""

import streamlit as st

from hotpass.model.column_profile import ColumnProfile, Share
from hotpass.stewardship import quality
from hotpass.store.workspace import Workspace
from hotpass.ui.tables import table
from hotpass.ui.wording import counted, share


def column(workspace: Workspace) -> None:
    """Asks for a source and one of its columns, and shows what is in it."""
    headers = quality.columns_of(workspace)
    left, right = st.columns(2)
    label = left.selectbox("Source", list(headers), key="profile_source")
    header = right.selectbox("Column", headers.get(label, ()), key="profile_column")
    found = quality.profile_of(workspace, label, header) if header else None
    if found is None:
        st.info("This source has no columns.")
    else:
        _shown(found)
    if label is not None and st.button("All columns at a glance", key="glance"):
        with st.spinner("Counting …"):
            _glance(label, quality.profiles_of(workspace, label))


def _shown(found: ColumnProfile) -> None:
    st.text(
        f"Column {found.letter}: {share(found.filled, found.rows)} filled ({found.filled:,} of {found.rows:,}), "
        f"{counted(found.distinct, 'different value')}, {found.shortest} to {found.longest} characters long."
    )
    if len(found.scripts) > 1:
        st.text("Letters: " + ", ".join(f"{one.text} in {one.cells:,} cells" for one in found.scripts) + ".")
    values, shapes, numbers = st.columns(3, gap="large")
    with values:
        _shares("Most frequent value", found.top, found)
    with shapes:
        _shares("Shape (A, a: letters; 9: digits)", found.shapes, found)
    with numbers:
        if found.numbers:
            spread = found.numbers
            st.caption(f"Least {spread.least:g}, median {spread.median:g}, most {spread.most:g}.")
            _shares("Number", spread.steps, found)
        elif found.days:
            days = found.days
            st.caption(f"From {days.first:%-d %b %Y} to {days.last:%-d %b %Y}.")
            _shares("Years", days.years, found)
        else:
            st.caption("Not a column of numbers or days.")


def _glance(label: str, every: list[ColumnProfile]) -> None:
    rows = [
        (
            one.header,
            share(one.filled, one.rows),
            one.distinct,
            *(next((found.text for found in shares), "—") for shares in (one.top, one.shapes)),
            f"{one.shortest} to {one.longest}",
        )
        for one in every
    ]
    headers = ("Column", "Filled", "Different values", "Most frequent value", "Commonest shape", "Characters")
    table(headers, rows, f"The columns of {label}", named=True)


def _shares(title: str, shares: tuple[Share, ...], found: ColumnProfile) -> None:
    rows = [(one.text, one.cells, share(one.cells, found.filled)) for one in shares]
    table((title, "Cells", "Share"), rows, f"{title}, in {found.header}")
