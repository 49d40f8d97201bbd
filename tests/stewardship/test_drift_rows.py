"""The rows behind a bar are those its picture counts, in both runs."""

import fastexcel
import pytest

from hotpass.errors import BadInput
from hotpass.model.drift import Aspect, Bar, Drift, Side
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship import drift_rows
from hotpass.stewardship.computation import compute
from hotpass.stewardship.drift import drift
from hotpass.store.workspace import Workspace

HOSTILE = "=1+1"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("behind")
    made = Workspace.open(folder / "w", Settings(idle_seconds=0.5), create=True)
    for moved, (name, header) in enumerate(
        (("may.csv", "key,kind,staff,code,note"), ("june.csv", "key,kind,staff,ref,note"))
    ):
        lines = [
            f"k{place + 5 * moved},{HOSTILE if moved and place % 4 else 'clinic'},{place * (1 + moved)},"
            f"A{place + 5 * moved}-{'x' * (1 + moved)},{'' if moved and place % 2 else 'seen'}"
            for place in range(80)
        ]
        path = folder / name
        path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
        compute(made.folder, RunRequest(files=(path,), source="sites", key="key"), Settings())
    return made


@pytest.fixture(scope="module")
def found(workspace: Workspace) -> Drift:
    return drift(workspace)


def test_each_bar_has_as_many_rows_as_it_shows(workspace: Workspace, found: Drift) -> None:
    seen = set()
    for metric in found.metrics:
        if metric.source and metric.aspect not in (Aspect.STRUCTURE, Aspect.VOLUME):
            seen.add(metric.aspect)
            for cell in metric.cells:
                bar = bar_of(found, metric.column, metric.aspect, cell.text)
                counts = [drift_rows.rows(workspace, bar, side).found for side in Side]
                assert counts == [cell.reference, cell.current], (metric.column, metric.aspect, cell)
    assert seen >= {Aspect.PRESENCE, Aspect.CATEGORIES, Aspect.NUMBERS, Aspect.SHAPES, Aspect.LENGTHS}


def test_a_row_tells_its_place_and_what_the_other_run_says(workspace: Workspace, found: Drift) -> None:
    bar = bar_of(found, "kind", Aspect.CATEGORIES, HOSTILE)
    page = drift_rows.rows(workspace, bar, Side.CURRENT, 2)
    assert (page.file, page.found, len(page.rows)) == ("june.csv", 60, drift_rows.PAGE_SIZE)
    assert page.headers == ("key", "kind", "staff", "ref", "note")
    first = drift_rows.rows(workspace, bar, Side.CURRENT).rows[0]
    assert (first.sheet_row, first.value, first.there, first.other, first.cells[0]) == (
        3,
        HOSTILE,
        True,
        "clinic",
        "k6",
    )
    last = drift_rows.rows(workspace, bar, Side.CURRENT, 3).rows[-1]
    assert (last.there, last.other) == (False, None)


def test_the_file_holds_all_rows_as_texts(workspace: Workspace, found: Drift) -> None:
    path = drift_rows.file(workspace, bar_of(found, "kind", Aspect.CATEGORIES, HOSTILE), Side.CURRENT)
    sheet = fastexcel.read_excel(path).load_sheet(0)
    assert sheet.height == 60
    assert sheet.to_arrow().column("value")[0].as_py() == HOSTILE


def test_a_column_that_is_not_there_is_refused(workspace: Workspace, found: Drift) -> None:
    with pytest.raises(BadInput, match="no column “x”"):
        drift_rows.rows(workspace, bar_of(found, "x", Aspect.CATEGORIES, ""), Side.CURRENT)


def bar_of(found: Drift, column: str, aspect: Aspect, cell: str) -> Bar:
    return Bar(
        reference=found.reference, current=found.current, source="sites", column=column, aspect=aspect, cell=cell
    )
