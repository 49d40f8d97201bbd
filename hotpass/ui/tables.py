"""Tables a screen reader can read: real rows and cells, in which data is never taken for Markdown."""

from collections.abc import Iterable, Sequence

import streamlit as st

from hotpass.ui.wording import plain


def table(headers: Sequence[str], rows: Iterable[Sequence[object]], alt: str) -> None:
    """A table of a few dozen rows; an absent value is an empty cell. Headers may be data too."""
    cells = [[_cell(value) for value in row] for row in rows]
    names = _distinct([plain(header) for header in headers])
    st.table(
        {name: [row[place] for row in cells] for place, name in enumerate(names)},
        border="horizontal",
        hide_index=True,
        alt=alt,
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int) else plain(str(value))


def _distinct(names: Sequence[str]) -> list[str]:
    """Equal headers told apart, since a table's columns need names of their own."""
    seen: dict[str, int] = {}
    told = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        told.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return told
