"""Two runs side by side: what came back, which columns moved, and what became of the entities."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotpass.cli import hotpass
from hotpass.errors import BadInput
from hotpass.model.drift import Aspect, Band, Drift, Fate
from hotpass.model.request import RunRequest
from hotpass.settings import Settings
from hotpass.stewardship.computation import compute
from hotpass.stewardship.drift import drift, usual_reference
from hotpass.stewardship.drift_baseline import chosen, pin
from hotpass.stewardship.drift_course import entities, points
from hotpass.store.drift.causes import decisions
from hotpass.store.workspace import Workspace

KINDS = ("school", "clinic", "shop")


def rows(count: int) -> list[list[str]]:
    return [
        [f"k{place}", f"Place number {place} of town", KINDS[place % 3], f"{place % 7}{place:04d}", f"note {place}"]
        for place in range(count)
    ]


def delivered(path: Path, header: str, lines: list[list[str]]) -> Path:
    path.write_text("\n".join([header, *(",".join(line) for line in lines)]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    folder = tmp_path_factory.mktemp("drift")
    first = rows(300)
    then = [list(line) for line in first[10:]] + [[f"n{place}", *line[1:]] for place, line in enumerate(rows(30))]
    for line in then[:40]:
        line[2] = "shop"
    for line in then:
        line[4] = ""
    before = delivered(folder / "places_may.csv", "key,name,kind,code,remark", first)
    now = delivered(folder / "places_june.csv", "key,name,kind,postcode,remark", then)
    made = Workspace.open(folder / "w", Settings(), create=True)
    for path in (before, now):
        compute(made.folder, RunRequest(files=(path,), source="places", key="key"), Settings())
    return made


@pytest.fixture(scope="module")
def found(workspace: Workspace) -> Drift:
    return drift(workspace)


def test_records_are_told_by_what_became_of_them(found: Drift) -> None:
    (change,) = found.changes
    assert (change.added, change.gone, change.same + change.changed) == (30, 10, 290)
    assert change.columns["remark"] == 290
    assert change.columns["kind"] == sum(place % 3 != 2 for place in range(10, 50))


def test_a_renamed_column_is_named_and_compared_all_the_same(found: Drift) -> None:
    renamed = [metric for metric in found.metrics if metric.aspect is Aspect.STRUCTURE]
    assert [(metric.column, metric.words) for metric in renamed] == [("code", "is called “postcode” now")]
    assert any(metric.column == "postcode" and metric.aspect is Aspect.PRESENCE for metric in found.metrics)


def test_what_moved_most_comes_first(found: Drift) -> None:
    emptied = next(metric for metric in found.metrics if metric.column == "remark")
    assert emptied.band is Band.LARGE
    assert found.metrics[0].band is Band.LARGE
    order = [list(Band).index(metric.band) for metric in found.metrics]
    assert order == sorted(order, reverse=True)
    assert found.worst is Band.LARGE


def test_what_was_done_otherwise_is_named(found: Drift, workspace: Workspace) -> None:
    assert "places: places_june.csv in place of places_may.csv" in found.causes
    assert drift(workspace, found.current, found.current).causes == ()
    workspace.journal.append("second_look", {"left": "a", "right": "b"}, by="Thandi", fact_id="f1")
    workspace.close()
    with workspace.database.cursor() as cursor:
        assert decisions(cursor, 0, 1) == ["decisions taken in between: 1, by 1 person"]


def test_entities_are_accounted_for(found: Drift, workspace: Workspace) -> None:
    assert found.entities.appeared > 0
    assert found.entities.values > 0
    same = drift(workspace, found.current, found.current)
    assert (same.entities.appeared, same.entities.vanished, same.entities.values) == (0, 0, 0)
    assert same.worst is Band.SAME


def test_entities_are_listed_as_they_are_counted(found: Drift, workspace: Workspace) -> None:
    told, runs = found.entities, (found.reference, found.current)
    counts = {fate: entities(workspace, runs, fate) for fate in Fate}
    assert [counts[fate].found for fate in (Fate.APPEARED, Fate.VANISHED)] == [told.appeared, told.vanished]
    assert counts[Fate.CHANGED].found == told.values
    assert len(counts[Fate.APPEARED].lines) == min(25, told.appeared)
    line = counts[Fate.CHANGED].lines[0]
    assert line.before != line.now
    assert line.field is not None
    second = entities(workspace, runs, Fate.CHANGED, 2).lines
    assert not set(second) & set(counts[Fate.CHANGED].lines)


def test_every_run_has_its_figures(found: Drift, workspace: Workspace) -> None:
    first, second = points(workspace)
    assert (first.run_id, second.run_id) == (found.reference, found.current)
    assert (first.records, second.records) == (300, 320)
    assert first.filled is not None
    assert second.filled is not None
    assert first.filled > second.filled
    assert first.passed is not None


def test_a_run_that_is_not_kept_or_has_none_before_it_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No run x is kept"):
        drift(workspace, "x")
    with pytest.raises(BadInput, match="no run before"):
        drift(workspace, current=drift(workspace).reference)
    with pytest.raises(BadInput, match="no finished run"):
        drift(Workspace.open(tmp_path / "w", Settings(), create=True))


def test_a_baseline_is_compared_with_until_it_is_lifted(workspace: Workspace, found: Drift) -> None:
    with pytest.raises(BadInput, match="No run x is kept"):
        pin(workspace, "x", by="Thandi", fact_id="p0")
    pin(workspace, found.current, by="Thandi", fact_id="p1")
    stands = chosen(workspace)
    assert stands is not None
    assert (stands.run_id, stands.by) == (found.current, "Thandi")
    assert drift(workspace).reference == found.reference
    assert usual_reference([found.reference, found.current], stands) == found.current
    pin(workspace, None, by="Thandi", fact_id="p2")
    assert chosen(workspace) is None


def test_the_command_tells_it_and_ends_with_3_where_asked(workspace: Workspace) -> None:
    arguments = ["drift", "--workspace", str(workspace.folder)]
    plain, as_json, alarmed = (
        CliRunner().invoke(hotpass, [*arguments, *more]) for more in ([], ["--json"], ["--fail-on", "large"])
    )
    assert (plain.exit_code, as_json.exit_code, alarmed.exit_code) == (0, 0, 3)
    assert "is called “postcode” now" in plain.stdout
    assert json.loads(as_json.stdout)["worst"] == "large"
    pinned = CliRunner().invoke(hotpass, [*arguments, "--pin", drift(workspace).reference])
    assert "from now on" in pinned.stdout
    lifted = CliRunner().invoke(hotpass, [*arguments, "--unpin", "--json"])
    assert json.loads(lifted.stdout) == {"baseline": None}


def test_the_counts_of_real_deliveries_are_those_of_the_files(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "drift-sec-companies"
    files = [folder / f"sec_stocks_{day}.csv.gz" for day in ("2021-12-26", "2022-10-27")]
    for path in files:
        compute(tmp_path / "w", RunRequest(files=(path,), source="sec", key="Ticker", profile="auto"), Settings())
    (change,) = drift(Workspace.open(tmp_path / "w", Settings())).changes
    assert (change.added, change.gone) == (1309, 2618)
    assert change.columns["Exchange"] == 515
    assert change.columns["Name"] == 197
