"""The truth answers the review queue on a copy, and what that is worth is told step by step."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotpass.cli import hotpass
from hotpass.errors import BadInput
from hotpass.settings import Settings
from hotpass.stewardship.simulation import simulate
from hotpass.store.workspace import Workspace
from tests.cases import published

# d and e wait, f and g wait; a, b and c are one by two weak links.
PAIRS = [(["a", "b"], 8.0), (["b", "c"], 7.0), (["d", "e"], 4.5), (["f", "g"], 5.5)]
ROWS = {letter: (("members.csv", "contacts.csv")[place % 2], place // 2) for place, letter in enumerate("abcdefgh")}


def truth(path: Path, entities: dict[str, str]) -> Path:
    lines = [f"{source},{row},{entities[letter]}" for letter, (source, row) in ROWS.items() if letter in entities]
    path.write_text("\n".join(["source,row,entity", *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return published.publish_run(tmp_path / "w", PAIRS)


def test_decisions_that_follow_the_truth_lead_to_it_and_leave_the_workspace_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    told = truth(tmp_path / "truth.csv", dict(zip("abcdefgh", "11244556", strict=True)))
    found = simulate(workspace, told, 100)
    assert found.steps[0].pairwise.f1 < 1
    assert found.steps[-1].pairwise.f1 == 1.0
    assert [step.decisions for step in found.steps] == sorted(step.decisions for step in found.steps)
    assert (found.waiting, found.unknown) == (0, 0)
    assert list(workspace.journal.facts()) == []
    assert list((workspace.folder / "cache").iterdir()) == []


def test_it_stops_after_as_many_decisions_as_asked_for(workspace: Workspace, tmp_path: Path) -> None:
    told = truth(tmp_path / "truth.csv", dict(zip("abcdefgh", "11244556", strict=True)))
    found = simulate(workspace, told, 1)
    assert (found.decisions, len(found.steps)) == (1, 2)
    assert found.waiting > 0


def test_links_the_truth_says_nothing_of_are_passed_over(workspace: Workspace, tmp_path: Path) -> None:
    found = simulate(workspace, truth(tmp_path / "truth.csv", {"f": "5", "g": "5"}), 100)
    assert found.decisions == 1
    assert found.unknown > 0
    assert found.steps[-1].pairwise.recall == 1.0


def test_a_workspace_without_a_run_is_refused(tmp_path: Path) -> None:
    empty = Workspace.open(tmp_path / "w", Settings(), create=True)
    with pytest.raises(BadInput, match="no finished run"):
        simulate(empty, truth(tmp_path / "truth.csv", {"a": "1"}), 10)


def test_the_command_prints_a_line_for_each_step(filled_folder: Path, tmp_path: Path) -> None:
    told = tmp_path / "truth.csv"
    rows = [f"schools.xlsx!{sheet},{row},{row}" for sheet in ("Members", "Contacts") for row in range(12)]
    told.write_text("\n".join(["source,row,entity", *rows]) + "\n", encoding="utf-8")
    arguments = ["simulate", "--workspace", str(filled_folder), "--truth", str(told), "--decisions", "20"]
    plain, as_json = (CliRunner().invoke(hotpass, [*arguments, *more]) for more in ([], ["--json"]))
    assert (plain.exit_code, as_json.exit_code) == (0, 0)
    document = json.loads(as_json.stdout)
    assert len(plain.stdout.splitlines()) == len(document["steps"]) + 1
    assert document["steps"][0]["decisions"] == 0
