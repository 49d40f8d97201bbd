"""Deltas: which of the files hold only what is new or changed, and what goes on beside them."""

from collections.abc import Collection, Mapping, Sequence

import streamlit as st

from hotpass.stewardship import deltas
from hotpass.stewardship.deltas import KnownSource
from hotpass.store.workspace import Workspace
from hotpass.ui.sheets import Found
from hotpass.ui.wording import counted, plain


def ask_deltas(workspace: Workspace, files: Sequence[Found]) -> tuple[str, ...]:
    """Asks for each file whether it is one list of changes, and of what; answers that as a run is told."""
    known = deltas.known(workspace)
    likely = {file.path.name: deltas.likely(known, file.path.name, file.headers) for file in files}
    named = [file.path.name for file in files if _may_be_changes(file, likely[file.path.name])]
    if not known or not named:
        return ()
    chosen = _changes(named, likely)
    return tuple(deltas.told(_belongs(known, name, likely[name]), name) for name in chosen)


def ask_kept(workspace: Workspace, files: Sequence[Found], renewed: Collection[str]) -> tuple[str, ...]:
    """Asks which lists of the last run go on without a file; those `renewed` have one of another name."""
    names = [file.path.name for file in files]
    absent = [
        source
        for source in deltas.known(workspace)
        if source.name not in renewed and not any(deltas.is_called(source, name) for name in names)
    ]
    return tuple(_kept(absent)) if names else ()


def _may_be_changes(file: Found, likely: KnownSource | None) -> bool:
    """Whether it is one list, or the same workbook as before: which sheet of another goes where, nobody could tell."""
    return len(file.lists) == 1 or bool(likely and deltas.is_called(likely, file.path.name))


def _changes(named: Sequence[str], likely: Mapping[str, KnownSource | None]) -> list[str]:
    return st.multiselect(
        "Files that hold only what is new or changed",
        named,
        default=[name for name in named if (source := likely[name]) and source.delta],
        key=f"deltas_{'/'.join(named)}",
        placeholder="None: every file holds its whole list",
        help="What such a file leaves out goes on as it was. What a whole list leaves out counts as gone.",
    )


def _kept(absent: Sequence[KnownSource]) -> list[str]:
    if not absent:
        return []
    names = [source.name for source in absent]
    return st.multiselect(
        "Lists of the last run that go on without a file",
        names,
        default=[source.name for source in absent if source.delta],
        key=f"kept_{'/'.join(names)}",
        placeholder=f"None: {counted(sum(source.records for source in absent), 'record')} count as gone",
        help="Nothing of them is new or changed. A list that is left out here and brings no file counts as gone.",
    )


def _belongs(known: Sequence[KnownSource], name: str, likely: KnownSource | None) -> KnownSource:
    """Asks to which source of the last run a list of changes belongs, where its name does not say so."""
    source = likely
    if source is None or not deltas.is_called(source, name):
        names = [each.name for each in known]
        chosen = st.selectbox(
            plain(f"{name} brings changes to"),
            names,
            index=names.index(likely.name) if likely else 0,
            key=f"delta_of_{name}",
            help="The list of the last run whose rows it renews or adds to.",
        )
        source = known[names.index(chosen)]
    records = counted(source.records, "record")
    st.caption(plain(f"The {records} of {source.name} go on, but for those that {name} brings anew."))
    return source
