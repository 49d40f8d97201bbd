"""Rows behind a bar of the drift page: a page of them for either run, and all of them as a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa

from hotpass.errors import BadInput
from hotpass.model.drift import Aspect, Bar, Behind, Side
from hotpass.stewardship import people
from hotpass.stewardship.drift_sources import paired
from hotpass.stewardship.export_files import write_xlsx
from hotpass.store.drift import behind, changes
from hotpass.store.drift.behind import EMPTY, Place
from hotpass.store.drift.changes import Feed
from hotpass.store.shown import Shown
from hotpass.store.workspace import Workspace

PAGE_SIZE = 25
FILE = "drift-rows.xlsx"


def rows(workspace: Workspace, bar: Bar, side: Side, number: int = 1) -> Behind:
    """A page of the rows a bar counts in one of its runs. Raises BadInput where a run or column is not there."""
    with _chosen(workspace, bar) as (opened, places):
        return behind.page(
            opened.cursor, places[side], empty=_empty(bar), size=PAGE_SIZE, start=max(0, number - 1) * PAGE_SIZE
        )


def file(workspace: Workspace, bar: Bar, side: Side) -> Path:
    """A workbook of all of them, in the workspace's folder of exports."""
    with _chosen(workspace, bar) as (opened, places):
        found: pa.Table = behind.table(opened.cursor, places[side], empty=_empty(bar))
    place = workspace.folder / "exports" / FILE
    write_xlsx(found, place)
    return place


@contextmanager
def _chosen(workspace: Workspace, bar: Bar) -> Iterator[tuple[Shown, dict[Side, Place]]]:
    people.check_sight(workspace)
    with workspace.database.cursor() as cursor:
        opened = Shown(bar.current, cursor)
        before, now, old = _column(opened, bar)
        places = {
            Side.REFERENCE: Place(bar.reference, before, old, now, bar.column),
            Side.CURRENT: Place(bar.current, now, bar.column, before, old),
        }
        behind.choose(cursor, places[Side.REFERENCE], bar.aspect, bar.cell)
        yield opened, places


def _column(opened: Shown, bar: Bar) -> tuple[Feed, Feed, str]:
    """The source in both runs, and the column's header in the reference."""
    feeds = [changes.feeds(opened.cursor, run_id) for run_id in (bar.reference, bar.current)]
    for before, now in paired(*feeds):
        if before is not None and now is not None and now.name == bar.source and bar.column in now.columns:
            if bar.column in before.columns:
                return before, now, bar.column
            moved = {new: old for old, new in changes.renamed(opened.cursor, before, now).items()}
            if bar.column in moved:
                return before, now, moved[bar.column]
    raise BadInput(f"{bar.source} has no column “{bar.column}” in both runs.")


def _empty(bar: Bar) -> bool:
    return bar.aspect is Aspect.PRESENCE and bar.cell == EMPTY
