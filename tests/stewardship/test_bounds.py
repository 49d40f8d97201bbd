"""Bounds are learned from the runs before, never from the run they judge, and a steady figure still has some room."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from hotpass.model.overview import Overview, SourceShare
from hotpass.settings import Settings
from hotpass.stewardship.bounds import band, unusual
from hotpass.store import publication
from hotpass.store.workspace import Workspace

PAST = [1000.0, 1010.0, 990.0, 1005.0, 995.0]


def published(workspace: Workspace, run_id: str, rows: int) -> None:
    """A run that left nothing but its overview, its records' table and its place in the line."""
    share = SourceShare(label="a.csv", file="a.csv", sheet=None, sha256="", rows=rows, aside=0, alone=rows, merged=0)
    nothing = dict.fromkeys(
        ("files", "records", "aside", "entities", "multiples", "pairs", "held_links", "findings", "stretched"), 0
    )
    told = Overview.model_validate(
        {**nothing, "rows": rows, "sources": (share,), "quality": (), "expectations": (), "reasons": ()}
    )
    with workspace.database.transaction() as cursor:
        schema = publication.schema_of(run_id)
        cursor.execute(f"CREATE SCHEMA {schema}; CREATE TABLE {schema}.record (record_id VARCHAR)")
        cursor.execute(f"CREATE TABLE {schema}.overview AS SELECT $1 AS document", [told.model_dump_json()])
        publication.flip(cursor, run_id)


def test_a_delivery_of_half_the_rows_stands_out_only_once_five_runs_came_before(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "w", Settings(), create=True)
    for number, rows in enumerate(PAST[:4]):
        published(workspace, f"run{number}", int(rows))
    published(workspace, "early", 500)
    assert unusual(workspace) == ()
    for number in range(4, 8):
        published(workspace, f"run{number}", 1000)
    assert unusual(workspace) == ()
    published(workspace, "late", 480)
    found = unusual(workspace)
    assert [(bound.words, bound.now, bound.runs) for bound in found] == [("a.csv: rows", 480.0, 9)]


def test_the_band_is_the_median_and_three_deviations() -> None:
    found = band("rows", 1020.0, PAST)
    assert (found.low, found.high, found.is_usual) == (985.0, 1015.0, False)
    assert band("rows", 1009.0, [1000.0] * 5).is_usual
    assert not band("rows", 1011.0, [1000.0] * 5).is_usual


@given(st.lists(st.floats(0, 1e6), min_size=5, max_size=9), st.floats(0, 1e6), st.floats(0, 1e6))
def test_what_is_judged_never_moves_its_own_band(before: list[float], one: float, other: float) -> None:
    first, second = band("rows", one, before), band("rows", other, before)
    assert (first.low, first.high) == (second.low, second.high)
    assert first.low <= first.high
