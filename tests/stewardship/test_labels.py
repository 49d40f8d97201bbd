"""Decisions travel as Splink's labelled pairs, out and in; what contradicts them is refused."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from hotpass.cli import hotpass
from hotpass.errors import BadInput
from hotpass.model.judgement import Verdict
from hotpass.stewardship import judgements, labels
from hotpass.store.shown import shown
from hotpass.store.workspace import Workspace
from tests.cases import published

PAIRS = [(["a", "b"], 8.0), (["c", "d"], 4.5)]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return published.publish_run(tmp_path / "w", PAIRS)


def file_of(path: Path, *lines: str) -> Path:
    path.write_text("\n".join([",".join(labels.HEADER), *lines]) + "\n", encoding="utf-8")
    return path


def test_labels_become_decisions_and_come_out_again(workspace: Workspace, tmp_path: Path) -> None:
    given = file_of(tmp_path / "in.csv", "a,x,b,x,0.0", "c,x,d,x,0.9", "e,x,f,x,0.5")
    assert labels.read(workspace, given, "ann") == 3
    assert labels.read(workspace, given, "ann") == 3
    said = {(each.left, each.right): (each.verdict, each.by) for each in judgements.every(workspace)}
    assert said == {
        ("a", "b"): (Verdict.NON_MATCH, "ann"),
        ("c", "d"): (Verdict.MATCH, "ann"),
        ("e", "f"): (Verdict.UNSURE, "ann"),
    }
    with shown(workspace) as now:
        assert now is not None
        sizes = now.cursor.execute("SELECT records, count(*) FROM entity GROUP BY 1 ORDER BY 1").fetchall()
    assert sizes == [(1, 6), (2, 1)]
    assert labels.write(workspace, tmp_path / "out.csv") == 3
    with (tmp_path / "out.csv").open(newline="", encoding="utf-8") as stream:
        assert [line["clerical_match_score"] for line in csv.DictReader(stream)] == ["0.0", "1.0", "0.5"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["a,x,b,x,0.0", "b,x,a,x,1.0"], "contradicts itself"),
        (["a,x,a,x,1.0"], "line 2"),
        (["a,x,b,x,seven"], "line 2"),
        (["a,x,b,x,1.5"], "line 2"),
    ],
)
def test_what_is_no_label_or_contradicts_is_refused_whole(
    workspace: Workspace, tmp_path: Path, lines: list[str], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        labels.read(workspace, file_of(tmp_path / "in.csv", *lines), "ann")
    assert judgements.every(workspace) == []


def test_a_decision_that_stands_is_not_overruled_by_a_file(workspace: Workspace, tmp_path: Path) -> None:
    labels.read(workspace, file_of(tmp_path / "one.csv", "a,x,b,x,0"), "ann")
    with pytest.raises(BadInput, match="a and b"):
        labels.read(workspace, file_of(tmp_path / "two.csv", "a,x,b,x,1"), "ben")


def test_another_file_is_told_what_it_lacks(workspace: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("left,right\na,b\n", encoding="utf-8")
    with pytest.raises(BadInput, match="lacks clerical_match_score"):
        labels.read(workspace, other, "ann")
    with pytest.raises(BadInput, match="cannot be read"):
        labels.read(workspace, tmp_path / "none.csv", "ann")


def test_the_commands_take_both_forms(workspace: Workspace, tmp_path: Path) -> None:
    given = file_of(tmp_path / "in.csv", "a,x,b,x,0.0")
    told = ["--workspace", str(workspace.folder)]
    runner = CliRunner()
    assert runner.invoke(hotpass, ["judgements", "import", str(given), *told, "--by", "ann"]).exit_code == 0
    out = tmp_path / "out.csv"
    done = runner.invoke(hotpass, ["judgements", "export", str(out), *told, "--format", "splink-labels"])
    assert "1 decisions" in done.stdout
    assert out.read_text(encoding="utf-8").splitlines()[1] == "a,records,b,records,0.0"
