"""Decisions brought from outside: what contradicts those that stand is left out and told, the rest is saved."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotpass.cli import hotpass
from hotpass.errors import BadInput
from hotpass.model.judgement import Verdict
from hotpass.stewardship import judgements
from hotpass.store.workspace import Workspace
from tests.cases import published

PAIRS = [(["a", "b"], 8.0), (["c", "d"], 4.5)]
Line = tuple[str, str, str]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return published.publish_run(tmp_path / "w", PAIRS)


def file_of(path: Path, *lines: Line, by: str = "ann") -> Path:
    said = [
        {"left": left, "right": right, "verdict": verdict, "by": by, "on": f"2026-01-02T03:04:{place:02}Z"}
        for place, (left, right, verdict) in enumerate(lines)
    ]
    path.write_text("".join(json.dumps(each) + "\n" for each in said), encoding="utf-8")
    return path


def test_a_line_against_a_decision_that_stands_is_refused_and_the_rest_is_saved(
    workspace: Workspace, tmp_path: Path
) -> None:
    assert judgements.read(workspace, file_of(tmp_path / "1", ("a", "b", "match"))).saved == 1
    given = file_of(tmp_path / "2", ("b", "a", "non_match"), ("c", "d", "match"), by="ben")
    found = judgements.read(workspace, given)
    assert found.saved == 1
    assert found.refused == ("line 1, b and a: ann decided that they are the same",)
    assert [(each.left, each.verdict, each.by) for each in judgements.every(workspace)] == [
        ("a", Verdict.MATCH, "ann"),
        ("c", Verdict.MATCH, "ben"),
    ]


@pytest.mark.parametrize(
    ("lines", "refused"),
    [
        ([("a", "b", "match"), ("b", "c", "match"), ("a", "c", "non_match")], "hold them together"),
        ([("a", "b", "match"), ("c", "b", "non_match"), ("a", "c", "match")], "keep them apart"),
        ([("a", "b", "non_match"), ("c", "b", "match"), ("d", "a", "match"), ("d", "c", "match")], "keep them apart"),
        ([("a", "b", "match"), ("a", "b", "unsure")], "ann decided"),
    ],
)
def test_what_only_contradicts_through_others_is_refused_too(
    workspace: Workspace, tmp_path: Path, lines: list[Line], refused: str
) -> None:
    found = judgements.read(workspace, file_of(tmp_path / "1", *lines))
    assert found.saved == len(lines) - 1
    assert refused in found.refused[0]


def test_doubt_gives_way_and_different_twice_is_no_contradiction(workspace: Workspace, tmp_path: Path) -> None:
    lines = [("a", "b", "unsure"), ("a", "b", "match"), ("a", "c", "non_match"), ("b", "c", "non_match")]
    assert judgements.read(workspace, file_of(tmp_path / "1", *lines)).refused == ()


def test_its_own_export_brings_a_workspace_nothing_new(workspace: Workspace, tmp_path: Path) -> None:
    judgements.read(workspace, file_of(tmp_path / "1", ("a", "b", "match"), ("c", "d", "non_match")))
    judgements.write(workspace, tmp_path / "out")
    before = workspace.journal.head()
    assert judgements.read(workspace, tmp_path / "out").saved == 2
    assert workspace.journal.head() == before


def test_the_command_lists_what_it_refused(workspace: Workspace, tmp_path: Path) -> None:
    given = file_of(tmp_path / "1", ("a", "b", "match"), ("c", "d", "match"), ("a", "b", "non_match"))
    done = CliRunner().invoke(hotpass, ["judgements", "import", str(given), "--workspace", str(workspace.folder)])
    assert "2 decisions saved" in done.stdout
    assert len(judgements.every(workspace)) == 2
    assert isinstance(done.exception, BadInput)
    assert "line 3, a and b: ann decided that they are the same" in str(done.exception)
